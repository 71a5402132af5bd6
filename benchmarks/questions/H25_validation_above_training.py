# question: https://github.com/keras-team/keras/issues/1761
# expect: silence
# (asked why validation accuracy is above training accuracy: dropout is off in validation)
# shown: yes
import numpy as np
from keras.callbacks import EarlyStopping
from keras.layers import Activation, Dense, Dropout, Input
from keras.models import Sequential
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder

digits = load_digits()
X_tr, X_va, y_tr, y_va = train_test_split(digits.data, digits.target[:, None], test_size=0.3, stratify=digits.target,
                                          random_state=1)
scale = MinMaxScaler()
encode = OneHotEncoder(sparse_output=False)
X_tr, y_tr = scale.fit_transform(X_tr), encode.fit_transform(y_tr)
X_va, y_va = scale.transform(X_va), encode.transform(y_va)

layer_sizes = [300, 200, 100]
model = Sequential()
model.add(Input(X_tr.shape[1:]))
for size in layer_sizes:
    model.add(Dense(size))
    model.add(Activation('relu'))
    model.add(Dropout(0.5))
model.add(Dense(y_tr.shape[1]))
model.add(Activation('softmax'))
model.compile('rmsprop', loss='categorical_crossentropy', metrics=['accuracy'])
history = model.fit(X_tr, y_tr, batch_size=32, epochs=25, validation_data=(X_va, y_va), verbose=0,
                    callbacks=[EarlyStopping(patience=6, restore_best_weights=True)])
for train, valid in zip(history.history['accuracy'], history.history['val_accuracy']):
    print('%.3f %.3f' % (train, valid))
print(np.mean(model.predict(X_va, verbose=0).argmax(1) == y_va.argmax(1)))
