# question: https://github.com/keras-team/keras/issues/315
# symptom: what goes into the net is a weird picture
# cause: (224, 224, 3) is reshaped to (3, 224, 224), the axes have to be moved
# judged: certain
# shown: not run: needs pictures and cv2
import glob
import os

import cv2
import numpy as np
from keras.layers import Activation, Conv2D, Dense, Flatten, Input, MaxPooling2D, Permute
from keras.models import Sequential

folder = 'imagenet/train'
classes = ['n01440764', 'n02102040', 'n03000684']

files = []
labels = []
for number, synset in enumerate(classes):
    for filename in sorted(glob.glob(os.path.join(folder, synset, '*.JPEG'))):
        image = cv2.imread(filename)
        image = cv2.resize(image, (224, 224))
        image = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
        image = np.array(image).reshape((3, 224, 224))  # expect: ZL125
        files.append(image)
        labels.append(number)

X = np.array(files).astype('float32') / 255
Y = np.array(labels)
order = np.random.permutation(len(X))
X, Y = X[order], Y[order]

model = Sequential()
model.add(Input((3, 224, 224)))
model.add(Permute((2, 3, 1)))
model.add(Conv2D(32, (5, 5), strides=2))
model.add(Activation('relu'))
model.add(MaxPooling2D((2, 2)))
model.add(Conv2D(64, (3, 3)))
model.add(Activation('relu'))
model.add(MaxPooling2D((2, 2)))
model.add(Flatten())
model.add(Dense(len(classes), activation='softmax'))
model.compile(loss='sparse_categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(X, Y, batch_size=32, epochs=20, validation_split=0.1)
