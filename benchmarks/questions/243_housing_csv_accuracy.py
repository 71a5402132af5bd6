# question: https://ogeek.cn/qa/?qa=405141%2F
# symptom: the loss decreases, the accuracy is 0.0138 after 100 epochs
# cause: accuracy is meaningless in a regression; Keras counts how often the rounded prediction is the price
# judged: certain
# shown: not run: needs the file
import numpy as np
import pandas
from keras.layers import Dense
from keras.models import Sequential

# load dataset
dataframe = pandas.read_csv("housing.csv", sep=r'\s+', header=None)
dataset = dataframe.values
# split into input (X) and output (Y) variables
X = dataset[:, 0:13]
Y = dataset[:, 13]

model = Sequential()
model.add(Dense(13, input_dim=13, kernel_initializer='normal', activation='relu'))
model.add(Dense(1, kernel_initializer='normal'))
# Compile model asking for accuracy, too:
model.compile(loss='mean_squared_error', optimizer='adam', metrics=['accuracy'])  # expect: ZL212
model.fit(X, Y, batch_size=5, epochs=100, verbose=1)

score = model.evaluate(X, Y, verbose=0)
print(score)
Y_pred = model.predict(X).ravel()
MSE = np.mean((Y - Y_pred) ** 2)
print(MSE, np.mean(np.equal(Y, np.round(Y_pred))))
