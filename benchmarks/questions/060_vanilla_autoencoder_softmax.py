# question: https://stackoverflow.com/questions/52441877/how-does-binary-cross-entropy-loss-work-on-autoencoders/52443301#52443301
# symptom: the autoencoder's loss makes no sense and pictures don't come back
# cause: softmax over 784 pixels as output (sigmoid is wanted) and pixels left at 0...255 under binary cross-entropy
# judged: certain
# shown: yes (with stand-in images of the same range)
import numpy as np
from tensorflow.keras.datasets import mnist
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Model

iLayer = Input((784,))
layer1 = Dense(128, activation='relu')(iLayer)
layer2 = Dense(64, activation='relu')(layer1)
layer3 = Dense(28, activation='relu')(layer2)
layer4 = Dense(64, activation='relu')(layer3)
layer5 = Dense(128, activation='relu')(layer4)
layer6 = Dense(784, activation='softmax')(layer5)  # expect: ZL216 ZL209 ZL221
model = Model(iLayer, layer6)
model.compile(loss='binary_crossentropy', optimizer='adam')  # or: ZL209 ZL202

(trainX, trainY), (testX, testY) = mnist.load_data()
print("shape of the trainX", trainX.shape)
trainX = trainX.reshape(trainX.shape[0], trainX.shape[1] * trainX.shape[2])
testX = testX.reshape(testX.shape[0], -1)
print("shape of the trainX", trainX.shape)

model.fit(trainX, trainX, epochs=5, batch_size=100, verbose=2)  # expect: ZL101 ZL202

decoded = model.predict(testX[:10], verbose=0)
print('input  ', testX[0].min(), testX[0].max())
print('decoded', decoded[0].min(), decoded[0].max(), 'sum', decoded[0].sum())
