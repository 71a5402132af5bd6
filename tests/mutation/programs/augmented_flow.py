# facts: task=classes classes=10 labels=onehot inputs=pixels rows=1000
"""ImageDataGenerator.flow over arrays."""
import tensorflow as tf
from sklearn.metrics import accuracy_score
from tensorflow.keras import layers
from tensorflow.keras.preprocessing.image import ImageDataGenerator

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train = x_train[:1000].reshape(1000, 28, 28, 1).astype("float32") / 255.0
x_test = x_test[:250].reshape(250, 28, 28, 1).astype("float32") / 255.0
y_train = tf.keras.utils.to_categorical(y_train[:1000], 10)
y_test = y_test[:250]

datagen = ImageDataGenerator(rotation_range=5, width_shift_range=0.05)
datagen.fit(x_train)

model = tf.keras.models.Sequential()
model.add(layers.Conv2D(8, kernel_size=3, strides=2, input_shape=(28, 28, 1)))
model.add(layers.BatchNormalization())
model.add(layers.Activation("relu"))
model.add(layers.Flatten())
model.add(layers.Dense(32))
model.add(layers.Activation("relu"))
model.add(layers.Dropout(0.5))
model.add(layers.Dense(10))
model.add(layers.Activation("softmax"))
model.compile(
    optimizer=tf.keras.optimizers.SGD(learning_rate=0.05, momentum=0.9), loss="categorical_crossentropy", metrics=["accuracy"]
)
model.fit(datagen.flow(x_train, y_train, batch_size=32), epochs=8)
print("accuracy", accuracy_score(y_test, model.predict(x_test).argmax(axis=1)))
