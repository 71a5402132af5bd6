# question: https://github.com/tensorflow/tensorflow/issues/41413
# symptom: the accuracy shown is not that of the decisions (sign of the logit)
# cause: the model gives logits (from_logits=True) but metric 'accuracy' cuts at 0.5, not at 0
# judged: certain
# shown: yes
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)


def faces(n):
    label = rng.integers(0, 2, n)
    img = rng.normal(110, 40, (n, 24, 24, 3))
    img[:, 8:16, 8:16, 0] += 14 * label[:, None, None]
    return np.clip(img, 0, 255).astype('uint8'), label


x_train, y_train = faces(1200)
x_val, y_val = faces(400)
train_ds = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(1200, seed=1).batch(32)
val_ds = tf.data.Dataset.from_tensor_slices((x_val, y_val)).batch(32)

rescale = tf.keras.layers.Rescaling(1. / 127.5, offset=-1)
backbone = tf.keras.Sequential([
    tf.keras.layers.Conv2D(16, 3, activation='relu'),
    tf.keras.layers.MaxPooling2D(),
    tf.keras.layers.Conv2D(32, 3, activation='relu'),
])
global_average_layer = tf.keras.layers.GlobalAveragePooling2D()
prediction_layer = tf.keras.layers.Dense(1)

inputs = tf.keras.Input(shape=(24, 24, 3))
x = rescale(inputs)
x = backbone(x)
x = global_average_layer(x)
x = tf.keras.layers.Dropout(0.2)(x)
outputs = prediction_layer(x)
model = tf.keras.Model(inputs, outputs)

base_learning_rate = 0.001
model.compile(optimizer=tf.keras.optimizers.RMSprop(learning_rate=base_learning_rate),
              loss=tf.keras.losses.BinaryCrossentropy(from_logits=True),
              metrics=['accuracy'])  # expect: ZL213

history = model.fit(train_ds, epochs=12, validation_data=val_ds, verbose=2)

logits = model.predict(x_val, verbose=0).ravel()
print('shown  ', history.history['val_accuracy'][-1])
print('logit>0', np.mean((logits > 0) == (y_val == 1)))
