# question: https://github.com/fchollet/deep-learning-models/issues/96
# symptom: validation accuracy stays 0.5 with ResNet50, other backbones are fine
# cause: frozen ResNet50 is fed pixels divided by 255 rather than its own preprocess_input (its normalisation statistics don't fit)
# judged: likely
# established: not in what was seen of the thread; the likeliest reading of the code
# shown: not run: needs an image folder and downloaded weights
import argparse

import tensorflow as tf
from tensorflow.keras import layers

parser = argparse.ArgumentParser()
parser.add_argument('--path', default='dogscats')
parser.add_argument('--size', type=int, default=224)
parser.add_argument('--batch-size', type=int, default=64)
args = parser.parse_args()

train_data_generator = tf.keras.preprocessing.image.ImageDataGenerator(
    rescale=1./255,  # or: ZL108
    horizontal_flip=True)
train_data = train_data_generator.flow_from_directory(
    directory='{}/train'.format(args.path), shuffle=True, target_size=(args.size, args.size),
    batch_size=args.batch_size, class_mode='binary')

test_data_generator = tf.keras.preprocessing.image.ImageDataGenerator(rescale=1./255)
validation_data = test_data_generator.flow_from_directory(
    directory='{}/valid'.format(args.path), shuffle=True, batch_size=args.batch_size,
    target_size=(args.size, args.size), class_mode='binary')

pretrained = tf.keras.applications.ResNet50(include_top=False, weights='imagenet',  # expect: ZL108
                                            input_shape=(args.size, args.size, 3))
for layer in pretrained.layers:
    layer.trainable = False

x = layers.Flatten()(pretrained.output)
x = layers.Dense(1024, activation='relu')(x)
predictions = layers.Dense(1, activation='sigmoid')(x)
model = tf.keras.Model(inputs=pretrained.input, outputs=predictions)

model.compile(optimizer=tf.keras.optimizers.Adam(1e-4), loss='binary_crossentropy',
              metrics=['accuracy'])
model.fit(train_data, epochs=5, validation_data=validation_data)
