# facts: task=reconstruction targets=0..1 inputs=pixels rows=1000
"""Pixels are reconstructed."""
from keras.datasets import mnist
from keras.layers import Dense, Input
from keras.models import Model
from sklearn.metrics import r2_score

(x_train, _), (x_test, _) = mnist.load_data()
x_train = x_train[:1000].astype("float32") / 255.0
x_test = x_test[:250].astype("float32") / 255.0
x_train = x_train.reshape((len(x_train), 784))
x_test = x_test.reshape((len(x_test), 784))

input_img = Input(shape=(784,))
encoded = Dense(64, activation="relu")(input_img)
encoded = Dense(16, activation="relu")(encoded)
decoded = Dense(64, activation="relu")(encoded)
decoded = Dense(784, activation="sigmoid")(decoded)
autoencoder = Model(input_img, decoded)
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
autoencoder.fit(x_train, x_train, epochs=15, batch_size=32, shuffle=True, validation_data=(x_test, x_test))
restored = autoencoder.predict(x_test)
print("r2", r2_score(x_test.ravel(), restored.ravel()))
