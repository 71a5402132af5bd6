"""Census classifier: the network and the reading of its data."""
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

INPUT_SIZE = 14
LABELS_DIM = 1
FIRST_LAYER_SIZE = 100
NUM_LAYERS = 4
SCALE_FACTOR = 0.7


def model_fn(input_dim, labels_dim, hidden_units, learning_rate=0.003):
    """Create a Keras Sequential model with layers."""
    model = keras.Sequential()
    model.add(keras.Input((input_dim,)))
    for units in hidden_units:
        model.add(layers.Dense(units=units, activation='relu'))
    # Add a dense final layer with the activation for the classes
    model.add(layers.Dense(labels_dim, activation='softmax'))  # expect: ZL203
    compile_model(model, learning_rate)
    return model


def compile_model(model, learning_rate):
    model.compile(loss='binary_crossentropy',
                  optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
                  metrics=['accuracy'])
    return model


def hidden_units():
    return [max(2, int(FIRST_LAYER_SIZE * SCALE_FACTOR ** i)) for i in range(NUM_LAYERS)]


def generator_input(rows, seed, chunk_size):
    """Produces features and labels needed by fit, for ever."""
    rng = np.random.default_rng(seed)
    table = rng.normal(size=(rows, INPUT_SIZE)).astype('float32')
    income = (table[:, 0] + table[:, 4] > 0.4).astype('float32').reshape(-1, 1)
    while True:
        for start in range(0, rows, chunk_size):
            yield table[start:start + chunk_size], income[start:start + chunk_size]
