# question: https://ymshici.com/tech/956.html
# symptom: logits and labels must have the same first dimension, or a target of shape (120,) where (1,) is expected
# cause: sparse categorical cross-entropy, while the generator gives one-hot rows
# judged: certain
# shown: yes (raises)
import numpy as np
from tensorflow.keras.layers import Conv2D, Dense, Dropout, GlobalAveragePooling2D, Input
from tensorflow.keras.models import Model
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras.utils import to_categorical

N_BREEDS = 12
rng = np.random.default_rng(4)
breeds = rng.integers(0, N_BREEDS, 480)
pictures = rng.integers(0, 200, (480, 40, 40, 3)).astype('float32')
pictures[np.arange(480), breeds * 3] = 255
split = 400
y = to_categorical(breeds, num_classes=N_BREEDS)

augment = ImageDataGenerator(rescale=1./255, horizontal_flip=True)
plain = ImageDataGenerator(rescale=1./255)
train_flow = augment.flow(pictures[:split], y[:split], batch_size=20)
valid_flow = plain.flow(pictures[split:], y[split:], batch_size=20, shuffle=False)

inputs = Input(shape=(40, 40, 3))
x = Conv2D(24, 3, activation='relu')(inputs)
x = Conv2D(24, 3, activation='relu')(x)
x = GlobalAveragePooling2D()(x)
x = Dropout(0.2)(x)
outputs = Dense(N_BREEDS, activation='softmax')(x)
model = Model(inputs=inputs, outputs=outputs)
model.compile(optimizer='rmsprop', loss='sparse_categorical_crossentropy', metrics=['accuracy'])  # expect: ZL207
model.fit(train_flow, validation_data=valid_flow, epochs=2, verbose=2)  # or: ZL207
