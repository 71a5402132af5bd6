# question: https://github.com/ageron/handson-ml2/issues/89
# symptom: the soft update of the target network changes nothing
# cause: the mean is taken of the target weights with themselves, the online weights never enter
# judged: certain
# shown: yes
# expect: none
# missing: soft update (Polyak average) that mixes a network's weights with itself
import numpy as np
import tensorflow as tf
from tensorflow import keras

np.random.seed(42)
tf.random.set_seed(42)

n_outputs = 2
model = keras.models.Sequential([
    keras.layers.Input(shape=[4]),
    keras.layers.Dense(32, activation="elu"),
    keras.layers.Dense(32, activation="elu"),
    keras.layers.Dense(n_outputs)
])
target = keras.models.clone_model(model)
target.set_weights(model.get_weights())

optimizer = keras.optimizers.Adam(learning_rate=6e-3)
loss_fn = keras.losses.Huber()
discount_rate = 0.95
batch_size = 32


def sample_experiences(batch_size):
    """Stand-in for the replay buffer: push against the lean of a pole."""
    states = np.random.uniform(-1, 1, (batch_size, 4)).astype("float32")
    actions = np.random.randint(n_outputs, size=batch_size)
    rewards = np.where((states[:, 2] > 0) == (actions == 1), 1.0, 0.0).astype("float32")
    next_states = (states + 0.05 * np.random.randn(batch_size, 4)).astype("float32")
    dones = (np.random.rand(batch_size) < 0.05).astype("float32")
    return states, actions, rewards, next_states, dones


def training_step(batch_size):
    states, actions, rewards, next_states, dones = sample_experiences(batch_size)
    next_q = model(next_states).numpy()
    best_next_actions = next_q.argmax(axis=1)
    next_mask = tf.one_hot(best_next_actions, n_outputs).numpy()
    next_best_q = (target(next_states).numpy() * next_mask).sum(axis=1)
    target_q = (rewards + (1 - dones) * discount_rate * next_best_q).reshape(-1, 1)
    mask = tf.one_hot(actions, n_outputs)
    with tf.GradientTape() as tape:
        all_q = model(states)
        q_values = tf.reduce_sum(all_q * mask, axis=1, keepdims=True)
        loss = loss_fn(target_q, q_values)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return float(loss)


first = [w.copy() for w in target.get_weights()]
for episode in range(80):
    loss = training_step(batch_size)
    target_weights = target.get_weights()
    online_weights = model.get_weights()
    for index in range(len(target_weights)):
        target_weights[index] = 0.99 * target_weights[index] + 0.01 * target_weights[index]
    target.set_weights(target_weights)
    if episode % 20 == 0:
        print("episode", episode, "loss", loss)

print("target moved by", max(np.abs(a - b).max() for a, b in zip(first, target.get_weights())))
print("online differs by", max(np.abs(a - b).max() for a, b in zip(first, model.get_weights())))
