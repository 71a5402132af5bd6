# question: https://python.19633.com/sv/python-tag-6/Keras-6/1006050775.html
# symptom: negative loss and accuracy of a third with three image classes
# cause: the two-class recipe (Dense(1), sigmoid, binary cross-entropy, class_mode='binary') is used for three classes
# judged: certain
# shown: not run: needs image folders
from tensorflow.keras.layers import Activation, Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

img_width, img_height = 150, 150
train_data_dir = 'poses/train'
validation_data_dir = 'poses/validation'
classes = ['standing', 'sitting', 'lying']
epochs = 30
batch_size = 16


def build(input_shape):
    model = Sequential()
    model.add(Input(shape=input_shape))
    for filters in (32, 32, 64):
        model.add(Conv2D(filters, (3, 3)))
        model.add(Activation('relu'))
        model.add(MaxPooling2D(pool_size=(2, 2)))

    model.add(Flatten())
    model.add(Dense(64))
    model.add(Activation('relu'))
    model.add(Dropout(0.5))
    model.add(Dense(1))  # expect: ZL208 ZL215 ZL608
    model.add(Activation('sigmoid'))  # or: ZL208 ZL215 ZL608

    model.compile(loss='binary_crossentropy',  # or: ZL208 ZL215 ZL608
                  optimizer='rmsprop',
                  metrics=['accuracy'])
    return model


def generator(folder, augment=False):
    if augment:
        datagen = ImageDataGenerator(rescale=1. / 255, shear_range=0.2, zoom_range=0.2, horizontal_flip=True)
    else:
        datagen = ImageDataGenerator(rescale=1. / 255)
    return datagen.flow_from_directory(folder, target_size=(img_width, img_height), classes=classes,
                                       batch_size=batch_size, class_mode='binary')  # or: ZL608 ZL208


if __name__ == '__main__':
    model = build((img_width, img_height, 3))
    model.fit(generator(train_data_dir, augment=True),  # or: ZL208 ZL215 ZL608
              epochs=epochs,
              validation_data=generator(validation_data_dir))
    model.save('poses.keras')
