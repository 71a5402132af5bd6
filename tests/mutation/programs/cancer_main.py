# facts: task=binary labels=sparse inputs=wide rows=455
"""Tumours, with a command line."""
import argparse

from sklearn.datasets import load_breast_cancer
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from tensorflow import keras


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--batch_size", type=int, default=32)
    parser.add_argument("--lr", type=float, default=0.001)
    parser.add_argument("--hidden", type=int, default=32)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--activation", default="relu")
    return parser.parse_args()


def build(args, features):
    inputs = keras.Input(shape=(features,))
    x = keras.layers.Dense(args.hidden, activation=args.activation)(inputs)
    x = keras.layers.Dropout(args.dropout)(x)
    x = keras.layers.Dense(args.hidden, activation=args.activation)(x)
    outputs = keras.layers.Dense(1, activation="sigmoid")(x)
    model = keras.Model(inputs, outputs)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=args.lr), loss="binary_crossentropy", metrics=["accuracy"]
    )
    return model


def main():
    args = parse()
    data = load_breast_cancer()
    x_train, x_test, y_train, y_test = train_test_split(data.data, data.target, test_size=0.2, random_state=0)
    scaler = StandardScaler().fit(x_train)
    x_train = scaler.transform(x_train)
    x_test = scaler.transform(x_test)
    model = build(args, x_train.shape[1])
    model.fit(x_train, y_train, epochs=args.epochs, batch_size=args.batch_size, verbose=2)
    predicted = (model.predict(x_test) > 0.5).astype("int32").flatten()
    print("accuracy", accuracy_score(y_test, predicted))


if __name__ == "__main__":
    main()
