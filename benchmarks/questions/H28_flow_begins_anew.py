# question: https://github.com/fchollet/deep-learning-with-python-notebooks/issues/152
# expect: silence
# (asked why the data run out at step 63 of 100, as 2000 images give 63 batches of 32: in today's Keras flow() begins anew)
# shown: yes (100 steps in each epoch)
import numpy as np
from keras import layers, models, optimizers
from tensorflow.keras.preprocessing.image import ImageDataGenerator

rng = np.random.default_rng(1)


def cats_and_dogs(n):
    labels = np.arange(n) % 2
    pictures = rng.integers(0, 200, size=(n, 32, 32, 3)).astype('float32')
    pictures[labels == 1, 8:24, 8:24, 0] += 55
    return pictures, labels


train_x, train_y = cats_and_dogs(2000)
val_x, val_y = cats_and_dogs(1000)

model = models.Sequential()
model.add(layers.Input((32, 32, 3)))
model.add(layers.Conv2D(16, (3, 3), activation='relu'))
model.add(layers.MaxPooling2D((2, 2)))
model.add(layers.Conv2D(32, (3, 3), activation='relu'))
model.add(layers.MaxPooling2D((2, 2)))
model.add(layers.Flatten())
model.add(layers.Dropout(0.5))
model.add(layers.Dense(64, activation='relu'))
model.add(layers.Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer=optimizers.RMSprop(learning_rate=1e-4), metrics=['acc'])

train_datagen = ImageDataGenerator(rescale=1./255, rotation_range=40, width_shift_range=0.2,
                                   height_shift_range=0.2, horizontal_flip=True)
# Note that the validation data should not be augmented!
test_datagen = ImageDataGenerator(rescale=1./255)
train_generator = train_datagen.flow(train_x, train_y, batch_size=32)
validation_generator = test_datagen.flow(val_x, val_y, batch_size=32)

history = model.fit(
      train_generator,
      steps_per_epoch=100,
      epochs=4,
      validation_data=validation_generator,
      validation_steps=50, verbose=2)
print(history.history['loss'])
