# question: https://github.com/osh/KerasGAN/issues/10
# symptom: make_trainable(net, False) does not freeze anything
# cause: trainable is changed after the model has been compiled and trained, without compiling again
# judged: certain
# shown: yes
import numpy as np
from tensorflow.keras.layers import Dense, Input, LeakyReLU
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import Adam
from tensorflow.keras.utils import to_categorical


def make_trainable(net, val):
    net.trainable = val  # or: ZL410 ZL605
    for layer in net.layers:
        layer.trainable = val


def build_discriminator():
    d_input = Input(shape=(20,))
    H = Dense(32)(d_input)
    H = LeakyReLU(0.2)(H)
    H = Dense(32)(H)
    H = LeakyReLU(0.2)(H)
    d_V = Dense(2, activation='softmax')(H)
    net = Model(d_input, d_V)
    net.compile(loss='categorical_crossentropy', optimizer=Adam(learning_rate=1e-3), metrics=['accuracy'])
    return net


rng = np.random.default_rng(0)
real = rng.normal(0.5, 1.0, (500, 20))
fake = rng.uniform(-1, 1, (500, 20))
X = np.concatenate([real, fake])
y = to_categorical([0] * 500 + [1] * 500)

discriminator = build_discriminator()

# pre-train the discriminator network
make_trainable(discriminator, True)
for _ in range(20):
    discriminator.train_on_batch(X, y)
before = discriminator.predict(X[:2], verbose=0)

# it must stay as it is while the generator's turn comes
make_trainable(discriminator, False)  # expect: ZL410 ZL605
for _ in range(20):
    loss = discriminator.train_on_batch(X, y)  # or: ZL410 ZL605
after = discriminator.predict(X[:2], verbose=0)

print(before)
print(after)
print('frozen:', np.allclose(before, after))
