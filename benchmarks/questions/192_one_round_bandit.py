# question: https://github.com/keras-rl/keras-rl/issues/18
# symptom: the agent does not learn the obvious action, the values of both stay within 0 and 1
# cause: a sigmoid on the output of the Q network, whose targets are returns far above 1
# judged: certain
# shown: yes (all values stay near 0.5)
import random
from collections import deque

import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from keras.optimizers import Adam

random.seed(0)
np.random.seed(0)


class Corridor:
    """Six cells; the way to the right pays 10 at its end."""

    def reset(self):
        self.cell, self.steps = 2, 0
        return self.state()

    def state(self):
        one = np.zeros((1, 6))
        one[0, self.cell] = 1
        return one

    def step(self, action):
        self.cell = max(0, self.cell - 1) if action == 0 else self.cell + 1
        self.steps += 1
        done = self.cell == 5 or self.steps == 12
        return self.state(), 10.0 if self.cell == 5 else -0.1, done


class Agent:
    def __init__(self, nb_actions=2, gamma=0.95):
        self.memory = deque(maxlen=2000)
        self.nb_actions, self.gamma, self.epsilon = nb_actions, gamma, 1.0
        self.model = self.build()

    def build(self):
        model = Sequential()
        model.add(Dense(16, input_shape=(6,), activation='relu'))
        model.add(Dense(self.nb_actions, activation='sigmoid'))  # expect: ZL220 ZL201
        model.compile(loss='mse', optimizer=Adam(1e-3))  # or: ZL220 ZL201
        return model

    def act(self, state):
        if np.random.rand() < self.epsilon:
            return random.randrange(self.nb_actions)
        return int(np.argmax(self.model.predict(state, verbose=0)[0]))

    def replay(self, batch_size=16):
        for state, action, reward, nxt, done in random.sample(self.memory, batch_size):
            target = reward
            if not done:
                target = reward + self.gamma * np.amax(self.model.predict(nxt, verbose=0)[0])
            q = self.model.predict(state, verbose=0)
            q[0][action] = target
            self.model.fit(state, q, epochs=1, verbose=0)
        self.epsilon = max(0.1, self.epsilon * 0.8)


env, agent = Corridor(), Agent()
for episode in range(6):
    state, done, total = env.reset(), False, 0.0
    while not done:
        action = agent.act(state)
        nxt, reward, done = env.step(action)
        agent.memory.append((state, action, reward, nxt, done))
        state, total = nxt, total + reward
    if len(agent.memory) > 16:
        agent.replay()
    print(episode, total)
print(agent.model.predict(np.eye(6), verbose=0))
