# question: https://stats.stackexchange.com/questions/284189/simple-linear-regression-in-keras
# symptom: nan loss in every epoch with the default SGD, only lr=1e-7 works
# cause: the input is not normalised (people per television up to several hundred), so the step is far too long
# judged: certain
# shown: yes
import numpy as np
import matplotlib.pyplot as plt
from tensorflow import keras
from tensorflow.keras.layers import Input, Dense
from tensorflow.keras.models import Model

# people per TV set, life expectancy
people_per_tv = np.array([4.0, 315.0, 4.0, 1.7, 8.0, 5.6, 15.0, 503.0, 2.6, 2.6,
                          44.0, 24.0, 23.0, 3.8, 1.8, 96.0, 90.0, 4.9, 6.6, 21.0,
                          592.0, 73.0, 14.0, 8.8, 3.9, 6.0, 3.2, 11.0, 2.6, 23.0,
                          3.2, 1.3, 5.6, 29.0])
life = np.array([70.5, 53.5, 65.0, 76.5, 70.0, 71.0, 60.5, 51.5, 78.0, 76.0, 57.5,
                 61.0, 64.5, 78.5, 79.0, 61.0, 70.0, 70.5, 72.0, 64.5, 54.5, 56.5,
                 64.5, 75.0, 68.5, 69.0, 78.0, 73.0, 75.5, 66.5, 76.0, 76.0, 75.0, 58.5])

x = people_per_tv.reshape(-1, 1)
y = life.reshape(-1, 1)

plt.scatter(x, y)
plt.xlabel('people per television')
plt.ylabel('life expectancy')
plt.show()

inputs = Input(shape=(1,))
preds = Dense(1, activation='linear')(inputs)
model = Model(inputs=inputs, outputs=preds)

sgd = keras.optimizers.SGD()  # expect: ZL301 ZL102
model.compile(optimizer=sgd, loss='mse', metrics=['mse'])
hist = model.fit(x, y, batch_size=1, epochs=30, shuffle=False, verbose=0)  # or: ZL102 ZL301
print(hist.history['loss'][:5])

line = np.linspace(0, 600, 50).reshape(-1, 1)
fitted = model.predict(line, verbose=0)
print(fitted[:3])
print('weights', model.get_weights())
plt.plot(line, fitted, 'r')
plt.show()
