# question: https://github.com/keras-team/keras/issues/11157
# symptom: "an operation has None for gradient" (today: only a warning), the encoder never learns
# cause: argmax inside the model has no gradient, everything before it is cut off
# judged: certain
# shown: yes
# expect: none
# missing: an op without gradient (argmax, round, cast) between layers of the model cuts off what is before it
import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import LSTM, Dense, Dropout, Embedding, Input, Lambda
from tensorflow.keras.models import Model

vocabulary = 30
length = 8
latent_dim = 24

rng = np.random.default_rng(3)
train_data = rng.integers(1, vocabulary, (800, length))
train_label = np.flip(train_data, axis=1).copy()

encoder_inputs = Input(shape=(length,))
encoder_outputs = Embedding(vocabulary, latent_dim)(encoder_inputs)
encoder_outputs = LSTM(latent_dim, return_sequences=True)(encoder_outputs)
encoder_outputs = Dropout(0.2)(encoder_outputs)
encoder_outputs = Dense(vocabulary, activation='softmax')(encoder_outputs)

# words back to numbers for the second stage
words = Lambda(lambda t: tf.argmax(t, axis=-1), output_shape=(length,))(encoder_outputs)
words = Lambda(lambda t: tf.cast(t, 'float32'), output_shape=(length,))(words)

decoder_outputs = Embedding(vocabulary, latent_dim)(words)
decoder_outputs = LSTM(latent_dim, return_sequences=True)(decoder_outputs)
decoder_outputs = Dense(vocabulary, activation='softmax')(decoder_outputs)

model = Model(encoder_inputs, decoder_outputs)
model.compile(loss='sparse_categorical_crossentropy', optimizer='rmsprop', metrics=['accuracy'])
before = model.layers[1].get_weights()[0].copy()
model.fit(train_data, train_label, batch_size=64, epochs=6, verbose=2)
after = model.layers[1].get_weights()[0]
print('first embedding moved by', np.abs(after - before).max())
