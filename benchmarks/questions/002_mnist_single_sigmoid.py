# question: https://datascience.stackexchange.com/questions/38604/too-low-accuracy-on-mnist-dataset-using-a-neural-network
# symptom: loss is negative and does not change, accuracy 11 %
# cause: one sigmoid unit with binary cross-entropy for ten digit classes
# judged: certain
# established: by reading and running; no reply of the thread was seen
# shown: yes (with stand-in images of the same range)
import matplotlib.pyplot as plt
from tensorflow.keras.datasets import mnist
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Sequential

n_in = 784
n_hidden = 64
n_out = 1

(X_train, y_train), (X_test, y_test) = mnist.load_data()
print(X_train.shape, y_train.shape)
print(X_test.shape, y_test.shape)

plt.imshow(X_train[0], cmap='gray')
plt.title('label %d' % y_train[0])
plt.show()

X_train_flat = X_train.reshape(X_train.shape[0], 784)
X_test_flat = X_test.reshape(X_test.shape[0], 784)

model = Sequential()
model.add(Input(shape=(n_in,)))
model.add(Dense(n_hidden, activation='relu'))
model.add(Dense(n_out, activation='sigmoid'))  # expect: ZL208 ZL215

model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])  # or: ZL208 ZL215
model.summary()

history = model.fit(x=X_train_flat, y=y_train, validation_split=0.33,  # expect: ZL101
                    verbose=2, epochs=10)

plt.plot(history.history['accuracy'])
plt.plot(history.history['val_accuracy'])
plt.xlabel('epoch')
plt.legend(['train', 'val'])
plt.show()

test_loss, test_acc = model.evaluate(X_test_flat, y_test, verbose=0)
print('test accuracy', test_acc)
