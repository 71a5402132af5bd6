# question: https://wiki.hoelee.com/content/stats.stackexchange.com_en_all_2022-05/questions/418955/why-is-deep-neural-net-with-linear-activation-diverges
# symptom: a two-layer linear net diverges (nan) although one layer alone is fine
# cause: the target (up to 9804) is not scaled; with plain SGD the gradient of two stacked layers explodes
# judged: certain
# shown: yes
import numpy as np
import keras
from keras.models import Sequential
from keras.layers import Dense, Input

x = np.arange(100)[:, np.newaxis]
f = lambda x: x ** 2 + 3
y = f(x)
x_normed = (x - x.mean()) / x.std()

print('one layer')
one = Sequential([Input(shape=(1,)), Dense(1, activation=None)])
one.compile('adam', loss='mse')
one.fit(x_normed, y, epochs=2, verbose=0)

print('two layers')
km = Sequential()
km.add(Input(shape=(1,)))
km.add(Dense(1, activation=None))  # or: ZL401 ZL403
km.add(Dense(1, activation=None))
km.compile('sgd', loss='mse')  # or: ZL301
hist = km.fit(x_normed, y, epochs=300, verbose=0)  # expect: ZL109 ZL301

print(hist.history['loss'][:10])
print(hist.history['loss'][-1])
print(km.predict(x_normed[:5], verbose=0))
