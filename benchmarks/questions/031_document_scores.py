# question: https://github.com/keras-team/keras/issues/1263
# symptom: accuracy is 1.0 at once, which is hard to believe
# cause: Dense(1) with sigmoid where six one-hot classes are trained (today Keras refuses the shapes)
# judged: certain
# shown: yes (raises)
import numpy as np
from tensorflow.keras.layers import Activation, Dense, Dropout, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.text import Tokenizer
from tensorflow.keras.utils import to_categorical

max_words = 200
batch_size = 32
nb_epoch = 5

rng = np.random.default_rng(4)
vocabulary = ['w%03d' % i for i in range(180)]


def documents(n):
    scores = rng.integers(0, 6, n)
    texts = [' '.join(rng.choice(vocabulary[s * 30:s * 30 + 30], 25)) for s in scores]
    return texts, scores


print('Loading data...')
train_docs, train_number = documents(900)
test_docs, test_number = documents(200)

tokenizer = Tokenizer(num_words=max_words)
tokenizer.fit_on_texts(train_docs)
X_train = tokenizer.texts_to_matrix(train_docs, mode='freq')
X_test = tokenizer.texts_to_matrix(test_docs, mode='freq')

nb_classes = np.max(train_number) + 1
print(nb_classes, 'classes')
Y_train = to_categorical(train_number, nb_classes)
Y_test = to_categorical(test_number, nb_classes)
print('Y_train shape:', Y_train.shape)

print('Building model...')
model = Sequential()
model.add(Input(shape=(max_words,)))
model.add(Dense(512))
model.add(Activation('relu'))
model.add(Dropout(0.5))
model.add(Dense(1))  # expect: ZL208 ZL210 ZL419
model.add(Activation('sigmoid'))  # or: ZL208 ZL210 ZL419

model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])  # or: ZL208 ZL210 ZL419

history = model.fit(X_train, Y_train, epochs=nb_epoch, batch_size=batch_size, verbose=2)
score = model.evaluate(X_test, Y_test, batch_size=batch_size, verbose=0)
print('Test score:', score[0])
print('Test accuracy:', score[1])
