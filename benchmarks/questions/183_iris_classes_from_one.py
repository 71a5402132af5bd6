# question: https://github.com/rstudio/keras3/issues/465
# symptom: Received a label value of 3 which is outside the valid range of [0, 3)
# cause: three classes are numbered 1, 2, 3, sparse categorical cross-entropy counts from 0
# judged: certain
# shown: yes (raises)
import numpy as np
import pandas as pd
import tensorflow as tf
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split

bunch = load_iris()
iris = pd.DataFrame(bunch.data, columns=['sl', 'sw', 'pl', 'pw'])
iris['species'] = [bunch.target_names[t] for t in bunch.target]
numbers = {'setosa': 1, 'versicolor': 2, 'virginica': 3}
iris['species'] = iris['species'].map(numbers)

train, test = train_test_split(iris, test_size=0.2, random_state=1, stratify=iris['species'])
mean, std = train.iloc[:, :4].mean(), train.iloc[:, :4].std()
x_train = ((train.iloc[:, :4] - mean) / std).to_numpy()
x_test = ((test.iloc[:, :4] - mean) / std).to_numpy()
y_train, y_test = train['species'].to_numpy(), test['species'].to_numpy()

model = tf.keras.models.Sequential()
model.add(tf.keras.layers.Dense(16, activation='relu', input_shape=(4,)))
model.add(tf.keras.layers.Dense(3, activation='softmax'))  # expect: ZL215 ZL208
model.compile(optimizer='adam',
              loss='sparse_categorical_crossentropy',  # or: ZL215 ZL208
              metrics=['accuracy'])
model.fit(x_train, y_train, epochs=40, batch_size=8, verbose=0)  # or: ZL215 ZL208
print(model.evaluate(x_test, y_test, verbose=0))
print(np.argmax(model.predict(x_test, verbose=0), axis=1), y_test)
