# question: https://github.com/TannerGilbert/Tutorials/issues/1
# symptom: indices[7,0] = 400 is not in [0, 400)
# cause: the ids of books and readers start at 1, the Embedding has only as many rows as there are different ids
# judged: certain
# shown: yes (raises)
import numpy as np
import pandas as pd
from keras.layers import Dot, Embedding, Flatten, Input
from keras.models import Model
from sklearn.model_selection import train_test_split

rng = np.random.default_rng(11)
ratings = pd.DataFrame({
    'book_id': np.concatenate([np.arange(1, 401), rng.integers(1, 401, 5600)]),
    'user_id': np.concatenate([np.arange(1, 301), rng.integers(1, 301, 5700)]),
    'rating': rng.integers(1, 6, 6000),
})
n_users = len(ratings.user_id.unique())
n_books = len(ratings.book_id.unique())
train, test = train_test_split(ratings, test_size=0.2, random_state=42)

book_input = Input(shape=[1], name='Book-Input')
book_embedding = Embedding(n_books, 5, name='Book-Embedding')(book_input)  # expect: ZL418
book_vec = Flatten(name='Flatten-Books')(book_embedding)

user_input = Input(shape=[1], name='User-Input')
user_embedding = Embedding(n_users, 5, name='User-Embedding')(user_input)  # or: ZL418
user_vec = Flatten(name='Flatten-Users')(user_embedding)

prod = Dot(name='Dot-Product', axes=1)([book_vec, user_vec])
model = Model([user_input, book_input], prod)
model.compile('adam', 'mean_squared_error')
history = model.fit([train.user_id, train.book_id], train.rating, epochs=5, verbose=1)  # or: ZL418
print(model.evaluate([test.user_id, test.book_id], test.rating, verbose=0))
