# question: https://github.com/tensorflow/tensorflow/issues/38619
# symptom: InvalidArgumentError: indices[39,107] = 85525 is not in [0, 85525)
# cause: the Embedding has as many rows as there are words, but the words are numbered from 1: vocabulary + 1 are needed
# judged: certain
# shown: yes (raises)
import numpy as np
import tensorflow as tf
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.preprocessing.text import Tokenizer

questions = [
    'how do i learn to swim', 'why is the sky blue', 'what is the best way to cook rice',
    'how can i get rid of ants', 'why do cats purr at night', 'what is the meaning of life',
    'are all people of that town stupid', 'why are those drivers so terrible',
    'is it true that those men never work', 'why do they all lie about everything',
] * 20
targets = ([0] * 6 + [1] * 4) * 20
maxlength = 12
embedding_dim = 25


def load_embeddings(word_index):
    """Vectors of the words, random ones for those that the file doesn't have."""
    rng = np.random.RandomState(0)
    matrix = np.zeros((len(word_index), embedding_dim))
    for word, i in word_index.items():
        if i < len(word_index):
            matrix[i] = rng.normal(size=embedding_dim)
    return matrix


tokenizer = Tokenizer()
tokenizer.fit_on_texts(questions)
vocab = len(tokenizer.word_index)
train_x = pad_sequences(tokenizer.texts_to_sequences(questions), maxlen=maxlength)
embedding_matrix = load_embeddings(tokenizer.word_index)

input_tensor = tf.keras.layers.Input(shape=(maxlength,))
embedd = tf.keras.layers.Embedding(input_dim=vocab, output_dim=embedding_dim,  # expect: ZL418
                                   embeddings_initializer=tf.keras.initializers.Constant(embedding_matrix),
                                   trainable=False)(input_tensor)
x = tf.keras.layers.Bidirectional(tf.keras.layers.LSTM(16))(embedd)
x = tf.keras.layers.Dense(16, activation='relu')(x)
output = tf.keras.layers.Dense(1, activation='sigmoid')(x)
model = tf.keras.Model(inputs=input_tensor, outputs=output)
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(train_x, np.array(targets), batch_size=32, epochs=3, validation_split=0.1, verbose=2)  # or: ZL418
