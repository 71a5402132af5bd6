from tensorflow.keras.layers import Dense, Dropout, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import Adam


def create_model(n_features, units=(32, 16), rate=0.2, learning_rate=1e-3):
    Keras_model = Sequential()
    Keras_model.add(Input(shape=(n_features,)))
    for n in units:
        Keras_model.add(Dense(n, activation='relu', kernel_initializer='he_normal'))
        Keras_model.add(Dropout(rate))
    Keras_model.add(Dense(1, activation='sigmoid'))
    Keras_model.compile(optimizer=Adam(learning_rate=learning_rate),
                        loss='binary_crossentropy', metrics=['AUC'])
    return Keras_model
