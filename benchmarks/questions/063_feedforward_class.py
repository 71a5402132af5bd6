# question: https://github.com/keras-team/keras/issues/5992
# symptom: the network gives exactly the same output for every sample
# cause: dropout after the softmax output (and mse where a classification loss is wanted)
# judged: likely
# established: not in what was seen of the thread; the likeliest reading of the code
# shown: no (it learns, badly)
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from tensorflow.keras.layers import Dense, Dropout, Input
from tensorflow.keras.models import Model, load_model


class FeedForward:

    def __init__(self, input_dim, nb_classes):

        in_x = Input(shape=(input_dim,), name='in_x')

        h1 = Dense(14, name='h1', activation='relu')(in_x)
        h1 = Dropout(0.5)(h1)

        h2 = Dense(8, name='h2', activation='relu')(h1)
        h2 = Dropout(0.5)(h2)

        out = Dense(nb_classes, name='out', activation='softmax')(h2)
        out = Dropout(0.5)(out)  # expect: ZL405

        self.model = Model(inputs=[in_x], outputs=[out])

    def compile_model(self, optimizer='adam', loss='mse'):
        self.model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])  # expect: ZL211

    def fit(self, x, y, **kw):
        return self.model.fit(x, y, **kw)


def table(n=1500):
    rng = np.random.default_rng(6)
    kind = rng.integers(0, 4, n)
    centre = rng.normal(0, 1.5, (4, 6))
    frame = pd.DataFrame(centre[kind] + rng.normal(0, 1, (n, 6)), columns=list('abcdef'))
    frame['kind'] = kind
    return frame


if __name__ == '__main__':
    df_data = table()
    labels = pd.get_dummies(df_data.pop('kind')).values.astype('float32')
    values = df_data.values

    x_train, x_test, y_train, y_test = train_test_split(values, labels, test_size=0.2, random_state=0)
    scaler = StandardScaler().fit(x_train)
    x_train, x_test = scaler.transform(x_train), scaler.transform(x_test)

    ff = FeedForward(input_dim=x_train.shape[1], nb_classes=labels.shape[1])
    ff.compile_model()
    ff.fit(x_train, y_train, batch_size=32, epochs=10, verbose=2, validation_split=0.1)
    ff.model.save('ff.keras')

    model = load_model('ff.keras')
    p = model.predict(x_test, verbose=0)
    print(p[:6])
    print('accuracy', (p.argmax(1) == y_test.argmax(1)).mean())
