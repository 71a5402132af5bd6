# question: https://github.com/godardt/planet-amazon-deforestation/pull/1
# expect: silence
# (a change to softmax and categorical cross-entropy was proposed and refused: several of the 17 labels hold at once)
# shown: yes (f2 0.98)
import numpy as np
from keras.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D
from keras.models import Sequential
from keras.optimizers import Adam
from sklearn.metrics import fbeta_score
from sklearn.model_selection import train_test_split

LABELS = ('clear haze cloudy partly_cloudy primary agriculture water road habitation cultivation bare_ground '
          'slash_burn selective_logging blooming conventional_mine artisinal_mine blow_down').split()


def tiles(n, rng):
    """Each label that holds brightens a band of its own."""
    tags = (rng.random((n, len(LABELS))) < np.linspace(0.6, 0.2, len(LABELS))).astype('uint8')
    pixels = rng.integers(0, 90, size=(n, 34, 34, 3)).astype('uint8')
    for k in range(len(LABELS)):
        pixels[tags[:, k] == 1, 2 * k:2 * k + 2] += 100
    return pixels, tags


class AmazonKerasClassifier:
    def __init__(self):
        self.classifier = Sequential()

    def add_conv_layer(self, img_size=(34, 34), img_channels=3):
        self.classifier.add(Input((*img_size, img_channels)))
        self.classifier.add(BatchNormalization())
        for filters in (16, 32):
            self.classifier.add(Conv2D(filters, (3, 3), padding='same', activation='relu'))
            self.classifier.add(MaxPooling2D(pool_size=2))
            self.classifier.add(Dropout(0.1))

    def add_flatten_layer(self):
        self.classifier.add(Flatten())

    def add_ann_layer(self, output_size):
        self.classifier.add(Dense(128, activation='relu'))
        self.classifier.add(Dropout(0.25))
        self.classifier.add(Dense(output_size, activation='sigmoid'))

    def train_model(self, x_train, y_train, learn_rate=0.001, epoch=12, batch_size=64, validation_split_size=0.2):
        self.classifier.compile(loss='binary_crossentropy', metrics=['binary_accuracy'],
                                optimizer=Adam(learning_rate=learn_rate))
        X_train, X_valid, y_train, y_valid = train_test_split(x_train, y_train, test_size=validation_split_size)
        self.classifier.fit(X_train, y_train, batch_size=batch_size, epochs=epoch, verbose=2,
                            validation_data=(X_valid, y_valid))
        p_valid = self.classifier.predict(X_valid, verbose=0)
        return fbeta_score(y_valid, np.array(p_valid) > 0.2, beta=2, average='samples')


x_train, y_train = tiles(1500, np.random.default_rng(1))
x_train = np.array(x_train, np.float16) / 255.
classifier = AmazonKerasClassifier()
classifier.add_conv_layer()
classifier.add_flatten_layer()
classifier.add_ann_layer(len(y_train[0]))
print('f2', classifier.train_model(x_train, y_train))
