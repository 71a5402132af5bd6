# question: https://github.com/anujshah1003/own_data_cnn_implementation_keras/issues/4
# symptom: the classes are mixed up, accuracy is poor
# cause: os.listdir gives the folders in no fixed order, yet labels are written for cats, dogs, horses, humans in blocks
# judged: certain
# shown: not run: needs image folders and cv2
import os

import cv2
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.utils import shuffle
from tensorflow.keras.layers import Activation, Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import to_categorical

PATH = os.getcwd()
data_path = PATH + '/data'
data_dir_list = os.listdir(data_path)  # or: ZL127 ZL118

img_rows, img_cols = 128, 128
num_classes = 4
num_epoch = 20

img_data_list = []
for dataset in data_dir_list:
    img_list = os.listdir(data_path + '/' + dataset)
    print('Loaded the images of dataset-' + '{}\n'.format(dataset))
    for img in img_list:
        input_img = cv2.imread(data_path + '/' + dataset + '/' + img)
        input_img = cv2.cvtColor(input_img, cv2.COLOR_BGR2GRAY)
        input_img_resize = cv2.resize(input_img, (img_rows, img_cols))
        img_data_list.append(input_img_resize)

img_data = np.array(img_data_list)
img_data = img_data.astype('float32')
img_data /= 255
img_data = np.expand_dims(img_data, axis=3)
print(img_data.shape)

num_of_samples = img_data.shape[0]
labels = np.ones((num_of_samples,), dtype='int64')
labels[0:202] = 0  # expect: ZL127 ZL118
labels[202:404] = 1
labels[404:606] = 2
labels[606:] = 3
names = ['cats', 'dogs', 'horses', 'humans']

Y = to_categorical(labels, num_classes)
x, y = shuffle(img_data, Y, random_state=2)
X_train, X_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=2)

model = Sequential()
model.add(Input(shape=img_data[0].shape))
model.add(Conv2D(32, (3, 3), padding='same'))
model.add(Activation('relu'))
model.add(Conv2D(32, (3, 3)))
model.add(Activation('relu'))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Dropout(0.5))
model.add(Flatten())
model.add(Dense(64))
model.add(Activation('relu'))
model.add(Dropout(0.5))
model.add(Dense(num_classes))
model.add(Activation('softmax'))
model.compile(loss='categorical_crossentropy', optimizer='rmsprop', metrics=['accuracy'])

hist = model.fit(X_train, y_train, batch_size=16, epochs=num_epoch, validation_data=(X_test, y_test))
score = model.evaluate(X_test, y_test, verbose=0)
print('Test Loss:', score[0])
print('Test accuracy:', score[1])
for row in model.predict(X_test[:5]):
    print(names[row.argmax()])
