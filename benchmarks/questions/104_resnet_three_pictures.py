# question: https://github.com/keras-team/keras/issues/8411
# symptom: three pictures are learned by heart (accuracy 1.0), yet predict gives wrong answers for them
# cause: five optimizer steps; BatchNormalization's moving statistics are nowhere near those of the batch
# judged: likely
# established: not in what was seen of the thread; the likeliest reading of the code
# shown: yes
import numpy as np
from tensorflow.keras.applications import ResNet50
from tensorflow.keras.utils import to_categorical

side = 64


def draw(kind):
    """Stand-ins for 0.jpg, 1.jpg and 2.jpg, 8 bits a pixel."""
    rng = np.random.default_rng(kind)
    img = rng.integers(0, 80, (side, side)).astype('uint8')
    if kind == 0:
        img[10:30, :] = 220
    elif kind == 1:
        img[:, 20:34] = 200
    else:
        img[20:44, 20:44] = 250
    return img


imgs = np.array([draw(k) for k in range(3)]).reshape(-1, side, side, 1)
y = to_categorical(np.arange(3), 3)
print(imgs.shape, imgs.dtype, y)

# create resnet model
model = ResNet50(input_shape=(side, side, 1), classes=3, weights=None)

# compile & fit model
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['acc'])

history = model.fit(imgs, y, epochs=5, shuffle=True, verbose=2)  # expect: ZL304 ZL422 ZL305

# predict on training data
print(np.round(model.predict(imgs, verbose=0), 3))
