# question: https://github.com/keras-team/keras/pull/18722
# symptom: the model can't learn (learning rate 0, constant or NaN), today: decay_steps must be > 0
# cause: decay_steps is computed from the cardinality of a from_generator data set, which is unknown (-2)
# judged: certain
# shown: yes (raises)
import numpy as np
import tensorflow as tf

EPOCHS = 5
BATCH = 32


def samples():
    rng = np.random.default_rng(0)
    for _ in range(960):
        x = rng.normal(size=10).astype('float32')
        yield x, np.int32(x[:5].sum() > x[5:].sum())


train_ds = tf.data.Dataset.from_generator(
    samples,
    output_signature=(tf.TensorSpec((10,), tf.float32), tf.TensorSpec((), tf.int32)),
).shuffle(960).batch(BATCH).prefetch(tf.data.AUTOTUNE)

steps_per_epoch = tf.data.experimental.cardinality(train_ds).numpy()  # or: ZL306
num_train_steps = steps_per_epoch * EPOCHS
print('steps', num_train_steps)

schedule = tf.keras.optimizers.schedules.PolynomialDecay(
    initial_learning_rate=1e-3,
    decay_steps=num_train_steps,  # expect: ZL306
    end_learning_rate=0.0,
)

model = tf.keras.Sequential([
    tf.keras.layers.Input(shape=(10,)),
    tf.keras.layers.Dense(32, activation='relu'),
    tf.keras.layers.Dense(1, activation='sigmoid'),
])
model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=schedule),
              loss='binary_crossentropy', metrics=['accuracy'])
model.fit(train_ds, epochs=EPOCHS, verbose=2)
