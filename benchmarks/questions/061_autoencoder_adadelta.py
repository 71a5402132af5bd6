# question: https://github.com/tensorflow/tensorflow/issues/39432
# symptom: the tutorial autoencoder converges with old Keras and not with tf.keras
# cause: 'adadelta' has learning rate 0.001 by default now (1.0 before)
# judged: certain
# shown: yes (with stand-in images of the same range)
import matplotlib.pyplot as plt
import numpy as np
from tensorflow.keras.datasets import mnist
from tensorflow.keras.layers import Input, Dense
from tensorflow.keras.models import Model

encoding_dim = 32

input_img = Input(shape=(784,))
encoded = Dense(encoding_dim, activation='relu')(input_img)
decoded = Dense(784, activation='sigmoid')(encoded)

autoencoder = Model(input_img, decoded)
encoder = Model(input_img, encoded)
autoencoder.compile(optimizer='adadelta', loss='binary_crossentropy')  # expect: ZL302

(x_train, _), (x_test, _) = mnist.load_data()
x_train = x_train.astype('float32') / 255.
x_test = x_test.astype('float32') / 255.
x_train = x_train.reshape((len(x_train), np.prod(x_train.shape[1:])))
x_test = x_test.reshape((len(x_test), np.prod(x_test.shape[1:])))

hist = autoencoder.fit(x_train, x_train,
                       epochs=20,
                       batch_size=256,
                       shuffle=True,
                       verbose=0,
                       validation_data=(x_test, x_test))
print('val_loss', hist.history['val_loss'][0], '->', hist.history['val_loss'][-1])

decoded_imgs = autoencoder.predict(x_test, verbose=0)
n = 10
plt.figure(figsize=(20, 4))
for i in range(n):
    ax = plt.subplot(2, n, i + 1)
    plt.imshow(x_test[i].reshape(28, 28))
    ax = plt.subplot(2, n, i + 1 + n)
    plt.imshow(decoded_imgs[i].reshape(28, 28))
plt.show()
