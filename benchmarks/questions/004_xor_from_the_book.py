# question: https://stats.stackexchange.com/questions/433365/xor-with-neural-network
# symptom: loss stuck, the network does not learn XOR
# cause: the first layer has no activation (only one real hidden layer, two units wide), and rows are in order so that training never sees [1, 1]
# judged: certain
# shown: yes
import numpy as np
import keras

# 20000 points, a quarter for every corner
x = np.zeros((20000, 2), dtype=int)
x[5000:10000, 1] += 1
x[10000:15000, 0] += 1
x[15000:, :] += 1

y = [bit1 ^ bit2 for bit1, bit2 in x]

x_train = x[:15000]
y_train = np.transpose(y[:15000])  # expect: ZL111

x_test = x[15000:]
y_test = np.transpose(y[15000:])
print(x_train.shape, x_test.shape)

model = keras.models.Sequential([
    keras.layers.Input(shape=(2,)),
    keras.layers.Dense(2),  # expect: ZL401
    keras.layers.Dense(2, activation='relu'),  # or: ZL401 ZL403
    keras.layers.Dense(1, activation='relu'),
])

model.compile(optimizer='SGD', loss='mean_squared_error')

history = model.fit(x_train, y_train, epochs=5, verbose=2)
print('train loss', history.history['loss'])
print('test loss', model.evaluate(x_test, y_test, verbose=0))

table = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
for pair, out in zip(table, model.predict(table, verbose=0)):
    print(pair, pair[0] ^ pair[1], out)
