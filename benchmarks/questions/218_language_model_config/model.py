from tensorflow import keras
from tensorflow.keras.layers import LSTM, Dense, Dropout, Embedding, Input


class LanguageModel:
    def __init__(self, vocab_size, config):
        self.config = config
        self.vocab_size = vocab_size

    def build(self):
        c = self.config
        self.net = keras.Sequential([
            Input((c['seq_len'],)),
            Embedding(self.vocab_size, c['embedding_size']),
            LSTM(c['hidden_size'], return_sequences=True),
            Dropout(c['dropout']),
            Dense(self.vocab_size, activation='softmax'),
        ])
        if c['optimizer']['name'] == 'adam':
            optimizer = keras.optimizers.Adam(learning_rate=c['optimizer']['lr'])  # expect: ZL301
        else:
            optimizer = keras.optimizers.SGD(learning_rate=c['optimizer']['lr'])
        self.net.compile(optimizer=optimizer, loss='sparse_categorical_crossentropy')
        return self

    def train(self, x, y):
        return self.net.fit(x, y, batch_size=self.config['batch_size'], epochs=self.config['epochs'], verbose=2)
