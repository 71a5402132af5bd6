import numpy as np

GOOD = 'great lovely superb moving funny clever fresh warm brilliant touching'.split()
BAD = 'dull awful boring weak noisy stale clumsy cold tedious flat'.split()
FILLER = 'the film story plot actor scene camera music ending dialogue was felt with and very rather quite'.split()


def load_reviews(n, seed=0):
    rng = np.random.default_rng(seed)
    texts, labels = [], []
    for _ in range(n):
        label = int(rng.integers(0, 2))
        words = list(rng.choice(FILLER, 7)) + list(rng.choice(GOOD if label else BAD, 3))
        rng.shuffle(words)
        texts.append(' '.join(words))
        labels.append(label)
    return texts, np.array(labels)
