# question: https://github.com/IcedDoggie/Micro-Expression-with-Deep-Learning/issues/7
# symptom: the picture network learns little, its input looks scrambled
# cause: reshape is used where axes have to be transposed (channels last to channels first)
# judged: certain
# shown: no (the easy stand-in is learned all the same; the pictures are scrambled)
import numpy as np
from tensorflow.keras.layers import Conv2D, Dense, Flatten, Input, MaxPooling2D, Permute
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import to_categorical

timesteps_TIM, r, w, channel, n_exp = 4, 20, 20, 3, 3


def videos(n, seed):
    rng = np.random.default_rng(seed)
    label = rng.integers(0, n_exp, n)
    clip = 0.4 * rng.random((n, timesteps_TIM, r, w, channel))
    for i in range(n):
        row = int(rng.integers(0, 12))
        clip[i, :, row:row + 8, 4:12, label[i]] += 0.5
    return clip.astype('float32'), to_categorical(label, n_exp)


def restructure_data(X, Y):
    X_spatial = X.reshape(X.shape[0] * timesteps_TIM, r, w, channel)
    Y_spatial = np.repeat(Y, timesteps_TIM, axis=0)

    X_out = X_spatial.reshape(X_spatial.shape[0], channel, r, w)  # expect: ZL125
    Y_out = Y_spatial.reshape(Y_spatial.shape[0], n_exp)
    return X_out, Y_out


Train_X, Train_Y = videos(150, 0)
Test_X, Test_Y = videos(40, 1)
X, y = restructure_data(Train_X, Train_Y)
X_t, y_t = restructure_data(Test_X, Test_Y)
print('Train_X_shape: ' + str(np.shape(X)))
print('Train_Y_shape: ' + str(np.shape(y)))

model = Sequential()
model.add(Input(shape=(channel, r, w)))
model.add(Permute((2, 3, 1)))            # the rest of the net is channels last
model.add(Conv2D(16, (3, 3), activation='relu'))
model.add(MaxPooling2D((2, 2)))
model.add(Conv2D(16, (3, 3), activation='relu'))
model.add(Flatten())
model.add(Dense(32, activation='relu'))
model.add(Dense(n_exp, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])

history = model.fit(X, y, batch_size=32, epochs=6, shuffle=True, validation_data=(X_t, y_t), verbose=2)
confusion = np.zeros((n_exp, n_exp), dtype=int)
for t, p in zip(y_t.argmax(1), model.predict(X_t, verbose=0).argmax(1)):
    confusion[t, p] += 1
print(confusion)
