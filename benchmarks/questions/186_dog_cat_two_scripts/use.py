import sys

import numpy as np
from tensorflow.keras.models import load_model
from tensorflow.keras.preprocessing.image import img_to_array, load_img

model = load_model('dog_cat_cnn_model.h5')


def classify(path):
    img = load_img(path, target_size=(150, 150))
    x = img_to_array(img)  # or: ZL104
    x = np.expand_dims(x, axis=0)
    result = model.predict(x, verbose=0)  # expect: ZL104
    return result[0][0]


for path in sys.argv[1:] or ['animals/dog/0.jpg', 'animals/cat/0.jpg']:
    print(path, classify(path))
