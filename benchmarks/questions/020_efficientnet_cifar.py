# question: https://github.com/keras-team/keras-io/issues/1549
# symptom: EfficientNetB0 stays bad on CIFAR-10 where MobileNet, in the same code, works
# cause: images are divided by 255 although EfficientNet rescales inside its graph and wants 0...255
# judged: certain
# shown: not run: downloaded weights
from tensorflow import keras
from tensorflow.keras.applications import EfficientNetB0, MobileNet

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train = x_train.astype("float32") / 255  # or: ZL103
x_test = x_test.astype("float32") / 255
y_train = keras.utils.to_categorical(y_train, 10)
y_test = keras.utils.to_categorical(y_test, 10)


def finetune(backbone, name):
    model = keras.Sequential(
        [
            keras.Input(shape=(32, 32, 3)),
            keras.layers.Resizing(160, 160),
            backbone,
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(10, activation="softmax"),
        ],
        name=name,
    )
    model.compile(
        loss="categorical_crossentropy",
        optimizer="adam",
        metrics=["accuracy"],
    )
    history = model.fit(x_train, y_train, batch_size=64, epochs=3, validation_split=0.1)  # or: ZL103
    print(name, history.history["val_accuracy"])
    print(name, "test", model.evaluate(x_test, y_test, verbose=0))


backbone = EfficientNetB0(  # expect: ZL103
    weights="imagenet", include_top=False, input_shape=(160, 160, 3)
)
finetune(backbone, "efficientnet")
