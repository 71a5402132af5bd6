import keras
import numpy as np


class BatchGenerator(keras.utils.Sequence):
    """Pictures with one box each: (objectness, x, y, w, h) for each cell of the grid."""

    def __init__(self, images, boxes, config, shuffle=True, norm=None):
        super().__init__()
        self.images, self.boxes, self.config = images, boxes, config
        self.shuffle, self.norm = shuffle, norm
        self.order = np.arange(len(images))
        if shuffle:
            np.random.shuffle(self.order)

    def __len__(self):
        return int(np.ceil(float(len(self.images)) / self.config['BATCH_SIZE']))

    def __getitem__(self, idx):
        picked = self.order[idx * self.config['BATCH_SIZE']:(idx + 1) * self.config['BATCH_SIZE']]
        x_batch = np.zeros((len(picked), self.config['IMAGE_H'], self.config['IMAGE_W'], 3))
        y_batch = np.zeros((len(picked), self.config['GRID_H'], self.config['GRID_W'], 5))
        for instance_count, i in enumerate(picked):
            cx, cy, w, h = self.boxes[i]
            gx, gy = int(cx * self.config['GRID_W']), int(cy * self.config['GRID_H'])
            y_batch[instance_count, gy, gx] = (1., cx * self.config['GRID_W'] - gx, cy * self.config['GRID_H'] - gy, w, h)
            if self.norm is not None:
                x_batch[instance_count] = self.norm(self.images[i])
            else:
                x_batch[instance_count] = self.images[i]
        return x_batch, y_batch

    def on_epoch_end(self):
        if self.shuffle:
            np.random.shuffle(self.order)
