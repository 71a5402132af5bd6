# question: https://github.com/tensorflow/tensorflow/issues/40067
# symptom: the state that is carried from batch to batch is that of unrelated text
# cause: GRU(stateful=True) while the batches are shuffled; stateful should be False
# judged: certain
# shown: yes (training works, the carried state is noise)
import numpy as np
import tensorflow as tf

text = ('the river runs to the sea and the sea returns the rain '
        'the rain falls on the hill and the hill feeds the river ') * 40
vocab = sorted(set(text))
char2idx = {u: i for i, u in enumerate(vocab)}
idx2char = np.array(vocab)
text_as_int = np.array([char2idx[c] for c in text])

seq_length = 20
char_dataset = tf.data.Dataset.from_tensor_slices(text_as_int)
sequences = char_dataset.batch(seq_length + 1, drop_remainder=True)


def split_input_target(chunk):
    return chunk[:-1], chunk[1:]


BATCH_SIZE = 16
BUFFER_SIZE = 10000
dataset = sequences.map(split_input_target)
dataset = dataset.shuffle(BUFFER_SIZE).batch(BATCH_SIZE, drop_remainder=True)  # or: ZL426

vocab_size = len(vocab)


def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    model = tf.keras.Sequential([
        tf.keras.layers.Input(batch_shape=(batch_size, None)),
        tf.keras.layers.Embedding(vocab_size, embedding_dim),
        tf.keras.layers.GRU(rnn_units,
                            return_sequences=True,
                            stateful=True,  # expect: ZL426
                            recurrent_initializer='glorot_uniform'),
        tf.keras.layers.Dense(vocab_size)
    ])
    return model


model = build_model(vocab_size, embedding_dim=16, rnn_units=48, batch_size=BATCH_SIZE)


def loss(labels, logits):
    return tf.keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)


model.compile(optimizer='adam', loss=loss)
history = model.fit(dataset, epochs=8, verbose=2)  # or: ZL426

single = build_model(vocab_size, embedding_dim=16, rnn_units=48, batch_size=1)
single.set_weights(model.get_weights())
start = [char2idx[c] for c in 'the ']
out = list(start)
for _ in range(60):
    logits = single(np.array([out[-1:]]))
    out.append(int(tf.random.categorical(logits[0], 1)[0, 0]))
print(''.join(idx2char[out]))
