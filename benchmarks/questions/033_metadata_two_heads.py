# question: https://github.com/keras-team/keras/issues/13926
# symptom: one of two outputs gets a negative, ever falling loss
# cause: a single sigmoid unit with binary cross-entropy for a label-encoded category that has more than two values
# judged: certain
# established: by reading and running; no reply of the thread was seen
# shown: yes
import numpy as np
import pandas as pd
from sklearn.preprocessing import LabelEncoder, StandardScaler
from tensorflow.keras.layers import Dense, Dropout, Input
from tensorflow.keras.models import Model
from tensorflow.keras.utils import to_categorical

rng = np.random.RandomState(21)
n = 1200
site = rng.choice(['brain', 'liver', 'lung', 'skin', 'heart', 'gut', 'bone'], n)
kit = rng.choice(['A', 'B'], n)
metadata = pd.DataFrame({'site': site, 'kit': kit})

le = LabelEncoder()
encoded = metadata.apply(le.fit_transform)
print(encoded.head())

genes = rng.randn(n, 40)
genes[np.arange(n), encoded['site'].values] += 3.0
genes[:, 20] += 2.0 * encoded['kit'].values
genes = StandardScaler().fit_transform(genes)

kit_target = to_categorical(encoded['kit'], num_classes=2)
site_target = encoded['site'].values

inputs = Input(shape=(40,))
shared = Dense(64, activation='relu')(inputs)
shared = Dropout(0.2)(shared)
out_kit = Dense(2, activation='softmax', name='kit')(shared)
branch = Dense(32, activation='relu')(shared)
out_site = Dense(1, activation='sigmoid', name='site')(branch)  # expect: ZL208 ZL215

model = Model(inputs=inputs, outputs=[out_kit, out_site])
model.compile(optimizer='adam',
              loss={'kit': 'categorical_crossentropy', 'site': 'binary_crossentropy'},  # or: ZL208 ZL215
              metrics={'kit': ['accuracy'], 'site': ['accuracy']})

hist = model.fit(genes, {'kit': kit_target, 'site': site_target},
                 epochs=8, batch_size=64, validation_split=0.2, verbose=0)
print('site loss', np.round(hist.history['site_loss'], 2))
print('site accuracy', np.round(hist.history['site_accuracy'], 3))
