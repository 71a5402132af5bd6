# question: https://github.com/lmoroney/dlaicourse/issues/129
# symptom: the trained model gives odd, saturated answers for uploaded pictures
# cause: training images are rescaled by 1/255, uploaded ones are only resized
# judged: certain
# shown: not run: needs image folders
import os

import numpy as np
import tensorflow as tf
from tensorflow.keras.preprocessing import image
from tensorflow.keras.preprocessing.image import ImageDataGenerator

TRAINING_DIR = "rps/"
VALIDATION_DIR = "rps-test-set/"

training_datagen = ImageDataGenerator(
    rescale=1./255,
    rotation_range=40,
    width_shift_range=0.2,
    height_shift_range=0.2,
    zoom_range=0.2,
    horizontal_flip=True,
    fill_mode='nearest')
validation_datagen = ImageDataGenerator(rescale=1./255)

train_generator = training_datagen.flow_from_directory(
    TRAINING_DIR, target_size=(150, 150), class_mode='categorical', batch_size=126)
validation_generator = validation_datagen.flow_from_directory(
    VALIDATION_DIR, target_size=(150, 150), class_mode='categorical', batch_size=126)

model = tf.keras.models.Sequential([
    tf.keras.layers.Input(shape=(150, 150, 3)),
    tf.keras.layers.Conv2D(64, (3, 3), activation='relu'),
    tf.keras.layers.MaxPooling2D(2, 2),
    tf.keras.layers.Conv2D(64, (3, 3), activation='relu'),
    tf.keras.layers.MaxPooling2D(2, 2),
    tf.keras.layers.Conv2D(128, (3, 3), activation='relu'),
    tf.keras.layers.MaxPooling2D(2, 2),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dropout(0.5),
    tf.keras.layers.Dense(512, activation='relu'),
    tf.keras.layers.Dense(3, activation='softmax')
])
model.compile(loss='categorical_crossentropy', optimizer='rmsprop', metrics=['accuracy'])
history = model.fit(train_generator, epochs=25, validation_data=validation_generator, verbose=1)
model.save("rps.keras")

for fn in os.listdir("uploaded"):
    img = image.load_img(os.path.join("uploaded", fn), target_size=(150, 150))
    x = image.img_to_array(img)
    x = np.expand_dims(x, axis=0)

    classes = model.predict(x, batch_size=10)  # expect: ZL104
    print(fn)
    print(classes)
