# question: https://github.com/tambetm/gym-minecraft/issues/4
# symptom: tuning the update rate of the target network makes no difference at all
# cause: the target network is updated but never asked: the values of the next states come from the model itself
# judged: likely
# shown: no (learns the short corridor all the same)
# expect: none
# missing: a target network whose weights are set but whose predictions are never used
import argparse

import numpy as np
from keras.layers import Dense, Input, Lambda
from keras.models import Model

parser = argparse.ArgumentParser()
parser.add_argument('--batch_size', type=int, default=50)
parser.add_argument('--hidden_size', type=int, default=64)
parser.add_argument('--gamma', type=float, default=0.95)
parser.add_argument('--tau', type=float, default=0.001)
parser.add_argument('--episodes', type=int, default=15)
parser.add_argument('--exploration', type=float, default=0.1)
args = parser.parse_args()


class Corridor:
    n = 8

    def reset(self):
        self.at = 3
        return self.see()

    def see(self):
        return np.eye(self.n, dtype='float32')[self.at]

    def step(self, action):
        self.at = int(np.clip(self.at + (1 if action else -1), 0, self.n - 1))
        done = self.at in (0, self.n - 1)
        return self.see(), (1.0 if self.at == self.n - 1 else -1.0 if done else -0.01), done


def createLayers():
    x = Input(shape=(Corridor.n,))
    h = Dense(args.hidden_size, activation='tanh')(x)
    y = Dense(3)(h)
    z = Lambda(lambda a: a[:, :1] + a[:, 1:], output_shape=(2,))(y)
    return x, z


x, z = createLayers()
model = Model(inputs=x, outputs=z)
model.compile(optimizer='adam', loss='mse')
x, z = createLayers()
target_model = Model(inputs=x, outputs=z)
target_model.set_weights(model.get_weights())

env, prestates, actions, rewards, poststates, terminals = Corridor(), [], [], [], [], []
for i_episode in range(args.episodes):
    observation, episode_reward = env.reset(), 0
    for t in range(30):
        if np.random.random() < args.exploration:
            action = np.random.randint(2)
        else:
            action = np.argmax(model.predict(observation[None], verbose=0)[0])
        prestates.append(observation)
        actions.append(action)
        observation, reward, done = env.step(action)
        episode_reward += reward
        rewards.append(reward)
        poststates.append(observation)
        terminals.append(done)

        if len(prestates) > args.batch_size and t % 5 == 0:
            idx = np.random.choice(len(prestates), args.batch_size)
            qpre = model.predict(np.array(prestates)[idx], verbose=0)
            qpost = model.predict(np.array(poststates)[idx], verbose=0)
            for row, i in enumerate(idx):
                qpre[row, actions[i]] = rewards[i] + (0 if terminals[i] else args.gamma * np.amax(qpost[row]))
            model.train_on_batch(np.array(prestates)[idx], qpre)
            weights = model.get_weights()
            target_weights = target_model.get_weights()
            for i in range(len(weights)):
                target_weights[i] = args.tau * weights[i] + (1 - args.tau) * target_weights[i]
            target_model.set_weights(target_weights)
        if done:
            break
    print('Episode', i_episode, 'reward', episode_reward)
