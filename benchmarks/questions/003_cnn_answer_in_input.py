# question: https://stats.stackexchange.com/questions/481881/convolutional-neural-network-fails-even-when-given-answer
# symptom: every prediction is 1, even if the answer is one of the input planes
# cause: softmax over a single output unit is always 1 (and categorical cross-entropy on it gives no signal)
# judged: certain
# shown: yes
import numpy as np
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Conv2D, Flatten, Dense, Input


def make_boards(n, seed):
    rng = np.random.default_rng(seed)
    boards = rng.integers(0, 2, size=(n, 33, 11, 1)).astype('float32')
    answer = rng.integers(0, 2, size=n)
    plane = np.ones((n, 33, 11, 1), dtype='float32') * answer[:, None, None, None]
    return np.concatenate([boards, plane], axis=-1), answer.astype('float32')


def CNN(train_X, train_y, test_X, test_y):
    model = Sequential([
        Input(shape=(33, 11, 2)),
        Conv2D(30, kernel_size=3, activation="relu"),
        Conv2D(64, kernel_size=3, activation="relu"),
        Flatten(),
        Dense(1, activation='softmax'),  # expect: ZL203
    ])
    model.summary()

    model.compile(
        'adam',
        loss='categorical_crossentropy',  # or: ZL203 ZL210
        metrics=['accuracy'],
    )

    model.fit(train_X, train_y, epochs=3, batch_size=32, verbose=2)
    preds = np.round(model.predict(test_X, verbose=0), 0)
    return preds


if __name__ == '__main__':
    train_X, train_y = make_boards(2200, 1)
    test_X, test_y = make_boards(200, 2)
    out = CNN(train_X, train_y, test_X, test_y)
    print('answers  ', test_y[:20])
    print('predicted', out[:20, 0])
    print('hit rate', np.mean(out[:, 0] == test_y))
