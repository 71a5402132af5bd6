# question: https://github.com/CyberZHG/keras-bert/issues/95
# expect: silence
# (asked why two units with softmax and labels that are not one-hot: sparse categorical cross-entropy takes class numbers)
# shown: yes
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

SEQ_LEN = 32
BATCH_SIZE = 32
EPOCHS = 4
LR = 1e-3
TOKENS = 500


def load_data(n, seed):
    rng = np.random.default_rng(seed)
    indices, sentiments = [], []
    for _ in range(n):
        label = int(rng.integers(2))
        words = rng.integers(20, TOKENS, size=SEQ_LEN)
        words[rng.choice(SEQ_LEN, 4, replace=False)] = rng.integers(2, 10, size=4) + 8 * label
        indices.append(words)
        sentiments.append(label)
    items = list(zip(indices, sentiments))
    np.random.default_rng(seed).shuffle(items)
    indices, sentiments = zip(*items)
    indices = np.array(indices)
    return [indices, np.zeros_like(indices)], np.array(sentiments)


train_x, train_y = load_data(1500, 0)
test_x, test_y = load_data(300, 1)

tokens = keras.Input((SEQ_LEN,), dtype='int32', name='Input-Token')
segments = keras.Input((SEQ_LEN,), dtype='int32', name='Input-Segment')
x = layers.Embedding(TOKENS, 32)(tokens) + layers.Embedding(2, 32)(segments)
attended = layers.MultiHeadAttention(2, 16)(x, x)
x = layers.LayerNormalization()(x + attended)
dense = layers.GlobalAveragePooling1D(name='NSP-Dense')(x)
outputs = keras.layers.Dense(units=2, activation='softmax')(dense)

model = keras.models.Model([tokens, segments], outputs)
model.compile(keras.optimizers.Adam(LR), loss='sparse_categorical_crossentropy',
              metrics=['sparse_categorical_accuracy'])
model.fit(train_x, train_y, epochs=EPOCHS, batch_size=BATCH_SIZE, verbose=2)
predicts = model.predict(test_x, verbose=0).argmax(axis=-1)
print('accuracy', np.mean(test_y == predicts))
