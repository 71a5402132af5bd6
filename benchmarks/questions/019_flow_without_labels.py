# question: https://github.com/keras-team/keras/issues/6499
# symptom: evaluate says 90 %, the accuracy computed from the predictions is at chance
# cause: flow() shuffles by default, so predictions come in another order than Y_test
# judged: certain
# shown: yes
import numpy as np
from sklearn.datasets import load_digits
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.model_selection import train_test_split
from tensorflow.keras.layers import Conv2D, Dense, Flatten, Input, MaxPooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras.utils import to_categorical

digits = load_digits()
X = digits.images.reshape(-1, 8, 8, 1) / 16.0
Y = to_categorical(digits.target, 10)
X_train, X_test, Y_train, Y_test = train_test_split(X, Y, test_size=0.25, random_state=0)

train_generator = ImageDataGenerator(width_shift_range=1, height_shift_range=1)
test_generator = ImageDataGenerator()

model = Sequential()
model.add(Input(shape=(8, 8, 1)))
model.add(Conv2D(32, (3, 3), activation='relu', padding='same'))
model.add(Conv2D(32, (3, 3), activation='relu'))
model.add(MaxPooling2D((2, 2)))
model.add(Flatten())
model.add(Dense(64, activation='relu'))
model.add(Dense(10, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])

model.fit(train_generator.flow(X_train, Y_train, batch_size=32), epochs=10, verbose=2)

scores_evaluation = model.evaluate(test_generator.flow(X_test, Y_test, batch_size=32, shuffle=False),
                                   verbose=0)
print('evaluate:', scores_evaluation)

probabilities = model.predict(test_generator.flow(X_test, batch_size=32), verbose=0)  # expect: ZL509
classes = np.argmax(probabilities, axis=1)
truth = np.argmax(Y_test, axis=1)
print('accuracy from predictions:', accuracy_score(truth, classes))  # or: ZL509
print(confusion_matrix(truth, classes))
