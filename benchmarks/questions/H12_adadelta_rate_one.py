# question: https://github.com/tensorflow/tensorflow/issues/32950
# expect: silence
# (the maintainers' answer: give Adadelta its old learning rate 1.0 explicitly)
# shown: yes
import tensorflow as tf

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype('float32') / 255
x_test = x_test.reshape(-1, 784).astype('float32') / 255

model = tf.keras.models.Sequential([
    tf.keras.layers.Input(shape=(784,)),
    tf.keras.layers.Dense(128, activation='relu'),
    tf.keras.layers.Dropout(0.2),
    tf.keras.layers.Dense(10, activation='softmax')
])

opt = tf.keras.optimizers.Adadelta(learning_rate=1.0, rho=0.95, epsilon=1e-7)
model.compile(optimizer=opt,
              loss='sparse_categorical_crossentropy',
              metrics=['accuracy'])

model.fit(x_train, y_train, epochs=5, batch_size=64, validation_split=0.1, verbose=2)
loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
print('test loss', loss)
print('test accuracy', accuracy)
