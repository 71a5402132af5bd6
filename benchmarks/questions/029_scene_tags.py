# question: https://github.com/keras-team/keras/issues/741
# symptom: after training almost all outputs are zero, only one label ever gets weight
# cause: softmax and categorical cross-entropy on rows where several labels hold at once; sigmoid and binary cross-entropy are wanted
# judged: certain
# shown: yes
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MultiLabelBinarizer
from tensorflow.keras.layers import Activation, Dense, Dropout, Input
from tensorflow.keras.models import Sequential

TAGS = ['beach', 'mountain', 'people', 'sunset', 'urban']
rng = np.random.RandomState(11)


def scene():
    """A feature vector and the tags that hold for it."""
    tags = [t for t in TAGS if rng.rand() < 0.45] or [TAGS[rng.randint(5)]]
    x = 0.3 * rng.randn(20)
    for t in tags:
        k = TAGS.index(t)
        x[4 * k:4 * k + 4] += 1.0
    return x, tags


samples = [scene() for _ in range(1500)]
X = np.array([s[0] for s in samples])
mlb = MultiLabelBinarizer(classes=TAGS)
Y = mlb.fit_transform([s[1] for s in samples])
print('labels per row', Y.sum(axis=1).mean())

X_train, X_test, Y_train, Y_test = train_test_split(X, Y, test_size=0.2, random_state=2)

model = Sequential()
model.add(Input(shape=(20,)))
model.add(Dense(64))
model.add(Activation('relu'))
model.add(Dropout(0.25))
model.add(Dense(5))
model.add(Activation('softmax'))  # expect: ZL221

model.compile(loss='categorical_crossentropy', optimizer='adam')  # or: ZL221
model.fit(X_train, Y_train, batch_size=32, epochs=15, verbose=2)

preds = model.predict(X_test, verbose=0)
print(np.round(preds[:6], 3))
preds[preds >= 0.5] = 1
preds[preds < 0.5] = 0
print('rows right', (preds == Y_test).all(axis=1).mean(), 'tags found', preds.sum(), 'of', Y_test.sum())
print(mlb.inverse_transform(preds[:5].astype(int)))
