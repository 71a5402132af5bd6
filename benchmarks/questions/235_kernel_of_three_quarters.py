# question: https://github.com/keras-team/keras/issues/16539
# symptom: after the weights of the first layer were set by hand its kernel keeps equal values, the network does not learn
# cause: all kernel weights have the same value, so all units of the layer stay the same (and softmax is missing)
# established: by reading and running; no reply of the thread was seen
# judged: likely
# shown: no (learns the easy stand-in images all the same)
import numpy as np
from keras.datasets import mnist
from keras.layers import Dense
from keras.models import Sequential
from keras.utils import to_categorical

(X_train, Y_train), (X_test, Y_test) = mnist.load_data()
X_train = X_train.reshape(len(X_train), 784).astype('float32') / 255
Y_train = to_categorical(Y_train, 10)

model = Sequential()
model.add(Dense(10, input_shape=(784,), activation='relu'))
model.add(Dense(10, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
old_weights, old_bias = model.layers[0].get_weights()
shape_w = old_weights.shape
initial_weights = np.ones(shape_w) * 0.75
shape_b = old_bias.shape
initial_bias = np.ones(shape_b) * 0.25
model.layers[0].set_weights([initial_weights, initial_bias])  # expect: ZL404
model.fit(X_train, Y_train, epochs=10, verbose=2)
print(np.ptp(model.layers[0].get_weights()[0], axis=1).max())
