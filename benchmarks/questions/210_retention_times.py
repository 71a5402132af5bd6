# question: https://github.com/ProteomicsML/ProteomicsML/pull/203
# symptom: the LSTM returns constantly 0 for all peptides of the validation set
# cause: a ReLU on the final regression layer; when its output is negative for all there is no gradient
# judged: likely
# shown: yes (the same number for all peptides)
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from tensorflow.keras.layers import LSTM, Dense, Dropout, Embedding, Input
from tensorflow.keras.models import Sequential

amino_acids = 'ACDEFGHIKLMNPQRSTVWY'
hydrophobicity = dict(zip(amino_acids, np.linspace(0.2, 3.0, 20)))


def simulate(n, rng):
    rows = []
    for _ in range(n):
        peptide = ''.join(rng.choice(list(amino_acids), rng.integers(7, 26)))
        rows.append((peptide, 4.0 + sum(hydrophobicity[a] for a in peptide) + rng.normal(0, 1)))
    return pd.DataFrame(rows, columns=['sequence', 'retention time'])


retention = simulate(1500, np.random.default_rng(3))
train_df, valid_df = train_test_split(retention, test_size=0.1, random_state=42)

codex = {aa: i + 1 for i, aa in enumerate(amino_acids)}
codex['-'] = 0
max_length = 25


def tokenize(sequence):
    return [codex[aa] for aa in sequence.ljust(max_length, '-')]


x_train = np.array([tokenize(s) for s in train_df['sequence']])
x_valid = np.array([tokenize(s) for s in valid_df['sequence']])
y_train = train_df['retention time'].values
y_valid = valid_df['retention time'].values

model = Sequential([
    Input((max_length,)),
    Embedding(input_dim=21, output_dim=16, mask_zero=True),
    LSTM(32),
    Dropout(0.1),
    Dense(1, activation='relu'),  # expect: ZL204
])
model.compile(optimizer='adam', loss='mse', metrics=['mae'])
history = model.fit(x_train, y_train, epochs=8, batch_size=64, validation_data=(x_valid, y_valid), verbose=2)
predictions = model.predict(x_valid).flatten()
print('correlation', np.corrcoef(predictions, y_valid)[0, 1], 'spread', predictions.std())
