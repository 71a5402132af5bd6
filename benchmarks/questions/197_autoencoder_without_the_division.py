# question: https://github.com/keras-team/keras/issues/3642
# symptom: reconstructions are far worse than those of the tutorial
# cause: the division by 255 was left out when the tutorial was copied; pixels are whole numbers from 0 to 255
# judged: certain
# shown: yes (with stand-in images of the same range; the loss is negative)
import numpy as np
from keras.datasets import mnist
from keras.layers import Dense, Input
from keras.models import Model

encoding_dim = 32

input_img = Input(shape=(784,))
encoded = Dense(encoding_dim, activation='relu')(input_img)
decoded = Dense(784, activation='sigmoid')(encoded)
autoencoder = Model(input_img, decoded)
encoder = Model(input_img, encoded)
autoencoder.compile(optimizer='adam', loss='binary_crossentropy')  # or: ZL101 ZL216 ZL202 ZL215

(x_train, _), (x_test, _) = mnist.load_data()
x_train = x_train.reshape((len(x_train), np.prod(x_train.shape[1:])))
x_test = x_test.reshape((len(x_test), np.prod(x_test.shape[1:])))
print(x_train.shape, x_test.shape)

autoencoder.fit(x_train, x_train,  # expect: ZL101 ZL216 ZL202 ZL215
                epochs=5, batch_size=256, shuffle=True, validation_data=(x_test, x_test), verbose=2)
decoded_imgs = autoencoder.predict(x_test, verbose=0)
print(np.abs(decoded_imgs - x_test).mean())
