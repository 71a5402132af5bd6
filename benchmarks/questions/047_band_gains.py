# question: https://github.com/xiph/rnnoise/issues/117
# symptom: the custom loss doesn't behave like a cross-entropy
# cause: binary_crossentropy is called with the prediction first and the target second
# judged: certain
# shown: yes
import numpy as np
import keras
from keras import ops
from keras.layers import GRU, Concatenate, Dense, Input
from keras.models import Model


def my_crossentropy(y_true, y_pred):
    weight = 2 * ops.abs(y_true - 0.5)
    return ops.mean(weight * ops.binary_crossentropy(y_pred, y_true), axis=-1)  # expect: ZL214


def gain_cost(y_true, y_pred):
    return ops.mean(ops.square(ops.sqrt(y_pred + 1e-6) - ops.sqrt(y_true + 1e-6)), axis=-1)


def recordings(n, steps=30, bands=8, seed=0):
    rng = np.random.default_rng(seed)
    voice = np.repeat(rng.integers(0, 2, (n, steps // 5)), 5, axis=1)
    speech = rng.random((n, steps, bands)) * voice[..., None]
    noise = 0.3 * rng.random((n, steps, bands))
    features = speech + noise
    gains = speech / (speech + noise)
    return features.astype('float32'), gains.astype('float32'), voice[..., None].astype('float32')


x, g, vad = recordings(300)

main_input = Input(shape=(None, 8), name='main_input')
tmp = Dense(12, activation='tanh', name='input_dense')(main_input)
vad_gru = GRU(12, return_sequences=True, name='vad_gru')(tmp)
vad_output = Dense(1, activation='sigmoid', name='vad_output')(vad_gru)
denoise = GRU(24, return_sequences=True)(Concatenate()([vad_gru, main_input]))
denoise_output = Dense(8, activation='sigmoid', name='denoise_output')(denoise)

model = Model(main_input, {'denoise_output': denoise_output, 'vad_output': vad_output})
model.compile(loss={'denoise_output': gain_cost, 'vad_output': my_crossentropy},
              optimizer='adam',
              loss_weights={'denoise_output': 10, 'vad_output': 0.5})
hist = model.fit(x, {'denoise_output': g, 'vad_output': vad}, batch_size=32, epochs=8, verbose=0)
print('vad loss', np.round(hist.history['vad_output_loss'], 4))
p = model.predict(x[:50], verbose=0)['vad_output']
print('voice', p[vad[:50] == 1].mean(), 'silence', p[vad[:50] == 0].mean())
