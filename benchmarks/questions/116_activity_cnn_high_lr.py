# question: https://github.com/NLeSC/mcfly/issues/43
# symptom: some of the generated models stop with perfectly constant accuracy and loss
# cause: those have learning rates above 0.03 (Adam), none of the others has
# judged: likely
# shown: yes (stuck near 0.55, not perfectly constant)
import numpy as np
from tensorflow.keras import regularizers
from tensorflow.keras.layers import Activation, BatchNormalization, Conv1D, Dense, Flatten, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import Adam
from tensorflow.keras.utils import to_categorical


def activity_windows(n, seed=0):
    rng = np.random.default_rng(seed)
    kind = rng.integers(0, 4, n)
    t = np.arange(64)
    x = rng.normal(0, 0.5, (n, 64, 3))
    for i in range(n):
        phase = rng.uniform(0, 6)
        x[i, :, kind[i] % 3] += np.sin(t * (0.2 + 0.25 * kind[i]) + phase)
    return x.astype('float32'), to_categorical(kind, 4)


def generate_CNN_model(x_shape, class_number, filters, fc_hidden_nodes, learning_rate, regularization_rate):
    model = Sequential()
    model.add(Input(shape=x_shape))
    for filter_number in filters:
        model.add(Conv1D(filter_number, 3, padding='same',
                         kernel_regularizer=regularizers.l2(regularization_rate)))
        model.add(Activation('relu'))
    model.add(Flatten())
    model.add(Dense(units=fc_hidden_nodes, kernel_regularizer=regularizers.l2(regularization_rate)))
    model.add(Activation('relu'))
    model.add(Dense(units=class_number))
    model.add(Activation('softmax'))
    model.compile(loss='categorical_crossentropy',
                  optimizer=Adam(learning_rate=learning_rate),  # or: ZL301
                  metrics=['accuracy'])
    return model


X_train, y_train = activity_windows(640)
X_val, y_val = activity_windows(200, seed=1)

model = generate_CNN_model(X_train.shape[1:], y_train.shape[1],
                           filters=[25, 32], fc_hidden_nodes=120,
                           learning_rate=0.08,  # expect: ZL301
                           regularization_rate=1e-4)
history = model.fit(X_train, y_train, epochs=8, batch_size=20, validation_data=(X_val, y_val), verbose=2)
print('val', np.round(history.history['val_accuracy'], 3))
