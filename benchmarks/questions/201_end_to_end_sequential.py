# question: https://github.com/PacktPublishing/What-s-New-in-TensorFlow-2.0/issues/1
# symptom: the accuracy remains at about 11 % and does not improve
# cause: the values in x_train and x_test have to be divided by 255; scaling them fixes it entirely
# judged: certain
# shown: yes (accuracy 0.11 with stand-in images of the same range)
import tensorflow as tf
from tensorflow import keras

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()

# one-hot labels, made with a data set so that the chapter can show map()
train_data = tf.data.Dataset.from_tensor_slices((x_train, y_train))
train_data = train_data.map(lambda x, y: (tf.cast(x, tf.float32), tf.one_hot(y, 10)))
train_data = train_data.batch(64)

test_data = tf.data.Dataset.from_tensor_slices((x_test, y_test))
test_data = test_data.map(lambda x, y: (tf.cast(x, tf.float32), tf.one_hot(y, 10))).batch(64)

model = keras.Sequential([
    keras.Input((28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(100, activation='sigmoid', name='hidden'),  # or: ZL101
    keras.layers.Dense(10, activation='softmax', name='scores'),
])
model.compile(optimizer=tf.optimizers.SGD(learning_rate=0.1),
              loss='categorical_crossentropy',
              metrics=['accuracy'])

print(model.summary())
model.fit(train_data, epochs=5)  # expect: ZL101
print(model.evaluate(test_data))
