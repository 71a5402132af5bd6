# question: https://github.com/keras-team/keras/issues/3040
# symptom: weights and loss become NaN after some iterations
# cause: the learning rate 0.001 is too high for inputs that reach 199 (asker: "realized my learning rate was too high")
# judged: certain
# shown: yes
import numpy as np
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.optimizers import SGD

x = 1.0 * np.array(range(200))
y = 2.0 * x

model = Sequential()
model.add(Input(shape=(1,)))
model.add(Dense(1))

sgd = SGD(learning_rate=0.001, nesterov=False)  # expect: ZL301 ZL102
model.compile(loss='mean_squared_error', optimizer=sgd)  # or: ZL301 ZL102
model.fit(x.reshape(-1, 1), y, epochs=1, batch_size=1, verbose=0)  # or: ZL301 ZL102 ZL109

score = model.predict(x[:10].reshape(-1, 1), batch_size=10, verbose=0)
for layer in model.layers:
    weights = layer.get_weights()
    print(layer)
    print(weights)
print(score)
