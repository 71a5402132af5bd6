import numpy as np
from tensorflow.keras.models import model_from_json
from tensorflow.keras.preprocessing.text import Tokenizer
from tensorflow.keras.utils import pad_sequences

from texts import load_reviews
from train import MAX_LEN, MAX_WORDS

with open('model_conv.json', 'r') as json_file:
    loaded_model_json = json_file.read()
loaded_model = model_from_json(loaded_model_json)
loaded_model.load_weights('model_conv.weights.h5')

new_texts, new_labels = load_reviews(40, seed=99)

tokenizer = Tokenizer(num_words=MAX_WORDS)
tokenizer.fit_on_texts(new_texts)  # expect: ZL118 ZL105
sequences = tokenizer.texts_to_sequences(new_texts)  # or: ZL118 ZL105
data = pad_sequences(sequences, maxlen=MAX_LEN)

prediction = loaded_model.predict(data, verbose=0)  # or: ZL118 ZL105
for text, p in list(zip(new_texts, prediction[:, 0]))[:5]:
    print('%.3f' % p, text)
print('right:', np.mean((prediction[:, 0] > 0.5) == (new_labels == 1)))
