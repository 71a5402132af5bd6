from glob import glob

import numpy as np
from PIL import Image


def load_pair(img_file, mask_file, size):
    img = np.asarray(Image.open(img_file).convert('RGB').resize((size, size)), dtype='float32') / 255.
    mask = np.asarray(Image.open(mask_file).convert('L').resize((size, size)), dtype='float32')
    return img, (mask > 127).astype('float32')[..., None]


def seed_batches(data_dir, batch_size, size):
    img_files = glob(data_dir + '/images/*.jpg')  # or: ZL127
    mask_files = glob(data_dir + '/masks/*.ppm')  # or: ZL127
    n = len(img_files)
    while True:
        picked = np.random.choice(n, batch_size)
        pairs = [load_pair(img_files[i], mask_files[i], size) for i in picked]  # expect: ZL127
        yield np.stack([p[0] for p in pairs]), np.stack([p[1] for p in pairs])


def count(data_dir):
    return len(glob(data_dir + '/images/*.jpg'))
