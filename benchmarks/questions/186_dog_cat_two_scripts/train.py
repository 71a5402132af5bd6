# question: https://github.com/rstudio/keras3/issues/915
# symptom: the saved model always gives 0 or 1 from the predicting script, a proper probability in the training one
# cause: the predicting script does not divide the picture by 255 as the training script's generators do
# judged: certain
# shown: no (probabilities saturate at 0 and 1; the easy stand-in is told apart all the same)
import os

import numpy as np
from PIL import Image
from tensorflow.keras import layers, models, optimizers
from tensorflow.keras.preprocessing.image import ImageDataGenerator

base = 'animals'
if not os.path.isdir(base):
    rng = np.random.default_rng(2)
    for kind in ('cat', 'dog'):
        os.makedirs(os.path.join(base, kind))
        for i in range(80):
            picture = rng.integers(40, 140, (150, 150, 3))
            picture[40:110, 40:110, 1] += 50 if kind == 'dog' else 0
            Image.fromarray(picture.astype('uint8')).save(os.path.join(base, kind, '%d.jpg' % i))

datagen = ImageDataGenerator(rescale=1./255, validation_split=0.2)
train = datagen.flow_from_directory(base, target_size=(150, 150), batch_size=16, class_mode='binary',
                                    subset='training')
valid = datagen.flow_from_directory(base, target_size=(150, 150), batch_size=16, class_mode='binary',
                                    subset='validation')

model = models.Sequential()
model.add(layers.Input((150, 150, 3)))
model.add(layers.Conv2D(16, 3, activation='relu'))
model.add(layers.MaxPooling2D(4))
model.add(layers.Conv2D(16, 3, activation='relu'))
model.add(layers.MaxPooling2D(4))
model.add(layers.Flatten())
model.add(layers.Dense(32, activation='relu'))
model.add(layers.Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer=optimizers.Adam(1e-3), metrics=['acc'])
model.fit(train, epochs=4, validation_data=valid, verbose=2)
model.save('dog_cat_cnn_model.h5')
