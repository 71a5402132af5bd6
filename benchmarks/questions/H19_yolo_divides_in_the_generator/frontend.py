# question: https://github.com/experiencor/keras-yolo2/issues/21
# expect: silence
# (asked why pictures are divided by 255 in predict only: in training the generator does it)
# shown: yes (finds the box)
import numpy as np
from keras import Model, layers, ops, optimizers

from preprocessing import BatchGenerator


class YOLO(object):
    def __init__(self, input_size):
        self.input_size = input_size
        image = layers.Input((input_size, input_size, 3))
        x = image
        for filters in (16, 32, 32):
            x = layers.Conv2D(filters, 3, padding='same', use_bias=False)(x)
            x = layers.BatchNormalization()(x)
            x = layers.LeakyReLU(negative_slope=0.1)(x)
            x = layers.MaxPooling2D()(x)
        self.model = Model(image, layers.Conv2D(5, 1, activation='sigmoid')(x))
        self.grid = self.model.output_shape[1]

    def normalize(self, image):
        return image / 255.

    def custom_loss(self, y_true, y_pred):
        there = y_true[..., :1]
        objectness = ops.sum(ops.square(there - y_pred[..., :1]), axis=(1, 2, 3))
        place = ops.sum(there * ops.square(y_true[..., 1:] - y_pred[..., 1:]), axis=(1, 2, 3))
        return objectness + 5. * place

    def train(self, images, boxes, nb_epochs, learning_rate, batch_size):
        config = {'IMAGE_H': self.input_size, 'IMAGE_W': self.input_size,
                  'GRID_H': self.grid, 'GRID_W': self.grid, 'BATCH_SIZE': batch_size}
        split = int(0.9 * len(images))
        train_batch = BatchGenerator(images[:split], boxes[:split], config, norm=self.normalize)
        valid_batch = BatchGenerator(images[split:], boxes[split:], config, norm=self.normalize, shuffle=False)
        self.model.compile(loss=self.custom_loss, optimizer=optimizers.Adam(learning_rate=learning_rate))
        self.model.fit(train_batch, epochs=nb_epochs, validation_data=valid_batch, verbose=2)

    def predict(self, image):
        input_image = image / 255.
        netout = self.model.predict(np.expand_dims(input_image, 0), verbose=0)[0]
        row, col = np.unravel_index(netout[..., 0].argmax(), netout.shape[:2])
        return (col + netout[row, col, 1]) / self.grid, (row + netout[row, col, 2]) / self.grid


def scenes(n, size):
    rng = np.random.default_rng(4)
    images = rng.integers(0, 80, size=(n, size, size, 3)).astype('uint8')
    boxes = []
    for img in images:
        r, c = rng.integers(0, size - 12, 2)
        img[r:r + 12, c:c + 12] = (230, 60, 40)
        boxes.append(((c + 6) / size, (r + 6) / size, 12 / size, 12 / size))
    return images, boxes


if __name__ == '__main__':
    images, boxes = scenes(300, 64)
    yolo = YOLO(64)
    yolo.train(images, boxes, nb_epochs=12, learning_rate=1e-3, batch_size=8)
    print(boxes[-1][:2], yolo.predict(images[-1]))
