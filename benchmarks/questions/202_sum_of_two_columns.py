# question: https://github.com/keras-team/keras/issues/6260
# symptom: "fails to run on this simplest 3-column dataset": always zero accuracy
# cause: accuracy means an exact match, which a network that gives a float never reaches; and the columns are not normalised
# judged: certain
# shown: yes (accuracy 0, the answer off by ten)
import numpy

from keras.layers import Dense
from keras.models import Sequential

# fix random seed for reproducibility
numpy.random.seed(7)

# x runs from 1 to 1040, y from 1040 to 1, z = x + y
x = numpy.arange(1, 1041)
y = numpy.arange(1040, 0, -1)
dataset = numpy.column_stack((x, y, x + y))

# split into input (X) and output (Y) variables
X = dataset[:, 0:2]
Y = dataset[:, 2]

# create model
model = Sequential()
model.add(Dense(12, input_dim=2, activation='relu'))
model.add(Dense(8, activation='relu'))
model.add(Dense(1))

# Compile model
model.compile(loss='mean_squared_error', optimizer='adam', metrics=['accuracy'])  # expect: ZL212

# Fit the model
model.fit(X, Y, epochs=20, batch_size=10, verbose=2)  # expect: ZL102 ZL109 ZL122

# calculate predictions
predictions = model.predict(X)
rounded = [int(round(p[0])) for p in predictions]
print(rounded[:20])
scores = model.evaluate(X, Y)
print("\n%s: %.2f%%" % (model.metrics_names[1], scores[1] * 100))
