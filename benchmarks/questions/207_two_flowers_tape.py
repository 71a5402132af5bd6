# question: https://github.com/tensorflow/tensorflow/issues/31184
# symptom: transfer learning by a loop with GradientTape performs worse than the same network with fit
# cause: the model is called without training=True, so batch normalisation and dropout work as in inference
# judged: certain
# shown: yes (loss 0.69 after three epochs)
import numpy as np
import tensorflow as tf

IMG_SIZE = 64
LEARNING_RATE = 1e-3


def fake_flowers(n, seed):
    rng = np.random.RandomState(seed)
    images = rng.randint(0, 120, size=(n, IMG_SIZE, IMG_SIZE, 3)).astype('uint8')
    labels = rng.randint(0, 2, size=n)
    for i in range(n):
        images[i, 16:48, 16:48, labels[i]] += 100
    return images, labels


def preprocess(image, label):
    image = tf.cast(image, tf.float32) / 127.5 - 1.0
    return image, label


train_x, train_y = fake_flowers(256, 0)
test_x, test_y = fake_flowers(64, 1)
train_ds = tf.data.Dataset.from_tensor_slices((train_x, train_y)).map(preprocess).shuffle(256).batch(32)
test_ds = tf.data.Dataset.from_tensor_slices((test_x, test_y)).map(preprocess).batch(32)

base_model = tf.keras.applications.MobileNetV2(
    input_shape=(IMG_SIZE, IMG_SIZE, 3), include_top=False, weights=None, alpha=0.35)
net = tf.keras.Sequential([
    base_model,
    tf.keras.layers.GlobalAveragePooling2D(),
    tf.keras.layers.Dropout(0.2),
    tf.keras.layers.Dense(2, activation='softmax'),
])

loss_object = tf.keras.losses.SparseCategoricalCrossentropy()
optimizer = tf.keras.optimizers.Adam(learning_rate=LEARNING_RATE)
train_loss = tf.keras.metrics.Mean(name='train_loss')
train_accuracy = tf.keras.metrics.SparseCategoricalAccuracy(name='train_accuracy')
test_accuracy = tf.keras.metrics.SparseCategoricalAccuracy(name='test_accuracy')


@tf.function
def train_step(images, labels):
    with tf.GradientTape() as tape:
        predictions = net(images)  # expect: ZL604
        loss = loss_object(labels, predictions)
    grads = tape.gradient(loss, net.trainable_variables)
    optimizer.apply_gradients(zip(grads, net.trainable_variables))
    train_loss(loss)
    train_accuracy(labels, predictions)


@tf.function
def test_step(images, labels):
    predictions = net(images, training=False)
    test_accuracy(labels, predictions)


for epoch in range(3):
    for metric in (train_loss, train_accuracy, test_accuracy):
        metric.reset_state()
    for images, labels in train_ds:
        train_step(images, labels)
    for images, labels in test_ds:
        test_step(images, labels)
    print('Epoch {}, Loss: {:.4f}, Accuracy: {:.2f}, Test Accuracy: {:.2f}'.format(
        epoch + 1, train_loss.result(), train_accuracy.result() * 100, test_accuracy.result() * 100))
