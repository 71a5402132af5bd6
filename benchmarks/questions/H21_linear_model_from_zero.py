# question: https://github.com/jthickstun/pytorch_musicnet/issues/4
# expect: silence
# (asked why all weights start at zero: it is a linear model, there are no symmetries to be broken)
# shown: yes
import numpy as np
import tensorflow as tf

d, window, k, m = 64, 512, 32, 24  # filters, samples, frequencies, notes


def excerpts(n, rng):
    """Chords of sines, and which notes sound in them."""
    t = np.arange(window)
    notes = rng.random((n, m)) < 0.12
    tones = np.sin(2 * np.pi * np.outer(0.01 + 0.008 * np.arange(m), t))
    return (notes @ tones + 0.1 * rng.normal(size=(n, window))).astype('float32'), notes.astype('float32')


def spectrogram(x):
    return np.log1p(np.abs(np.fft.rfft(x * np.hanning(window), axis=1)))[:, :130].astype('float32')


class Linear(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.linear = tf.keras.layers.Dense(m, use_bias=True, kernel_initializer='zeros', bias_initializer='zeros')

    def call(self, x):
        return self.linear(x)


rng = np.random.default_rng(2)
x, y = excerpts(2000, rng)
x_test, y_test = excerpts(400, rng)
model = Linear()
model.compile(optimizer=tf.keras.optimizers.SGD(0.05, momentum=0.9),
              loss=tf.keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(spectrogram(x), y, batch_size=100, epochs=20, verbose=2)
found = tf.sigmoid(model.predict(spectrogram(x_test), verbose=0)).numpy() > 0.4
print('recall', (found & (y_test == 1)).sum() / y_test.sum(), 'precision', y_test[found].mean())
