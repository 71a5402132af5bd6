# question: https://github.com/keras-team/keras/issues/2159
# symptom: early stopping never sees its quantity (stopped after its patience then, raises now)
# cause: monitor='value_loss' is no logged name, and there is no validation data for val_loss either
# judged: certain
# shown: yes (raises)
import numpy as np
from sklearn.datasets import make_moons
from tensorflow.keras.callbacks import EarlyStopping
from tensorflow.keras.layers import Activation, Dense, Dropout, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import SGD
from tensorflow.keras.utils import to_categorical

X_train, labels = make_moons(n_samples=400, noise=0.3, random_state=0)
X_test, labels_test = make_moons(n_samples=400, noise=0.3, random_state=1)
Y_train = to_categorical(labels, 2)
Y_test = to_categorical(labels_test, 2)

model = Sequential()
model.add(Input(shape=(2,)))
model.add(Dense(64))
model.add(Activation('relu'))
model.add(Dropout(0.2))
model.add(Dense(64))
model.add(Activation('relu'))
model.add(Dense(2))
model.add(Activation('softmax'))

model.compile(loss='categorical_crossentropy',
              optimizer=SGD(learning_rate=0.05, momentum=0.9),
              metrics=['accuracy'])

early_stopping = EarlyStopping(monitor='value_loss', patience=5)  # expect: ZL307

history = model.fit(X_train, Y_train, epochs=30, batch_size=32, verbose=0,
                    callbacks=[early_stopping])  # or: ZL307
print('epochs done:', len(history.epoch))
print(list(history.history))

score = model.evaluate(X_test, Y_test, verbose=0)
print('test', score)
