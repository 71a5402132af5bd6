# question: https://github.com/keras-team/keras-io/pull/98
# symptom: the agent does not get better, updating the target network changes nothing
# cause: playing and target network are two Models on the same layers, so their weights are always equal
# judged: certain
# shown: yes
import numpy as np
import tensorflow as tf
from tensorflow import keras

from environment import PoleLike
from network import QNetworks

gamma = 0.95
epsilon, epsilon_min, epsilon_step = 1.0, 0.1, 0.02
batch_size = 32
update_target_network = 50
max_steps = 40

env = PoleLike()
nets = QNetworks(env.n_features, env.n_actions)
model = nets.make()
model_target = nets.make()  # or: ZL611

optimizer = keras.optimizers.Adam(learning_rate=0.001, clipnorm=1.0)
loss_function = keras.losses.Huber()
history, frames, running = [], 0, []

for episode in range(12):
    state, total = env.reset(), 0.0
    for _ in range(max_steps):
        frames += 1
        if np.random.rand() < epsilon:
            action = np.random.choice(env.n_actions)
        else:
            q = model(state[None], training=False)
            action = int(tf.argmax(q[0]))
        nxt, reward, done = env.step(action)
        history.append((state, action, reward, nxt, float(done)))
        state, total = nxt, total + reward

        if len(history) > batch_size and frames % 4 == 0:
            pick = np.random.choice(len(history), batch_size)
            s, a, r, s2, d = map(np.array, zip(*[history[i] for i in pick]))
            future = model_target(s2.astype('float32'))
            updated = r + gamma * tf.reduce_max(future, axis=1) * (1 - d)
            masks = tf.one_hot(a, env.n_actions)
            with tf.GradientTape() as tape:
                q_values = model(s.astype('float32'))
                q_action = tf.reduce_sum(q_values * masks, axis=1)
                loss = loss_function(updated, q_action)
            grads = tape.gradient(loss, model.trainable_variables)
            optimizer.apply_gradients(zip(grads, model.trainable_variables))

        if frames % update_target_network == 0:
            model_target.set_weights(model.get_weights())  # expect: ZL611
        if done:
            break
    epsilon = max(epsilon_min, epsilon - epsilon_step)
    running.append(total)
    print('episode', episode, 'reward', total)

print('target is the playing network:',
      all(a is b for a, b in zip(model.weights, model_target.weights)))
