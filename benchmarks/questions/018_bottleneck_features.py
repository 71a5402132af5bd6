# question: https://github.com/keras-team/keras/pull/7520
# symptom: the classifier on top of extracted features stays at chance
# cause: features are predicted from a generator with shuffle=True while labels come from generator.classes (unshuffled order)
# judged: certain
# shown: not run: needs an image folder and downloaded weights
import numpy as np
from tensorflow.keras.applications import VGG16
from tensorflow.keras.applications.vgg16 import preprocess_input
from tensorflow.keras.layers import Dense, Dropout, Flatten, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras.utils import to_categorical

img_width, img_height = 150, 150
train_data_dir = 'flowers/train'
validation_data_dir = 'flowers/validation'
top_weights = 'bottleneck_fc.weights.h5'
epochs = 50
batch_size = 16
seed = 1234


def extract(folder):
    datagen = ImageDataGenerator(preprocessing_function=preprocess_input)
    generator = datagen.flow_from_directory(
        folder,
        target_size=(img_width, img_height),
        batch_size=batch_size,
        class_mode=None,
        shuffle=True,  # or: ZL509
        seed=seed)
    conv = VGG16(include_top=False, weights='imagenet', input_shape=(img_width, img_height, 3))
    features = conv.predict(generator)
    labels = to_categorical(generator.classes)  # expect: ZL509
    return features, labels


train_data, train_labels = extract(train_data_dir)
np.save('bottleneck_features_train.npy', train_data)
validation_data, validation_labels = extract(validation_data_dir)
np.save('bottleneck_features_validation.npy', validation_data)
print(train_data.shape, train_labels.shape)

model = Sequential()
model.add(Input(shape=train_data.shape[1:]))
model.add(Flatten())
model.add(Dense(256, activation='relu'))
model.add(Dropout(0.5))
model.add(Dense(train_labels.shape[1], activation='softmax'))

model.compile(optimizer='rmsprop', loss='categorical_crossentropy', metrics=['accuracy'])

model.fit(train_data, train_labels,
          epochs=epochs,
          batch_size=batch_size,
          validation_data=(validation_data, validation_labels))
model.save_weights(top_weights)
