# question: https://github.com/keras-team/keras/issues/6993
# symptom: the answer for any single picture is [[0.]] (or [[1.]]), although validation is fine
# cause: training goes through a generator with rescale=1/255, the single picture is given with its 0...255
# judged: certain
# shown: no (probabilities saturate; the easy stand-in is told apart all the same)
import os
import tempfile

import numpy as np
from PIL import Image
from tensorflow.keras.layers import Conv2D, Dense, Flatten, MaxPooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

rng = np.random.default_rng(5)
root = tempfile.mkdtemp()
for split, count in (('train', 60), ('validation', 20), ('predict', 4)):
    for name in ('hot', 'cold'):
        os.makedirs(os.path.join(root, split, name))
        for i in range(count):
            picture = rng.integers(60, 90, (48, 48, 3))
            picture[16:32, 16:32, 0 if name == 'hot' else 2] += 120
            Image.fromarray(picture.astype('uint8')).save(os.path.join(root, split, name, '%03d.png' % i))

img_width, img_height = 48, 48
model = Sequential()
model.add(Conv2D(16, (3, 3), activation='relu', input_shape=(img_width, img_height, 3)))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Conv2D(16, (3, 3), activation='relu'))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Flatten())
model.add(Dense(32, activation='relu'))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])

datagen = ImageDataGenerator(rescale=1. / 255)
train_generator = datagen.flow_from_directory(os.path.join(root, 'train'), target_size=(img_width, img_height),
                                              batch_size=10, class_mode='binary')
validation_generator = datagen.flow_from_directory(os.path.join(root, 'validation'),
                                                   target_size=(img_width, img_height), batch_size=10,
                                                   class_mode='binary')
model.fit(train_generator, epochs=8, validation_data=validation_generator, verbose=2)

for name in ('hot', 'cold'):
    img = Image.open(os.path.join(root, 'predict', name, '000.png'))
    a = np.array(img).reshape(1, img_width, img_height, 3)  # or: ZL104
    score = model.predict(a, batch_size=32, verbose=0)  # expect: ZL104
    print(name, score)
