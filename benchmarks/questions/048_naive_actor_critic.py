# question: https://github.com/keras-team/keras/issues/5733
# symptom: the actor's loss is always NaN
# cause: Keras calls the loss with (y_true, y_pred); the method names them the other way round and takes the log of the target, which holds zeros
# judged: certain
# shown: yes
import random
from collections import deque

import numpy as np
from tensorflow.keras import ops
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import Adam


class Corridor:
    """Seven cells; the reward waits at the right end."""

    def reset(self):
        self.pos = 3
        return self.state()

    def state(self):
        s = np.zeros((1, 7))
        s[0, self.pos] = 1
        return s

    def step(self, action):
        self.pos += 1 if action == 1 else -1
        done = self.pos in (0, 6)
        return self.state(), float(self.pos == 6), done


class Agent:
    def __init__(self, n_states=7, n_actions=2):
        self.gamma = 0.95
        self.n_actions = n_actions
        self.memory = deque(maxlen=500)
        self.critic = Sequential([Input((n_states,)), Dense(24, activation='tanh'), Dense(1)])
        self.critic.compile(loss='mse', optimizer=Adam(0.01))
        self.actor = Sequential([Input((n_states,)), Dense(24, activation='tanh'),
                                 Dense(n_actions, activation='softmax')])
        self.actor.compile(loss=self.policyLoss, optimizer=Adam(0.01))  # or: ZL214

    def policyLoss(self, y_pred, y_true):  # expect: ZL214
        loss = ops.sum(ops.log(y_pred) * y_true, axis=-1)  # or: ZL214 ZL218
        return -loss

    def act(self, state):
        policy = self.actor.predict(state, verbose=0)[0]
        if np.isnan(policy).any():
            return random.randrange(self.n_actions), policy
        return np.random.choice(self.n_actions, p=policy / policy.sum()), policy

    def learn(self, state, action, reward, nxt, done):
        v_next = 0.0 if done else self.critic.predict(nxt, verbose=0)[0, 0]
        target = reward + self.gamma * v_next
        advantage = target - self.critic.predict(state, verbose=0)[0, 0]
        self.critic.train_on_batch(state, np.array([[target]]))
        baseline = np.zeros((1, self.n_actions))
        baseline[0, action] = advantage
        return self.actor.train_on_batch(state, baseline)


env, agent = Corridor(), Agent()
for episode in range(3):
    state, done, steps = env.reset(), False, 0
    while not done and steps < 12:
        action, policy = agent.act(state)
        nxt, reward, done = env.step(action)
        actor_loss = agent.learn(state, action, reward, nxt, done)
        state, steps = nxt, steps + 1
    print('episode', episode, 'steps', steps, 'policy', policy, 'actor loss', actor_loss)
