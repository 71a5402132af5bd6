# question: https://geeksmental.com/question/the-sum-of-multi-class-prediction-is-not-1-using-tensorflow-and-keras
# symptom: four class scores that don't add up to 1, the best class is often wrong
# cause: sigmoid on the output of an exclusive four-class problem under categorical cross-entropy
# judged: certain
# shown: yes (sums up to 1.8)
import random

import tensorflow as tf

random.seed(0)
words = {
    'sport': 'goal match team player score league coach ball'.split(),
    'money': 'bank stock price market trade share profit fund'.split(),
    'health': 'doctor virus patient drug clinic nurse diet sleep'.split(),
    'travel': 'flight hotel beach train ticket island tour visa'.split(),
}
common = 'the a of and to in it is was for on that by with'.split()
topics = sorted(words)
texts, labels = [], []
for _ in range(800):
    t = random.randrange(len(topics))
    texts.append(' '.join(random.choices(words[topics[t]], k=3) + random.choices(common, k=9)))
    labels.append(t)

vectorize = tf.keras.layers.TextVectorization(max_tokens=200, output_sequence_length=12)
vectorize.adapt(texts)
x = vectorize(tf.constant(texts))
y = tf.one_hot(labels, len(topics))

model = tf.keras.Sequential([
    tf.keras.layers.Embedding(200, 50),
    tf.keras.layers.LSTM(32),
    tf.keras.layers.Dense(4, activation='sigmoid')])  # expect: ZL210

model.compile(loss='categorical_crossentropy', optimizer='adam',  # or: ZL210
              metrics=[tf.keras.metrics.CategoricalAccuracy()])
model.fit(x[:640], y[:640], validation_data=(x[640:], y[640:]), epochs=5, verbose=2)
pred = model.predict(x[640:645], verbose=0)
print(pred, pred.sum(axis=1))
