# facts: task=regression targets=5..50 inputs=wide rows=404
"""House prices, standardised by hand, a function that builds the model."""
from keras import layers, models
from keras.datasets import boston_housing
from sklearn.metrics import r2_score

(train_data, train_targets), (test_data, test_targets) = boston_housing.load_data()
mean = train_data.mean(axis=0)
std = train_data.std(axis=0)
train_data = (train_data - mean) / std
test_data = (test_data - mean) / std


def build_model():
    model = models.Sequential()
    model.add(layers.Dense(64, activation="relu", input_shape=(train_data.shape[1],)))
    model.add(layers.Dense(64, activation="relu"))
    model.add(layers.Dense(1))
    model.compile(optimizer="rmsprop", loss="mse", metrics=["mae"])
    return model


model = build_model()
model.fit(train_data, train_targets, epochs=40, batch_size=16, verbose=0)
print("r2", r2_score(test_targets, model.predict(test_data).flatten()))
