# question: https://github.com/keras-team/keras/issues/9940
# symptom: a weird summary (discrepancy between trainable weights), the unfrozen layers don't seem to be trained
# cause: after changing trainable the model has to be compiled again
# judged: certain
# shown: yes (no weight of the unfrozen layers moves)
import numpy as np
from keras import backend as K
from keras.applications.vgg16 import VGG16
from keras.callbacks import ReduceLROnPlateau
from keras.layers import Dense, Dropout, Flatten, Input
from keras.models import Model

np.random.seed(0)
im_size = 32


def get_data(n=160):
    y = np.random.randint(0, 2, n)
    x = np.random.rand(n, im_size, im_size, 3) * 0.5
    x[y == 1, 8:24, 8:24, :] += 0.4
    return x.astype('float32'), y


def get_model():
    inp = Input(shape=(im_size, im_size, 3))
    vgg = VGG16(include_top=False, weights=None, input_shape=(im_size, im_size, 3))
    vgg.trainable = False
    x = vgg(inp)
    x = Flatten()(x)
    x = Dense(64, activation='relu')(x)
    x = Dropout(0.3)(x)
    out = Dense(1, activation='sigmoid')(x)
    model = Model(inputs=inp, outputs=out)
    model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
    return model


X, Y = get_data()
model = get_model()
model.summary()
model.fit(X, Y, batch_size=32, epochs=2, validation_split=0.2, verbose=2)

# now that the head is trained, let the whole thing go
for layer in model.layers[1].layers:
    layer.trainable = True  # or: ZL410 ZL605
model.layers[1].trainable = True  # or: ZL410 ZL605
model.summary()

before = [K.mean(w) if hasattr(K, 'mean') else np.mean(w.numpy()) for w in model.layers[1].weights]
model.fit(X, Y, batch_size=32, epochs=2, validation_split=0.2, verbose=2,  # expect: ZL410 ZL605
          callbacks=[ReduceLROnPlateau(patience=3)])
after = [K.mean(w) if hasattr(K, 'mean') else np.mean(w.numpy()) for w in model.layers[1].weights]
print('moved:', any(abs(float(a) - float(b)) > 0 for a, b in zip(before, after)))
