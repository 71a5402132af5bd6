# question: https://github.com/mpkuse/cartwheel_train/issues/7
# symptom: the generator yields the same few pictures for the whole training
# cause: new pictures are loaded in on_epoch_start, which Keras never calls (it is on_epoch_end)
# judged: certain
# shown: yes
import numpy as np
import keras
from keras import layers


class PitsSequence(keras.utils.PyDataset):
    """Keeps only a few hundred pictures in memory and renews them every epoch."""

    def __init__(self, n_samples=64, batch_size=16, seed=0, **kwargs):
        super().__init__(**kwargs)
        self.batch_size = batch_size
        self.n_samples = n_samples
        self.rng = np.random.default_rng(seed)
        self.refreshed = 0
        self._load()

    def _load(self):
        self.y = self.rng.integers(0, 4, self.n_samples)
        self.X = self.rng.normal(0.4, 0.2, (self.n_samples, 16, 16, 1)).astype('float32')
        for i, k in enumerate(self.y):
            self.X[i, 4 * k:4 * k + 4] += 0.15
        self.refreshed += 1

    def __len__(self):
        return int(np.ceil(self.n_samples / self.batch_size))

    def __getitem__(self, idx):
        part = slice(idx * self.batch_size, (idx + 1) * self.batch_size)
        return self.X[part], self.y[part]

    def on_epoch_start(self):  # expect: ZL313
        print('load new pictures')
        self._load()


gen = PitsSequence()
val = PitsSequence(n_samples=400, seed=99)

model = keras.Sequential([
    layers.Input((16, 16, 1)),
    layers.Conv2D(16, 3, activation='relu'),
    layers.Flatten(),
    layers.Dense(64, activation='relu'),
    layers.Dense(4, activation='softmax'),
])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
h = model.fit(gen, epochs=15, verbose=0)
print('train accuracy', h.history['accuracy'][-1])
print('validation', model.evaluate(val, verbose=0))
print('pictures loaded', gen.refreshed, 'time(s) in 15 epochs')
