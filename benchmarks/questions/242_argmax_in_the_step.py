# question: https://xue-jishu.com/tensorflow-zi-ding-yi-xun-lian-bu-zhou-shi-yong-bu-tong-de-sun-shi-han-shu
# symptom: ValueError: No gradients provided for any variable
# cause: the logits go through argmax before the loss; categorical cross-entropy wants the probabilities themselves
# judged: certain
# shown: yes (raises)
import tensorflow as tf
from tensorflow import keras

batch_size = 32
num_classes = 4


def batches():
    x = tf.random.normal([640, 3, 1])
    y = tf.cast(tf.argmax(tf.concat([x[:, :, 0], tf.zeros([640, 1])], axis=1), axis=1), tf.float32)
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(batch_size)


model = keras.Sequential([
    keras.layers.Input((3, 1)),
    keras.layers.Flatten(),
    keras.layers.Dense(16, activation='relu'),
    keras.layers.Dense(num_classes),
])
optimizer = keras.optimizers.SGD(learning_rate=1e-2)
loss_fn = tf.keras.losses.get("categorical_crossentropy")

for epoch in range(2):
    for step, (x_batch_train, y_batch_train) in enumerate(batches()):
        with tf.GradientTape() as tape:
            logits = model(x_batch_train, training=True)
            prediction = tf.cast(tf.argmax(logits, axis=-1), y_batch_train.dtype)  # expect: ZL603 ZL217
            loss_value = loss_fn(y_batch_train, prediction)  # or: ZL603 ZL217
        grads = tape.gradient(loss_value, model.trainable_weights)  # or: ZL603 ZL217
        optimizer.apply_gradients(zip(grads, model.trainable_weights))
    print(epoch, float(loss_value))
