# question: https://chenzhang.org/notes/developer/loss-and-accuracy-get-stuck-in-keras/
# symptom: loss and accuracy stand still from the second epoch on
# cause: SGD with learning rate 0.00001 from scratch; 0.1 cures it
# judged: certain
# shown: yes
import numpy as np
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from tensorflow.keras import optimizers
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import to_categorical

samples, kinds = make_classification(n_samples=4000, n_features=25, n_informative=12, n_redundant=3,
                                     n_classes=5, n_clusters_per_class=1, class_sep=1.5,
                                     random_state=33)
onehot = to_categorical(kinds)

x_train, x_test, y_train, y_test = train_test_split(samples, onehot, random_state=33)
standard = StandardScaler().fit(x_train)
x_train = standard.transform(x_train)
x_test = standard.transform(x_test)


def prediction_model(n_in, n_out):
    model = Sequential()
    model.add(Input(shape=(n_in,)))
    model.add(Dense(20, activation='relu'))
    model.add(Dense(20, activation='relu'))
    model.add(Dense(n_out, activation='softmax'))
    return model


sgd = optimizers.SGD(learning_rate=0.00001)  # expect: ZL302
model = prediction_model(x_train.shape[1], y_train.shape[1])
model.compile(loss='categorical_crossentropy', optimizer=sgd, metrics=['accuracy'])  # or: ZL302

history = model.fit(x_train, y_train, epochs=10, batch_size=64, verbose=0)
for epoch, (l, a) in enumerate(zip(history.history['loss'], history.history['accuracy'])):
    print('Epoch %d/10  loss: %.4f  acc: %.4f' % (epoch + 1, l, a))

score = model.evaluate(x_test, y_test, verbose=0)
print(score)
