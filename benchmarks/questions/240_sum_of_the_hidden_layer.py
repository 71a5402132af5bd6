# question: https://thinbug.com/q/51257037
# symptom: ValueError: an operation has None for gradient (today: a symbolic tensor can't be used in the loss)
# cause: the loss is made of a hidden layer's output and does not refer to y_pred, so not all weights get a gradient
# judged: certain
# shown: yes (raises)
import numpy as np
from keras import ops as K
from keras.layers import Dense, Input
from keras.models import Model

input_1 = Input((5,))
hidden_a = Dense(2)(input_1)
output = Dense(1)(hidden_a)

m3 = Model(input_1, output)


def myLoss(y_true, y_pred):
    return K.sum(hidden_a)  # expect: ZL217


m3.compile(optimizer='adam', loss=myLoss)  # or: ZL217

x = np.random.random(size=(10, 5))
y = np.random.random(size=(10, 1))
m3.fit(x, y, epochs=25)  # or: ZL217
