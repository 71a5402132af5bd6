# question: https://github.com/keras-team/keras/issues/6014
# symptom: fit shows accuracy near 1, evaluate on the same pictures about 0.5
# cause: 64 pictures give 40 steps; the moving statistics of BatchNormalization are still near their start
# judged: likely
# established: not in what was seen of the thread; the likeliest reading of the code
# shown: yes
import numpy as np
import keras
from keras.layers import BatchNormalization as BatchNorm
from keras.layers import Conv2D, Dense, Flatten, Input, LeakyReLU

rng = np.random.RandomState(1)


def object_pictures(n, kind):
    pics = rng.normal(0.9, 0.02, (n, 64, 64, 3))
    for i in range(n):
        r, c = rng.randint(8, 24, 2)
        if kind == 0:
            pics[i, r:r + 30, c:c + 6] -= 0.6        # leg and back of a chair
            pics[i, r + 15:r + 20, c:c + 24] -= 0.6
        else:
            pics[i, r:r + 10, c:c + 24] -= 0.6       # shade of a lamp
            pics[i, r + 10:r + 36, c + 10:c + 13] -= 0.6
    return pics.astype('float32')


train_tensors = np.concatenate([object_pictures(32, 0), object_pictures(32, 1)])
train_labels = np.array([0] * 32 + [1] * 32)

model = keras.models.Sequential()
model.add(Input(shape=[64, 64, 3]))
model.add(Conv2D(filters=5, kernel_size=[4, 4], strides=2, padding='same'))
model.add(LeakyReLU(0.2))

model.add(Conv2D(filters=10, kernel_size=[4, 4], strides=2, padding='same'))
model.add(BatchNorm(axis=3))  # or: ZL422
model.add(LeakyReLU(0.2))

model.add(Flatten())
model.add(Dense(1, activation='sigmoid'))

model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])

model.fit(train_tensors, train_labels, batch_size=8, epochs=5, shuffle=True, verbose=2)  # expect: ZL304 ZL422

metrics = model.evaluate(train_tensors, train_labels, verbose=0)
print(np.ravel(model.predict(train_tensors, verbose=0)).round(2))
print('training data results:')
for name, value in zip(['loss', 'accuracy'], metrics):
    print(name + ': ' + str(value))
