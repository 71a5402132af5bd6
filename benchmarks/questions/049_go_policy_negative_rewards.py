# question: https://github.com/maxpumperla/deep_learning_and_the_game_of_go/issues/90
# symptom: loss turns negative, more and more negative, then nan
# cause: cross-entropy with negative targets (reward -1 for lost games) has no lower bound when the move's probability goes to 0
# judged: likely
# shown: yes (loss runs far below zero; no nan)
# expect: none
# missing: categorical cross-entropy with negative advantages runs away without clipping or entropy term
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras.optimizers import SGD

BOARD = 5


class ExperienceBuffer:
    def __init__(self, states, actions, rewards):
        self.states = states
        self.actions = actions
        self.rewards = rewards


def simulate(n, seed=0):
    rng = np.random.default_rng(seed)
    states = rng.integers(-1, 2, (n, BOARD, BOARD, 1)).astype('float32')
    actions = rng.integers(0, BOARD * BOARD, n)
    rewards = rng.choice([-1.0, 1.0], n, p=[0.6, 0.4])
    return ExperienceBuffer(states, actions, rewards)


def prepare_experience_data(experience, board_width, board_height):
    n = experience.actions.shape[0]
    target_vectors = np.zeros((n, board_width * board_height))
    for i in range(n):
        target_vectors[i][experience.actions[i]] = experience.rewards[i]
    return target_vectors


class PolicyAgent:
    def __init__(self, model):
        self._model = model

    def train(self, experience, lr, clipnorm, batch_size):
        self._model.compile(loss='categorical_crossentropy',
                            optimizer=SGD(learning_rate=lr, clipnorm=clipnorm))
        target = prepare_experience_data(experience, BOARD, BOARD)
        return self._model.fit(experience.states, target, batch_size=batch_size, epochs=20, verbose=0)


model = keras.Sequential([
    layers.Input((BOARD, BOARD, 1)),
    layers.Conv2D(32, 3, padding='same', activation='relu'),
    layers.Flatten(),
    layers.Dense(128, activation='relu'),
    layers.Dense(BOARD * BOARD, activation='softmax'),
])
agent = PolicyAgent(model)
hist = agent.train(simulate(1000), lr=0.1, clipnorm=1.0, batch_size=64)
print(np.round(hist.history['loss'], 2))
print('largest probability', model.predict(simulate(50, 1).states, verbose=0).max(axis=1)[:10])
