# question: https://github.com/jessieren/DeepVirFinder/issues/12
# symptom: early stopping is conditioned on a metric that is not available (today: training stops with an error)
# cause: the metric is called val_accuracy, not val_acc
# judged: certain
# shown: yes (raises)
import optparse
import os
import random

import numpy as np
from keras import callbacks, optimizers
from keras.layers import Average, Conv1D, Dense, Dropout, GlobalMaxPooling1D, Input
from keras.models import Model

prog_base = os.path.split(__file__)[1]

parser = optparse.OptionParser()
parser.add_option("-l", "--len", action="store", type=int, dest="contigLength", default=150, help="contig Length")
parser.add_option("-n", "--filter1", type=int, dest="filter_len1", default=10)
parser.add_option("-f", "--nbfilter1", type=int, dest="nb_filter1", default=64)
parser.add_option("-d", "--dense", type=int, dest="nb_dense", default=64)
parser.add_option("-e", "--epochs", type=int, dest="epochs", default=4)
(options, args) = parser.parse_args()


def encode(seq):
    return np.eye(4, dtype='float32')[["ACGT".index(b) for b in seq]]


def contigs(n, gc):
    weights = [(1 - gc) / 2, gc / 2, gc / 2, (1 - gc) / 2]
    return ["".join(random.choices("ACGT", weights, k=options.contigLength)) for _ in range(n)]


def rc(seq):
    return seq[::-1].translate(str.maketrans("ACGT", "TGCA"))


phage, host = contigs(300, 0.42), contigs(300, 0.58)
seqs = phage + host
Y = np.array([1] * len(phage) + [0] * len(host))
X_fw = np.array([encode(s) for s in seqs])
X_bw = np.array([encode(rc(s)) for s in seqs])
index = np.random.permutation(len(Y))
X_fw, X_bw, Y = X_fw[index], X_bw[index], Y[index]

forward_input = Input(shape=(options.contigLength, 4))
reverse_input = Input(shape=(options.contigLength, 4))
hidden_layers = [
    Conv1D(filters=options.nb_filter1, kernel_size=options.filter_len1, activation='relu'),
    GlobalMaxPooling1D(),
    Dropout(0.1),
    Dense(options.nb_dense, activation='relu'),
    Dropout(0.1),
    Dense(1, activation='sigmoid'),
]


def get_output(input_layer, hidden_layers):
    output = input_layer
    for hidden_layer in hidden_layers:
        output = hidden_layer(output)
    return output


output = Average()([get_output(forward_input, hidden_layers), get_output(reverse_input, hidden_layers)])
model = Model(inputs=[forward_input, reverse_input], outputs=output)
model.compile(optimizers.Adam(learning_rate=0.001), 'binary_crossentropy', metrics=['accuracy'])

checkpointer = callbacks.ModelCheckpoint(filepath='model_siamese.keras', verbose=1, save_best_only=True)
earlystopper = callbacks.EarlyStopping(monitor='val_acc', min_delta=0.0001, patience=5, verbose=1)  # expect: ZL307
model.fit(x=[X_fw, X_bw], y=Y, batch_size=100, epochs=options.epochs, verbose=2,
          validation_split=0.1, callbacks=[checkpointer, earlystopper])  # or: ZL307
