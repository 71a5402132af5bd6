# question: http://pullrequest.ru/14126136/polzovatelskaya-funktsiya-poter-dlya-prognozirovaniya-vyhodnyh-dannyh-interget
# symptom: asked for whole numbers 1...N the net hardly moves and hits at chance
# cause: a regression loss (mse) on class numbers; softmax with a classification loss is wanted
# judged: likely
# shown: yes
import numpy as np
import tensorflow as tf
from sklearn.model_selection import train_test_split
from tensorflow.keras.layers import Dense, Dropout, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import SGD

N = 6
rng = np.random.default_rng(31)
shelf_of_product = rng.permutation(N) + 1            # shelf number 1...N
product = rng.integers(0, N, 2000)
features = np.eye(N)[product] + 0.3 * rng.normal(size=(2000, N))
shelf = shelf_of_product[product]

X_train, X_test, y_train, y_test = train_test_split(features, shelf, test_size=0.25, random_state=4)
y_train = tf.keras.utils.to_categorical(y_train - 1, N)
print(X_train.shape, y_train.shape)

model = Sequential()
model.add(Input(shape=(N,)))
model.add(Dense(32, activation='relu'))
model.add(Dropout(0.2))
model.add(Dense(N, activation='softmax'))  # or: ZL211
model.compile(optimizer=SGD(0.001), loss='mean_squared_error')  # expect: ZL211

history = model.fit(X_train, y_train, epochs=20, batch_size=32, verbose=0)
print('loss', history.history['loss'][0], '->', history.history['loss'][-1])

output = model.predict(X_test, verbose=0)
guess = np.argmax(output, axis=1) + 1
print('hit rate', np.mean(guess == y_test))
print('largest probability on average', output.max(axis=1).mean())
