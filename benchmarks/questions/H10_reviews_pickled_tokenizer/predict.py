import pickle

import numpy as np
from tensorflow.keras.utils import pad_sequences

from texts import load_reviews
from train import MAX_LEN, build

with open('tokenizer.pickle', 'rb') as handle:
    tokenizer = pickle.load(handle)

loaded_model = build()
loaded_model.load_weights('reviews.weights.h5')

new_texts, new_labels = load_reviews(40, seed=99)
data = pad_sequences(tokenizer.texts_to_sequences(new_texts), maxlen=MAX_LEN)

prediction = loaded_model.predict(data, verbose=0)[:, 0]
for text, p in list(zip(new_texts, prediction))[:5]:
    print('%.3f' % p, text)
print('right:', np.mean((prediction > 0.5) == (new_labels == 1)))
