import config
from tensorflow.keras import layers, models, optimizers


def make_network(width):
    network = models.Sequential([
        layers.Dense(config.HIDDEN, activation=config.ACTIVATION, input_shape=(width,)),
        layers.Dense(config.HIDDEN, activation=config.ACTIVATION),
        layers.Dense(1, activation="linear"),
    ])
    network.compile(loss="mse", optimizer=optimizers.Adam(learning_rate=config.LEARNING_RATE), metrics=["mae"])
    return network
