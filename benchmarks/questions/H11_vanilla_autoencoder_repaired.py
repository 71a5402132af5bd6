# question: https://stackoverflow.com/questions/52441877/how-does-binary-cross-entropy-loss-work-on-autoencoders/52443301#52443301
# expect: silence
# (the accepted answer: pixels to 0...1, sigmoid output; binary cross-entropy is all right then)
# shown: yes
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
layer6 = Dense(784, activation='sigmoid')(layer5)
model = Model(iLayer, layer6)
model.compile(loss='binary_crossentropy', optimizer='adam')

(trainX, trainY), (testX, testY) = mnist.load_data()
trainX = trainX.reshape(trainX.shape[0], trainX.shape[1] * trainX.shape[2])
testX = testX.reshape(testX.shape[0], -1)
trainX = trainX.astype('float32')
trainX /= 255.
testX = testX.astype('float32')
testX /= 255.
print("shape of the trainX", trainX.shape)

model.fit(trainX, trainX, epochs=15, batch_size=100, validation_data=(testX, testX), verbose=2)

decoded = model.predict(testX[:10], verbose=0)
print('input  ', testX[0].min(), testX[0].max())
print('decoded', decoded[0].min(), decoded[0].max())
print('mse', np.mean((decoded - testX[:10]) ** 2))
