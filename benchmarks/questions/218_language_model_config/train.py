# question: https://github.com/rajveermalviya/language-modeling/issues/3
# symptom: the loss doesn't really go down, even after many epochs
# cause: the config file sets a learning rate of 1.0 for Adam; with its default 0.001 training is much better
# judged: certain
# shown: yes (loss above that of guessing)
import numpy as np

from config import config
from model import LanguageModel

corpus = ('in the beginning there was a small house by the river and in the house there lived an old man '
          'who went to the river every day to look for his boat ') * 40


def main():
    chars = sorted(set(corpus))
    index = {c: i for i, c in enumerate(chars)}
    encoded = np.array([index[c] for c in corpus])
    n = (len(encoded) - 1) // config['seq_len']
    x = encoded[:n * config['seq_len']].reshape(n, config['seq_len'])
    y = encoded[1:n * config['seq_len'] + 1].reshape(n, config['seq_len'])
    LanguageModel(len(chars), config).build().train(x, y)


if __name__ == '__main__':
    main()
