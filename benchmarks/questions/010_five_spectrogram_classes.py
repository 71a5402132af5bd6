# question: https://github.com/keras-team/keras/issues/8346
# symptom: training accuracy near 1, validation accuracy exactly 0
# cause: validation_split takes the last 20 %, which is the whole fifth class, because samples are concatenated class by class
# judged: certain
# shown: yes
import numpy as np
from tensorflow.keras.layers import Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import SGD
from tensorflow.keras.utils import to_categorical

NB_CLASSES = 5
PER_CLASS = 120
rng = np.random.RandomState(7)


def spectrograms(kind):
    """Noise with one bright band whose row depends on the class."""
    block = rng.rand(PER_CLASS, 32, 32, 1) * 0.4
    block[:, 4 + 5 * kind:7 + 5 * kind] += 0.5
    return block.astype('float32')


parts = []
targets = []
for kind in range(NB_CLASSES):
    parts.append(spectrograms(kind))
    targets.extend([kind] * PER_CLASS)

X = np.concatenate(parts)
Y = to_categorical(np.array(targets), NB_CLASSES)
print(X.shape, Y.shape)

model = Sequential()
model.add(Input(shape=(32, 32, 1)))
model.add(Conv2D(16, (3, 3), activation='relu'))
model.add(Conv2D(16, (3, 3), activation='relu'))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Dropout(0.25))
model.add(Flatten())
model.add(Dense(64, activation='relu'))
model.add(Dropout(0.5))
model.add(Dense(NB_CLASSES, activation='softmax'))

sgd = SGD(learning_rate=0.01, momentum=0.9, nesterov=True)
model.compile(loss='categorical_crossentropy', optimizer=sgd, metrics=['accuracy'])

history = model.fit(X, Y, batch_size=16, epochs=6, shuffle=True,
                    validation_split=0.2, verbose=2)  # expect: ZL111
print('val_accuracy', history.history['val_accuracy'])
