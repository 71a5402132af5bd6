# question: https://github.com/GoogleCloudPlatform/asl-ml-immersion/pull/424
# symptom: the explained model almost always says dandelion
# cause: convert_image_dtype already brings pixels to 0...1; in prediction they are divided by 255 once more
# judged: certain
# shown: not run: needs pictures and a saved model
import numpy as np
import matplotlib.pyplot as plt
import tensorflow as tf

CLASSES = ['daisy', 'dandelion', 'roses', 'sunflowers', 'tulips']
IMG_HEIGHT, IMG_WIDTH = 224, 224


def read_and_decode(filename):
    img = tf.io.read_file(filename)
    img = tf.image.decode_jpeg(img, channels=3)
    img = tf.image.convert_image_dtype(img, tf.float32)
    return tf.image.resize(img, [IMG_HEIGHT, IMG_WIDTH])


def training_set(pattern, batch_size=32):
    files = tf.data.Dataset.list_files(pattern)

    def label_of(path):
        name = tf.strings.split(path, '/')[-2]
        return tf.argmax(tf.cast(tf.equal(name, CLASSES), tf.int32))

    return files.map(lambda p: (read_and_decode(p), label_of(p))).batch(batch_size)


model = tf.keras.Sequential([
    tf.keras.layers.Input((IMG_HEIGHT, IMG_WIDTH, 3)),
    tf.keras.layers.Conv2D(32, 3, strides=2, activation='relu'),
    tf.keras.layers.MaxPooling2D(),
    tf.keras.layers.Conv2D(64, 3, strides=2, activation='relu'),
    tf.keras.layers.GlobalAveragePooling2D(),
    tf.keras.layers.Dense(64, activation='relu'),
    tf.keras.layers.Dense(len(CLASSES), activation='softmax'),
])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(training_set('flowers/train/*/*.jpg'), epochs=10,
          validation_data=training_set('flowers/valid/*/*.jpg'))


def preprocess_bytes(img_bytes):
    decoded = tf.io.decode_jpeg(img_bytes, channels=3)
    decoded = tf.image.convert_image_dtype(decoded, tf.float32)
    resized = tf.image.resize(decoded, size=(IMG_HEIGHT, IMG_WIDTH))
    return tf.cast(resized / 255.0, tf.float32)  # expect: ZL103 ZL104


for name in ('a.jpg', 'b.jpg', 'c.jpg'):
    picture = preprocess_bytes(tf.io.read_file('uploads/' + name))
    plt.imshow(picture)
    plt.show()
    scores = model.predict(picture[tf.newaxis])[0]  # or: ZL104 ZL103
    print(name, CLASSES[int(np.argmax(scores))], scores.round(3))
