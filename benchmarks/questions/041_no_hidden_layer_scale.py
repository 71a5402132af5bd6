# question: https://github.com/keras-team/keras/issues/2576
# symptom: predictions run from -70 to 70 where the targets run from -2000 to 2000
# cause: targets far from unit scale, and ten epochs of rmsprop at its default rate can't carry the weights that far
# judged: likely
# shown: yes
import matplotlib.pyplot as plt
import numpy as np
from sklearn import datasets, linear_model
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Sequential

data_reg = datasets.make_regression(n_samples=10000, n_features=100, n_informative=100,
                                    n_targets=1, noise=100, random_state=0)
print('targets', data_reg[1].min(), data_reg[1].max())

# scikit-learn
lm_lr = linear_model.LinearRegression()
lm_lr.fit(data_reg[0], data_reg[1])
plt.scatter(data_reg[1], lm_lr.predict(data_reg[0]))
plt.show()
print('R2 of linear regression', lm_lr.score(data_reg[0], data_reg[1]))

# keras
model = Sequential()
model.add(Input(shape=(100,)))
model.add(Dense(1))
model.compile(loss="mse", optimizer="rmsprop")  # or: ZL302
model.fit(data_reg[0], data_reg[1], epochs=10, batch_size=16, verbose=2)  # expect: ZL109 ZL302 ZL304

guess = model.predict(data_reg[0], verbose=0)[:, 0]
plt.scatter(data_reg[1], guess)
plt.show()
print('keras predictions', guess.min(), guess.max())
rest = data_reg[1] - guess
print('R2 of keras', 1 - np.mean(rest ** 2) / np.var(data_reg[1]))
