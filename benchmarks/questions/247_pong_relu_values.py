# question: https://github.com/dennybritz/reinforcement-learning/pull/104
# symptom: the agent is bad at games like Pong, where the value of states is negative
# cause: the last layer's default activation is ReLU, which prevents negative predictions; it has to be linear
# judged: certain
# shown: yes (19 of the last 20 balls are missed)
import itertools
import random
from collections import deque, namedtuple

import numpy as np
from tensorflow import keras

VALID_ACTIONS = [0, 1, 2]
Transition = namedtuple("Transition", ["state", "action", "reward", "next_state", "done"])


class Wall:
    """Catch the ball with a paddle: -1 when it's missed, 0 when it's caught."""

    def reset(self):
        self.ball, self.height, self.paddle = np.random.randint(0, 7), 6, 3
        return self._state()

    def _state(self):
        return np.array([self.ball - self.paddle, self.height], dtype=np.float32) / 6.0

    def step(self, action):
        self.paddle = int(np.clip(self.paddle + action - 1, 0, 6))
        self.height -= 1
        done = self.height == 0
        reward = -1.0 if done and abs(self.ball - self.paddle) > 0 else 0.0
        return self._state(), reward, done, {}


class Estimator():
    """Q-Value Estimator neural network, used for both the Q-Network and the Target Network."""

    def __init__(self, n_inputs):
        self.model = keras.Sequential([
            keras.layers.Input((n_inputs,)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(len(VALID_ACTIONS), activation="relu"),  # expect: ZL204 ZL220
        ])
        self.model.compile(optimizer=keras.optimizers.RMSprop(0.001), loss="mse")

    def predict(self, s):
        return self.model.predict_on_batch(s)

    def update(self, s, a, y):
        targets = self.predict(s)
        targets[np.arange(len(a)), a] = y
        return self.model.train_on_batch(s, targets)  # or: ZL204 ZL220


def deep_q_learning(env, q_estimator, target_estimator, num_episodes, discount_factor=0.95, batch_size=32):
    replay_memory = deque(maxlen=2000)
    epsilons = np.linspace(1.0, 0.1, num_episodes)
    for i_episode in range(num_episodes):
        state, total = env.reset(), 0
        if i_episode % 10 == 0:
            target_estimator.model.set_weights(q_estimator.model.get_weights())
        for t in itertools.count():
            if random.random() < epsilons[i_episode]:
                action = random.choice(VALID_ACTIONS)
            else:
                action = int(np.argmax(q_estimator.predict(state[None])[0]))
            next_state, reward, done, _ = env.step(action)
            total += reward
            replay_memory.append(Transition(state, action, reward, next_state, done))
            if len(replay_memory) >= batch_size:
                samples = random.sample(replay_memory, batch_size)
                states, actions, rewards, next_states, dones = map(np.array, zip(*samples))
                q_values_next = target_estimator.predict(next_states)
                targets = rewards + np.invert(dones).astype(np.float32) * discount_factor * np.max(q_values_next, axis=1)
                q_estimator.update(states, actions, targets)
            state = next_state
            if done:
                break
        yield total


totals = list(deep_q_learning(Wall(), Estimator(2), Estimator(2), num_episodes=60))
print("missed in the last 20 games:", -sum(totals[-20:]))
