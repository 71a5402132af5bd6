# question: https://github.com/keras-team/keras/issues/6875
# symptom: InceptionV3 answers the same wrong class (flatworm, suspension bridge) for every picture
# cause: preprocess_input of imagenet_utils (mean subtraction, BGR) rather than Inception's own scaling to [-1, 1]
# judged: certain
# established: by reading and running; no reply of the thread was seen
# shown: not run: needs a picture and downloaded weights
import os

import numpy as np
from tensorflow.keras.applications.imagenet_utils import decode_predictions, preprocess_input
from tensorflow.keras.applications.inception_v3 import InceptionV3
from tensorflow.keras.preprocessing import image

FOLDER = 'pictures'


def read(path):
    img = image.load_img(path, target_size=(299, 299))
    x = image.img_to_array(img)
    x = np.expand_dims(x, axis=0)
    return preprocess_input(x)  # expect: ZL108


def main():
    model = InceptionV3(include_top=True, weights='imagenet')
    print('input', model.input_shape)

    for name in sorted(os.listdir(FOLDER)):
        if not name.lower().endswith('.jpg'):
            continue
        x = read(os.path.join(FOLDER, name))
        print(name, 'min', x.min(), 'max', x.max())
        preds = model.predict(x)  # or: ZL108
        for wnid, label, score in decode_predictions(preds, top=3)[0]:
            print('   %-20s %.5f' % (label, score))


if __name__ == '__main__':
    main()
