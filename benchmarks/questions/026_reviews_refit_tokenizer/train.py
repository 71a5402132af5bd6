# question: https://github.com/keras-team/keras/issues/4875
# symptom: the saved and reloaded text classifier predicts something else than right after training
# cause: the prediction script fits a new Tokenizer, which gives the words other numbers
# judged: certain
# shown: yes
from tensorflow.keras.layers import Conv1D, Dense, Dropout, Embedding, GlobalMaxPooling1D, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.text import Tokenizer
from tensorflow.keras.utils import pad_sequences

from texts import load_reviews

MAX_WORDS = 300
MAX_LEN = 12


def build():
    model = Sequential()
    model.add(Input(shape=(MAX_LEN,)))
    model.add(Embedding(MAX_WORDS, 16))
    model.add(Conv1D(32, 3, activation='relu'))
    model.add(GlobalMaxPooling1D())
    model.add(Dropout(0.3))
    model.add(Dense(1, activation='sigmoid'))
    model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
    return model


if __name__ == '__main__':
    texts, labels = load_reviews(1500, seed=1)
    tokenizer = Tokenizer(num_words=MAX_WORDS)
    tokenizer.fit_on_texts(texts)
    X = pad_sequences(tokenizer.texts_to_sequences(texts), maxlen=MAX_LEN)

    model_conv = build()
    model_conv.fit(X, labels, epochs=6, batch_size=32, validation_split=0.1, verbose=2)

    with open('model_conv.json', 'w') as json_file:
        json_file.write(model_conv.to_json())
    model_conv.save_weights('model_conv.weights.h5')
    print('Saved model to disk')
