# question: https://github.com/hunkim/DeepLearningZeroToAll/issues/122
# symptom: the rate of the dropout layers was taken for a keep probability
# cause: 0.7 means that 70 % of the units are dropped; 0.3 is wanted
# judged: certain
# shown: yes (chance after four epochs)
# Lab 11 MNIST and Deep learning CNN
import tensorflow as tf

tf.random.set_seed(777)  # reproducibility

# hyper parameters
learning_rate = 0.001
training_epochs = 4
batch_size = 100

mnist = tf.keras.datasets.mnist
(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_test = x_test / 255
x_train = x_train / 255
x_train = x_train.reshape(x_train.shape[0], 28, 28, 1)
x_test = x_test.reshape(x_test.shape[0], 28, 28, 1)
y_train = tf.keras.utils.to_categorical(y_train, 10)
y_test = tf.keras.utils.to_categorical(y_test, 10)


class Model:
    def __init__(self, name):
        self.name = name
        self._build_net()

    def _build_net(self):
        keep_prob = 0.7
        self.net = tf.keras.Sequential(name=self.name)
        self.net.add(tf.keras.layers.Input((28, 28, 1)))
        for filters in [32, 64, 128]:
            self.net.add(tf.keras.layers.Conv2D(filters, 3, padding='same', activation='relu'))
            self.net.add(tf.keras.layers.MaxPooling2D(2, padding='same'))
            self.net.add(tf.keras.layers.Dropout(keep_prob))  # expect: ZL405
        self.net.add(tf.keras.layers.Flatten())
        self.net.add(tf.keras.layers.Dense(625, activation='relu'))
        self.net.add(tf.keras.layers.Dropout(keep_prob))  # or: ZL405
        self.net.add(tf.keras.layers.Dense(10, activation='softmax'))
        self.net.compile(loss='categorical_crossentropy',
                         optimizer=tf.keras.optimizers.Adam(learning_rate=learning_rate), metrics=['accuracy'])

    def train(self, x, y):
        self.net.fit(x, y, batch_size=batch_size, epochs=training_epochs, verbose=2)

    def get_accuracy(self, x, y):
        return self.net.evaluate(x, y, verbose=0)[1]


m1 = Model("m1")
m1.train(x_train, y_train)
print('Accuracy:', m1.get_accuracy(x_test, y_test))
