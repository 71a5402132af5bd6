# question: https://github.com/tensorflow/tensorflow/issues/43938
# expect: silence
# (what the maintainers answered: EfficientNet wants pixels 0...255, its rescaling is in the graph)
# shown: not run: downloaded weights
import tensorflow as tf
from tensorflow import keras

IMG_SIZE = 96
(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
print(x_train.dtype, x_train.max())

train_ds = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(50000).batch(64).prefetch(2)
test_ds = tf.data.Dataset.from_tensor_slices((x_test, y_test)).batch(64)

base = keras.applications.EfficientNetB0(weights='imagenet', include_top=False,
                                         input_shape=(IMG_SIZE, IMG_SIZE, 3))
base.trainable = False

inputs = keras.Input(shape=(32, 32, 3))
x = keras.layers.Resizing(IMG_SIZE, IMG_SIZE)(inputs)
x = base(x, training=False)
x = keras.layers.GlobalAveragePooling2D()(x)
x = keras.layers.Dropout(0.2)(x)
outputs = keras.layers.Dense(10, activation='softmax')(x)
model = keras.Model(inputs, outputs)

model.compile(optimizer=keras.optimizers.Adam(1e-3),
              loss='sparse_categorical_crossentropy',
              metrics=['accuracy'])
history = model.fit(train_ds, epochs=5, validation_data=test_ds)
print(history.history['val_accuracy'])

# fine-tune the whole net with a low rate
base.trainable = True
model.compile(optimizer=keras.optimizers.Adam(1e-5),
              loss='sparse_categorical_crossentropy',
              metrics=['accuracy'])
model.fit(train_ds, epochs=3, validation_data=test_ds)
print(model.evaluate(test_ds, verbose=0))
