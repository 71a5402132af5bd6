# facts: task=classes classes=10 labels=sparse inputs=plain rows=1347
"""SGD with momentum and the usual callbacks."""
from keras import callbacks, layers, models, optimizers
from sklearn.datasets import load_digits
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

digits = load_digits()
x_train, x_test, y_train, y_test = train_test_split(digits.data, digits.target, random_state=5)
scaler = StandardScaler()
x_train, x_test = scaler.fit_transform(x_train), scaler.transform(x_test)

lr = 0.01
num_epochs = 10
model = models.Sequential([
    layers.Dense(64, activation="relu", input_dim=64),
    layers.BatchNormalization(),
    layers.Dense(32, activation="relu"),
    layers.Dropout(0.25),
    layers.Dense(10, activation="softmax"),
])
sgd = optimizers.SGD(learning_rate=lr, momentum=0.9, nesterov=True)
model.compile(loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"])
watch = [
    callbacks.EarlyStopping(monitor="val_loss", patience=6, restore_best_weights=True),
    callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.5, patience=3, min_lr=1e-5),
    callbacks.ModelCheckpoint("best.keras", monitor="val_accuracy", save_best_only=True),
]
model.fit(x_train, y_train, batch_size=32, epochs=num_epochs, validation_split=0.15, callbacks=watch, verbose=0)
print("accuracy", accuracy_score(y_test, model.predict(x_test).argmax(axis=-1)))
