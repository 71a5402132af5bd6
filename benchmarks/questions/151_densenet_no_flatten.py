# question: https://github.com/keras-team/keras-contrib/issues/304
# symptom: "expected dense_1 to have 4 dimensions": the network's output is a map
# cause: the last feature map goes straight into Dense; a Flatten or global pooling is missing
# judged: certain
# shown: yes (raises)
import numpy as np
from sklearn.datasets import load_digits
from tensorflow.keras.layers import Activation, AveragePooling2D, BatchNormalization, Concatenate, Conv2D, Dense, Input
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import Adam
from tensorflow.keras.utils import to_categorical

nb_classes = 10
batch_size = 64
epochs = 2


def conv_layer(x, nb_filter):
    x = BatchNormalization()(x)
    x = Activation('relu')(x)
    return Conv2D(nb_filter, (3, 3), padding='same', use_bias=False)(x)


def dense_block(x, nb_layers, growth_rate):
    for _ in range(nb_layers):
        cb = conv_layer(x, growth_rate)
        x = Concatenate()([x, cb])
    return x


def transition(x, nb_filter):
    x = BatchNormalization()(x)
    x = Activation('relu')(x)
    x = Conv2D(nb_filter, (1, 1), padding='same', use_bias=False)(x)
    return AveragePooling2D((2, 2))(x)


def DenseNet(input_shape, classes):
    img_input = Input(shape=input_shape)
    x = Conv2D(16, (3, 3), padding='same', use_bias=False)(img_input)
    x = dense_block(x, 3, 8)
    x = transition(x, 20)
    x = dense_block(x, 3, 8)
    x = BatchNormalization(name='final_bn')(x)
    x = Activation('relu')(x)
    x = Dense(classes, activation='softmax')(x)  # expect: ZL407
    return Model(img_input, x, name='densenet')


digits = load_digits()
X = digits.images[..., np.newaxis].astype('float32') / 16.
Y = to_categorical(digits.target, nb_classes)
trainX, testX = X[:1500], X[1500:]
trainY, testY = Y[:1500], Y[1500:]

model = DenseNet((8, 8, 1), nb_classes)
print('output', model.output_shape)
model.compile(loss='categorical_crossentropy', optimizer=Adam(learning_rate=1e-3), metrics=['acc'])

model.fit(trainX, trainY, batch_size=batch_size, epochs=epochs,  # or: ZL407 ZL419
          validation_data=(testX, testY), verbose=2)
yPred = model.predict(testX, verbose=0)
print('accuracy', (yPred.argmax(-1) == testY.argmax(-1)).mean())
