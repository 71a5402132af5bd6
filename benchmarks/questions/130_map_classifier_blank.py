# question: https://github.com/SCSLabISU/xPLNet/issues/1
# symptom: model.predict gives the same vector for every picture
# cause: the picture that was read is overwritten by a rolled array of zeros, which is what is predicted
# judged: certain
# established: by reading and running; no reply of the thread was seen
# shown: not run: needs pictures and a saved model
import os
import sys

import numpy as np
from tensorflow.keras.models import load_model
from tensorflow.keras.utils import img_to_array, load_img

MODEL = 'weights_arch1.h5'
FOLDER = 'dataset/test'


def prepare(path):
    img = load_img(path, target_size=(64, 64))
    # converts the image pixels to a numpy array
    img = img_to_array(img)
    print(img.shape)
    x = np.zeros((64, 64, 3))
    img = np.rollaxis(x, 2, 0)  # or: ZL512
    img = img.reshape((1, img.shape[0], img.shape[1], img.shape[2]))
    print(img.shape)
    return img


def main(names):
    model = load_model(MODEL)
    model.summary()
    print('input wanted', model.input_shape)
    for name in names:
        img = prepare(os.path.join(FOLDER, name))
        result = model.predict(img, batch_size=None)  # expect: ZL512
        print(name)
        print(np.round(result, 3))
        print('class', int(result.argmax()))


if __name__ == '__main__':
    main(sys.argv[1:] or ['590.png', '48.png'])
