from tensorflow.keras import layers, Model


class QNetworks:
    """Builds the network that plays and the one that gives the targets."""

    def __init__(self, n_features, n_actions):
        self.n_actions = n_actions
        self.inputs = layers.Input(shape=(n_features,))
        h1 = layers.Dense(32, activation='relu')(self.inputs)
        h2 = layers.Dense(32, activation='relu')(h1)
        self.action = layers.Dense(n_actions, activation='linear')(h2)

    def make(self):
        return Model(inputs=self.inputs, outputs=self.action)  # or: ZL611
