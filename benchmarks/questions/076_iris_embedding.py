# question: https://github.com/keras-team/keras/issues/274
# symptom: always the same class, accuracy 33.33 % (today: index out of range)
# cause: iris measurements (floats) go into an Embedding of four rows, as if they were word numbers
# judged: certain
# shown: yes (raises)
import numpy as np
from sklearn.datasets import load_iris
from tensorflow.keras.layers import LSTM, Activation, Dense, Embedding, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import to_categorical

iris = load_iris()
inputs = iris.data                  # [150, 4]
targets = to_categorical(iris.target)   # [150, 3]
print(inputs.shape, targets.shape)
print(inputs[:3])

order = np.random.RandomState(0).permutation(len(inputs))
inputs, targets = inputs[order], targets[order]

model = Sequential()
model.add(Input(shape=(4,)))
model.add(Embedding(4, 64))  # expect: ZL421 ZL418
model.add(LSTM(64, activation='tanh', recurrent_activation='hard_sigmoid'))
model.add(Dense(3, kernel_initializer='uniform'))
model.add(Activation('softmax'))

model.compile(loss='categorical_crossentropy', optimizer='rmsprop', metrics=['accuracy'])
model.summary()

model.fit(inputs, targets, epochs=20, batch_size=10, shuffle=True, verbose=2)  # or: ZL421 ZL418

out = model.predict(inputs, verbose=0)
print(out[:5])
print(np.bincount(out.argmax(axis=1), minlength=3))
