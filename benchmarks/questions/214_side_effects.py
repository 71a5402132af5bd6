# question: https://github.com/Kotlin/kotlindl/issues/287
# symptom: the same probability of side effects is predicted for people of all ages
# cause: the model is trained on ages scaled to 0...1 but tested on ages from 0 to 100
# judged: certain
# shown: yes (probability 1 for all ages)
import numpy as np
from random import randint
from sklearn.utils import shuffle
from sklearn.preprocessing import MinMaxScaler
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.optimizers import Adam

train_labels = []
train_samples = []

# An experimental drug was tested on individuals from ages 13 to 100; around 95 % of the
# patients of 65 or older experienced side effects, around 95 % of the younger ones did not
for i in range(50):
    train_samples.append(randint(13, 64))
    train_labels.append(1)
    train_samples.append(randint(65, 100))
    train_labels.append(0)

for i in range(1000):
    train_samples.append(randint(13, 64))
    train_labels.append(0)
    train_samples.append(randint(65, 100))
    train_labels.append(1)

train_labels = np.array(train_labels)
train_samples = np.array(train_samples)
train_labels, train_samples = shuffle(train_labels, train_samples)

scaler = MinMaxScaler(feature_range=(0, 1))
scaled_train_samples = scaler.fit_transform(train_samples.reshape(-1, 1))

model = Sequential([
    Input((1,)),
    Dense(units=16, activation='relu'),
    Dense(units=32, activation='relu'),
    Dense(units=2, activation='softmax')
])
model.compile(optimizer=Adam(learning_rate=0.001), loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x=scaled_train_samples, y=train_labels, validation_split=0.1, batch_size=10, epochs=10, verbose=2)

# and now some people that it has never seen
ages = np.array([75., 35., 45., 55., 63., 45., 23., 32., 38., 35.])
predictions = model.predict(x=ages.reshape(-1, 1), batch_size=10, verbose=0)  # expect: ZL104
for age, probabilities in zip(ages, predictions):
    print(int(age), probabilities)
