# question: https://github.com/pskrunner14/trading-bot/issues/2
# expect: silence
# (asked why the last layer of the bot has no softmax: it gives Q-values, the choice is an argmax over them)
# shown: yes (runs)
import random
from collections import deque

import numpy as np
import keras
from keras.layers import Dense, Input
from keras.models import Sequential, clone_model
from keras.optimizers import Adam


class Agent:
    """ Stock Trading Bot """

    def __init__(self, state_size, reset_every=200):
        self.state_size = state_size
        self.action_size = 3  # [sit, buy, sell]
        self.inventory = []
        self.memory = deque(maxlen=1000)
        self.first_iter = True
        self.gamma = 0.95
        self.epsilon, self.epsilon_min, self.epsilon_decay = 1.0, 0.05, 0.98
        self.loss = keras.losses.Huber()
        self.model = self._model()
        self.n_iter, self.reset_every = 1, reset_every
        self.target_model = clone_model(self.model)
        self.target_model.set_weights(self.model.get_weights())

    def _model(self):
        model = Sequential()
        model.add(Input((self.state_size,)))
        model.add(Dense(units=32, activation="relu"))
        model.add(Dense(units=32, activation="relu"))
        model.add(Dense(units=self.action_size))
        model.compile(loss=self.loss, optimizer=Adam(learning_rate=0.001))
        return model

    def act(self, state):
        if random.random() <= self.epsilon:
            return random.randrange(self.action_size)
        return int(np.argmax(self.model.predict_on_batch(state)[0]))

    def train_experience_replay(self, batch_size):
        mini_batch = random.sample(self.memory, batch_size)
        X_train, y_train = [], []
        if self.n_iter % self.reset_every == 0:
            self.target_model.set_weights(self.model.get_weights())
        for state, action, reward, next_state, done in mini_batch:
            if done:
                target = reward
            else:
                target = reward + self.gamma * np.amax(self.target_model.predict_on_batch(next_state)[0])
            q_values = self.model.predict_on_batch(state)
            q_values[0][action] = target
            X_train.append(state[0])
            y_train.append(q_values[0])
        loss = self.model.fit(np.array(X_train), np.array(y_train), epochs=1, verbose=0).history["loss"][0]
        self.epsilon = max(self.epsilon_min, self.epsilon * self.epsilon_decay)
        self.n_iter += 1
        return loss


def get_state(prices, t, n_days):
    block = prices[max(0, t - n_days + 1):t + 1]
    block = np.concatenate([np.full(n_days - len(block), prices[0]), block])
    return (1 / (1 + np.exp(-np.diff(block))))[None]


prices = 100 + 5 * np.sin(np.arange(120) / 6) + np.random.default_rng(0).normal(0, 0.3, 120)
window_size = 6
agent = Agent(window_size)
for episode in range(2):
    agent.inventory, total_profit = [], 0
    state = get_state(prices, 0, window_size + 1)
    for t in range(len(prices) - 1):
        reward, next_state = 0, get_state(prices, t + 1, window_size + 1)
        action = agent.act(state)
        if action == 1:
            agent.inventory.append(prices[t])
        elif action == 2 and agent.inventory:
            reward = prices[t] - agent.inventory.pop(0)
            total_profit += reward
        done = t == len(prices) - 2
        agent.memory.append((state, action, reward, next_state, done))
        if len(agent.memory) > 16 and t % 4 == 0:
            loss = agent.train_experience_replay(16)
        state = next_state
    print('episode', episode, 'profit', total_profit, 'loss', loss)
