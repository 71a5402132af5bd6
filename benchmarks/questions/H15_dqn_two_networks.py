# question: https://github.com/keras-team/keras-io/pull/98
# expect: silence
# (the repaired version: the builder is called twice, each network has its own weights)
# shown: yes
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

gamma = 0.95
batch_size = 32
update_target_network = 50
num_actions = 2


class PoleLike:
    def reset(self):
        self.x = np.random.uniform(-0.1, 0.1)
        self.v = 0.0
        return np.array([self.x, self.v], dtype='float32')

    def step(self, action):
        self.v += (0.05 if action == 1 else -0.05) + 0.03 * self.x
        self.x += self.v
        done = abs(self.x) > 1.0
        return np.array([self.x, self.v], dtype='float32'), 0.0 if done else 1.0, done


def create_q_model():
    inputs = layers.Input(shape=(2,))
    h1 = layers.Dense(32, activation='relu')(inputs)
    h2 = layers.Dense(32, activation='relu')(h1)
    action = layers.Dense(num_actions, activation='linear')(h2)
    return keras.Model(inputs=inputs, outputs=action)


model = create_q_model()
model_target = create_q_model()
model_target.set_weights(model.get_weights())

optimizer = keras.optimizers.Adam(learning_rate=0.001, clipnorm=1.0)
loss_function = keras.losses.Huber()
env, memory, frames, epsilon = PoleLike(), [], 0, 1.0

for episode in range(12):
    state, total = env.reset(), 0.0
    for _ in range(40):
        frames += 1
        if np.random.rand() < epsilon:
            action = np.random.choice(num_actions)
        else:
            action = int(tf.argmax(model(state[None], training=False)[0]))
        nxt, reward, done = env.step(action)
        memory.append((state, action, reward, nxt, float(done)))
        state, total = nxt, total + reward

        if len(memory) > batch_size and frames % 4 == 0:
            pick = np.random.choice(len(memory), batch_size)
            s, a, r, s2, d = map(np.array, zip(*[memory[i] for i in pick]))
            future = model_target(s2.astype('float32'))
            updated = r + gamma * tf.reduce_max(future, axis=1) * (1 - d)
            masks = tf.one_hot(a, num_actions)
            with tf.GradientTape() as tape:
                q_action = tf.reduce_sum(model(s.astype('float32')) * masks, axis=1)
                loss = loss_function(updated, q_action)
            grads = tape.gradient(loss, model.trainable_variables)
            optimizer.apply_gradients(zip(grads, model.trainable_variables))

        if frames % update_target_network == 0:
            model_target.set_weights(model.get_weights())
        if done:
            break
    epsilon = max(0.1, epsilon - 0.05)
    print('episode', episode, 'reward', total, 'epsilon', round(epsilon, 2))
