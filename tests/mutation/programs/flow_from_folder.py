# facts: task=binary labels=sparse inputs=pixels rows=unknown
"""Two folders of pictures, by a generator that augments."""
from sklearn.metrics import accuracy_score
from tensorflow.keras.layers import Conv2D, Dense, Flatten, MaxPooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import RMSprop
from tensorflow.keras.preprocessing.image import ImageDataGenerator

train_datagen = ImageDataGenerator(rescale=1.0 / 255, horizontal_flip=True)
test_datagen = ImageDataGenerator(rescale=1.0 / 255)
train_generator = train_datagen.flow_from_directory(
    "animals/train", target_size=(32, 32), batch_size=16, class_mode="binary"
)
test_generator = test_datagen.flow_from_directory(
    "animals/test", target_size=(32, 32), batch_size=16, class_mode="binary", shuffle=False
)

model = Sequential()
model.add(Conv2D(8, (3, 3), input_shape=(32, 32, 3), activation="relu"))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Flatten())
model.add(Dense(16, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer=RMSprop(learning_rate=0.001), metrics=["accuracy"])
model.fit(train_generator, epochs=6, validation_data=test_generator)
predicted = (model.predict(test_generator) > 0.5).astype(int).ravel()
print("accuracy", accuracy_score(test_generator.classes, predicted))
