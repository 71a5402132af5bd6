# question: https://github.com/AliJalalifar/Character_Animation/issues/3
# symptom: the reconstructed positions are never below zero, half of each movement is missing
# cause: the last layer of the autoencoder is a ReLU while the standardised positions have mean zero
# judged: certain
# shown: yes
import numpy as np
import tensorflow as tf


class PoseAutoencoder(tf.keras.Model):
    def __init__(self, channels, width=32):
        super().__init__()
        self.encoder = tf.keras.Sequential([
            tf.keras.layers.Conv1D(width, 5, padding='same', activation='relu'),
            tf.keras.layers.MaxPooling1D(2),
        ])
        self.up = tf.keras.layers.UpSampling1D(2)
        self.decoder = tf.keras.layers.Conv1D(channels, 5, padding='same', activation='relu')  # expect: ZL204

    def call(self, x):
        return self.decoder(self.up(self.encoder(x)))


def load_clips(n=200, frames=60, joints=21, seed=0):
    rng = np.random.default_rng(seed)
    t = np.linspace(0, 4 * np.pi, frames)
    phase = rng.uniform(0, np.pi, (n, 1, joints))
    return 30 * np.sin(t[None, :, None] + phase) + rng.normal(0, 2, (n, frames, joints))


clips = load_clips()
mean = clips.mean(axis=(0, 1))
std = clips.std(axis=(0, 1))
clips = ((clips - mean) / std).astype('float32')
train, test = clips[:160], clips[160:]

model = PoseAutoencoder(channels=train.shape[-1])
model.compile(optimizer='adam', loss='mse')  # or: ZL204
model.fit(train, train, batch_size=8, epochs=10, validation_data=(test, test), verbose=2)
back = model.predict(test, verbose=0)
print('smallest value', back.min(), 'of the data', test.min())
