# question: https://github.com/mmalekzadeh/dana/issues/1
# symptom: the loss is computed as if softmax were applied twice, asked whether this is a bug
# cause: from_logits=True while the model ends in a softmax
# judged: mild
# shown: no (Keras finds the logits behind the softmax again)
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.layers import LSTM, Conv2D, Dense, Dropout, Input, Reshape


def Ordonez2016DeepOriginal(inp_shape, out_shape):
    nb_filters = 16
    drp_out_dns = .5
    nb_dense = 32

    inp = Input(inp_shape)
    x = Conv2D(nb_filters, kernel_size=(5, 1), strides=(1, 1), padding='valid', activation='relu')(inp)
    x = Conv2D(nb_filters, kernel_size=(5, 1), strides=(1, 1), padding='valid', activation='relu')(x)
    x = Reshape((x.shape[1], x.shape[2]*x.shape[3]))(x)
    act = LSTM(nb_dense, return_sequences=True, activation='tanh', name="lstm_1")(x)
    act = Dropout(drp_out_dns, name="dot_1")(act)
    act = LSTM(nb_dense, activation='tanh', name="lstm_2")(act)
    act = Dropout(drp_out_dns, name="dot_2")(act)
    out_act = Dense(out_shape, activation='softmax', name="act_smx")(act)
    return keras.models.Model(inputs=inp, outputs=out_act)


def standard_training(model, data, batch_size, epochs):
    X_train, Y_train, X_val, Y_val = data
    lossfn = keras.losses.CategoricalCrossentropy(from_logits=True)  # expect: ZL205
    model.compile(optimizer='adam', loss=lossfn, metrics=['accuracy'])
    return model.fit(X_train, Y_train, batch_size=batch_size, epochs=epochs, verbose=2,
                     validation_data=(X_val, Y_val))


def windows(n, rng):
    label = rng.integers(0, 4, n)
    t = np.arange(40)[None, :, None, None]
    signal = np.sin(t * (label[:, None, None, None] + 1) * 0.2) + 0.2 * rng.normal(size=(n, 40, 3, 1))
    return signal.astype('float32'), tf.keras.utils.to_categorical(label, 4)


rng = np.random.default_rng(0)
X_train, Y_train = windows(600, rng)
X_val, Y_val = windows(100, rng)
model = Ordonez2016DeepOriginal((40, 3, 1), 4)
standard_training(model, (X_train, Y_train, X_val, Y_val), batch_size=32, epochs=4)
