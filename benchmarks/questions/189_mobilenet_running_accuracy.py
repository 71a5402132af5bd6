# question: https://github.com/lucasjinreal/tfboys/issues/1
# symptom: the reported accuracy creeps up for many epochs and never gets to what the model does
# cause: the metric objects live outside of the epochs and are never reset, so they average over the whole history
# judged: certain
# shown: yes (0.78 told, 0.89 on the test part)
import logging

import tensorflow as tf

logging.basicConfig(level=logging.INFO, format='%(message)s')

tf.random.set_seed(1)
features = tf.random.normal((1024, 12))
targets = tf.argmax(features[:, :5], axis=1)
train_dataset = tf.data.Dataset.from_tensor_slices((features[:896], targets[:896])).shuffle(896).batch(64)
test_dataset = tf.data.Dataset.from_tensor_slices((features[896:], targets[896:])).batch(64)

model = tf.keras.Sequential([
    tf.keras.layers.Input((12,)),
    tf.keras.layers.Dense(64, activation='relu'),
    tf.keras.layers.Dense(5, activation='softmax'),
])
loss_object = tf.keras.losses.SparseCategoricalCrossentropy()
optimizer = tf.keras.optimizers.Adam()
train_loss = tf.metrics.Mean(name='train_loss')
train_accuracy = tf.metrics.SparseCategoricalAccuracy(name='train_accuracy')


def train():
    start_epoch = 0
    for epoch in range(start_epoch, 20):
        for batch, data in enumerate(train_dataset):
            images, labels = data
            with tf.GradientTape() as tape:
                predictions = model(images, training=True)
                loss = loss_object(labels, predictions)
            gradients = tape.gradient(loss, model.trainable_variables)
            optimizer.apply_gradients(zip(gradients, model.trainable_variables))
            train_loss(loss)  # or: ZL609
            train_accuracy(labels, predictions)  # or: ZL609
            if batch % 10 == 0:
                logging.info('Epoch: %d, iter: %d, loss: %.3f, train_acc: %.3f', epoch, batch,
                             train_loss.result(), train_accuracy.result())  # expect: ZL609


train()
right = sum(int(tf.reduce_sum(tf.cast(tf.argmax(model(x), 1) == y, tf.int32))) for x, y in test_dataset)
print('test', right / 128)
