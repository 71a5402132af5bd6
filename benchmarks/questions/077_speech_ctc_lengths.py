# question: https://github.com/nl8590687/ASRT_SpeechRecognition/issues/173
# symptom: CTC loss is inf, or stays at a huge value (not enough time steps for the label)
# cause: poolings divide the time axis by eight, so the output has fewer steps than the label has symbols
# judged: certain
# shown: yes (stays near 755)
import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import (Activation, Conv2D, Dense, Dropout, Input, MaxPooling2D, Reshape)
from tensorflow.keras.models import Model

AUDIO_LENGTH = 160
FEATURES = 24
MS_OUTPUT_SIZE = 30
LABEL_LENGTH = 24


class ModelSpeech():
    def __init__(self):
        self.model = self.create_model()

    def create_model(self):
        input_data = Input(name='the_input', shape=(AUDIO_LENGTH, FEATURES, 1))
        h = Conv2D(8, (3, 3), activation='relu', padding='same')(input_data)
        h = MaxPooling2D(pool_size=2)(h)
        h = Conv2D(16, (3, 3), activation='relu', padding='same')(h)
        h = MaxPooling2D(pool_size=2)(h)
        h = Dropout(0.1)(h)
        h = Conv2D(16, (3, 3), activation='relu', padding='same')(h)
        h = MaxPooling2D(pool_size=2)(h)
        h = Reshape((AUDIO_LENGTH // 8, 3 * 16))(h)  # or: ZL419
        h = Dense(32, activation='relu')(h)
        y_pred = Dense(MS_OUTPUT_SIZE)(h)
        model = Model(inputs=input_data, outputs=y_pred)
        model.compile(loss=self.ctc_lambda_func, optimizer='adam')
        return model

    def ctc_lambda_func(self, y_true, y_pred):
        batch = tf.shape(y_pred)[0]
        input_length = tf.fill([batch], AUDIO_LENGTH // 8)
        label_length = tf.fill([batch], LABEL_LENGTH)
        loss = tf.nn.ctc_loss(labels=tf.cast(y_true, tf.int32), logits=y_pred,  # expect: ZL419
                              label_length=label_length, logit_length=input_length,
                              logits_time_major=False, blank_index=MS_OUTPUT_SIZE - 1)
        return tf.reduce_mean(loss)

    def train(self, x, y, epochs):
        return self.model.fit(x, y, epochs=epochs, batch_size=8, verbose=2)  # or: ZL419


def speech(n):
    rng = np.random.default_rng(2)
    labels = rng.integers(0, MS_OUTPUT_SIZE - 1, (n, LABEL_LENGTH))
    audio = rng.normal(0, 0.2, (n, AUDIO_LENGTH, FEATURES, 1))
    return audio.astype('float32'), labels


if __name__ == '__main__':
    x, y = speech(64)
    ms = ModelSpeech()
    ms.train(x, y, epochs=2)
