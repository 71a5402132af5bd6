# question: https://github.com/vinayakumarr/Kalasalingam/issues/2
# symptom: 99 % accuracy; without the response in the training data it is about 70 %
# cause: the response variable is among the columns that the network is given
# judged: certain
# shown: not run: needs the files
import numpy as np
import pandas as pd
from keras.callbacks import CSVLogger, ModelCheckpoint
from keras.layers import Dense, Dropout, Input
from keras.models import Sequential
from sklearn.preprocessing import Normalizer

traindata = pd.read_csv('kdd/binary/Training.csv', header=None)
testdata = pd.read_csv('kdd/binary/Testing.csv', header=None)

X = traindata.iloc[:, 0:41]
Y = traindata.iloc[:, 0]
C = testdata.iloc[:, 0]
T = testdata.iloc[:, 0:41]

scaler = Normalizer().fit(X)
trainX = scaler.transform(X)
scaler = Normalizer().fit(T)
testT = scaler.transform(T)

y_train = np.array(Y)
y_test = np.array(C)
X_train = np.array(trainX)
X_test = np.array(testT)
batch_size = 64

# 1. define the network
model = Sequential()
model.add(Input((41,)))
model.add(Dense(1024, activation='relu'))
model.add(Dropout(0.01))
model.add(Dense(768, activation='relu'))
model.add(Dropout(0.01))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])

checkpointer = ModelCheckpoint(filepath="results/checkpoint-{epoch:02d}.keras", verbose=1, save_best_only=True, monitor='loss')
csv_logger = CSVLogger('results/training_set_dnnanalysis.csv', separator=',', append=False)
model.fit(X_train, y_train, batch_size=batch_size, epochs=100, callbacks=[checkpointer, csv_logger])  # expect: ZL130
loss, accuracy = model.evaluate(X_test, y_test)
print("\nLoss: %.2f, Accuracy: %.2f%%" % (loss, accuracy * 100))
