# question: https://community.deeplearning.ai/t/loss-values-do-not-change/324182
# symptom: in most runs the loss does not change at all
# cause: ReLU on the output (and two narrow ReLU layers before) while targets of y = 2x - 1 go down to -3
# judged: certain
# established: by reading and running; no reply of the thread was seen
# shown: yes
import numpy as np
from tensorflow import keras
from tensorflow.keras import Model
from tensorflow.keras.layers import Input, Dense

x = np.array([[-1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0]])
y = np.array([[-3.0, -1.0, 1.0, 3.0, 5.0, 7.0, 9.0]])
x = np.reshape(x, (7, 1))
y = np.reshape(y, (7, 1))

for run in range(2):
    input_1 = Input(shape=(1,))
    dense_1 = Dense(4, activation='relu')(input_1)
    dense_2 = Dense(2, activation='relu')(dense_1)
    dense_3 = Dense(1, activation='relu')(dense_2)  # expect: ZL204

    model_2 = Model(inputs=input_1, outputs=dense_3)
    model_2.compile(loss=keras.losses.MeanSquaredError(),
                    optimizer=keras.optimizers.Adam(0.001))
    h = model_2.fit(x, y, epochs=120, verbose=0)
    print('run', run, 'loss', h.history['loss'][0], '->', h.history['loss'][-1])
    print(model_2.predict(x, verbose=0).ravel())

print(model_2.predict(np.array([10.0]).reshape(1, 1), verbose=0))
