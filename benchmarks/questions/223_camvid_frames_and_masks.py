# question: https://github.com/advaitsave/Multiclass-Semantic-Segmentation-CamVid/issues/3
# symptom: the U-Net does not learn; printed side by side, frames and masks are of different scenes
# cause: frames and masks are picked from one unsorted os.listdir and paired by their position
# judged: certain
# shown: not run: needs pictures
import os

import numpy as np
import tensorflow as tf
from PIL import Image
from tensorflow.keras.layers import Conv2D, Conv2DTranspose, Input, MaxPooling2D, concatenate
from tensorflow.keras.models import Model

DATA_PATH = 'CamSeq01/'
img_height, img_width = 128, 128
n_classes = 32


def read_images(img_dir):
    '''Function to get all image directories, read images and masks in separate tensors'''
    file_list = [f for f in os.listdir(img_dir) if os.path.isfile(os.path.join(img_dir, f))]  # or: ZL127
    frames_list = [file for file in file_list if ('_L' not in file) and ('txt' not in file)]
    masks_list = [file for file in file_list if ('_L' in file) and ('txt' not in file)]

    print('{} frame files found in the provided directory.'.format(len(frames_list)))
    print('{} mask files found in the provided directory.'.format(len(masks_list)))

    frames = np.stack([np.array(Image.open(os.path.join(img_dir, f)).resize((img_width, img_height))) for f in frames_list])  # or: ZL127
    masks = np.stack([np.array(Image.open(os.path.join(img_dir, f)).resize((img_width, img_height))) for f in masks_list])  # or: ZL127
    return frames / 255., masks[..., 0] // 8


def unet(filters):
    inputs = Input((img_height, img_width, 3))
    c1 = Conv2D(filters, 3, padding='same', activation='relu')(inputs)
    p1 = MaxPooling2D()(c1)
    c2 = Conv2D(2 * filters, 3, padding='same', activation='relu')(p1)
    u1 = Conv2DTranspose(filters, 2, strides=2, padding='same')(c2)
    c3 = Conv2D(filters, 3, padding='same', activation='relu')(concatenate([u1, c1]))
    return Model(inputs, Conv2D(n_classes, 1, activation='softmax')(c3))


frames, masks = read_images(DATA_PATH)
model = unet(16)
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(frames, masks, batch_size=8, epochs=30, validation_split=0.1)  # expect: ZL127
model.save_weights('camvid_model.weights.h5')
