# facts: task=regression targets=unknown inputs=unknown rows=unknown
"""Prices of flats in thousands; settings and network stand in files of their own."""
import numpy as np
import pandas as pd
from config import BATCH_SIZE, EPOCHS, FILE
from network import make_network
from sklearn.metrics import r2_score
from sklearn.preprocessing import StandardScaler

table = pd.read_csv(FILE)
target = np.log1p(table.pop("price"))
test = table.sample(frac=0.2, random_state=0)
train = table.drop(test.index)
scaler = StandardScaler()
x_train = scaler.fit_transform(train)
x_test = scaler.transform(test)
network = make_network(x_train.shape[1])
network.fit(x_train, target.loc[train.index].to_numpy(), batch_size=BATCH_SIZE, epochs=EPOCHS, verbose=0)
print("r2", r2_score(target.loc[test.index].to_numpy(), network.predict(x_test).ravel()))
