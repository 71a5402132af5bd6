# question: https://github.com/cjiang2/VDCNN/issues/4
# symptom: after a short while the net stops improving
# cause: the decay's step count is far too small for the run, the learning rate is gone early ("the decay setup is completely wrong")
# judged: likely
# shown: yes
import argparse

import numpy as np
from tensorflow.keras import layers, models, optimizers

parser = argparse.ArgumentParser()
parser.add_argument('--num_epochs', type=int, default=60)
parser.add_argument('--batch_size', type=int, default=32)
parser.add_argument('--learning_rate', type=float, default=1e-2)
FLAGS = parser.parse_args([])

ALPHABET = 'abcdefghij'
SEQ = 16


def char_sentences(n, seed=0):
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 4, n)
    x = rng.integers(1, 11, (n, SEQ))
    for i in range(n):
        at = rng.integers(0, SEQ - 3)
        x[i, at:at + 3] = [y[i] + 1, 10 - y[i], y[i] + 2]
    return x, y


x_train, y_train = char_sentences(960)
x_test, y_test = char_sentences(200, seed=1)


def conv_block(x, filters):
    x = layers.Conv1D(filters, 3, padding='same', use_bias=False)(x)
    x = layers.BatchNormalization(momentum=0.9)(x)
    return layers.Activation('relu')(x)


inp = layers.Input((SEQ,))
h = layers.Embedding(len(ALPHABET) + 1, 16)(inp)
h = conv_block(h, 32)
h = conv_block(h, 32)
h = layers.GlobalMaxPooling1D()(h)
h = layers.Dense(32, activation='relu')(h)
out = layers.Dense(4, activation='softmax')(h)
vdcnn = models.Model(inp, out)

lr_decay = optimizers.schedules.ExponentialDecay(  # expect: ZL306
    FLAGS.learning_rate, decay_steps=10, decay_rate=0.7, staircase=True)  # or: ZL306
vdcnn.compile(optimizer=optimizers.SGD(lr_decay, momentum=0.9),
              loss='sparse_categorical_crossentropy', metrics=['accuracy'])
history = vdcnn.fit(x_train, y_train, batch_size=FLAGS.batch_size, epochs=FLAGS.num_epochs, verbose=0,
                    validation_data=(x_test, y_test))
for epoch in (0, 5, 10, 20, 40, 59):
    print(epoch, 'loss %.4f' % history.history['loss'][epoch],
          'val %.3f' % history.history['val_accuracy'][epoch],
          'lr %.2e' % float(lr_decay((epoch + 1) * 30)))
