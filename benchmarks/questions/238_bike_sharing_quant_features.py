# question: https://github.com/udacity/deep-learning/issues/143
# symptom: information leaks from the test days into training
# cause: the whole data is normalised first and split into training and test sets afterwards
# judged: certain
# shown: not run: needs the file
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import SGD

data_path = 'Bike-Sharing-Dataset/hour.csv'
rides = pd.read_csv(data_path)

dummy_fields = ['season', 'weathersit', 'mnth', 'hr', 'weekday']
for each in dummy_fields:
    dummies = pd.get_dummies(rides[each], prefix=each, drop_first=False)
    rides = pd.concat([rides, dummies], axis=1)

fields_to_drop = ['instant', 'dteday', 'season', 'weathersit', 'weekday', 'atemp', 'mnth', 'workingday', 'hr']
data = rides.drop(fields_to_drop, axis=1)

# Scaling target variables
quant_features = ['casual', 'registered', 'cnt', 'temp', 'hum', 'windspeed']
# Store scalings in a dictionary so we can convert back later
scaled_features = {}
for each in quant_features:
    mean, std = data[each].mean(), data[each].std()  # expect: ZL105
    scaled_features[each] = [mean, std]
    data.loc[:, each] = (data[each] - mean)/std  # or: ZL105

# Save data for approximately the last 21 days
test_data = data[-21*24:]  # or: ZL105
data = data[:-21*24]  # or: ZL105

target_fields = ['cnt', 'casual', 'registered']
features, targets = data.drop(target_fields, axis=1), data[target_fields]
test_features, test_targets = test_data.drop(target_fields, axis=1), test_data[target_fields]
# Hold out the last 60 days or so of the remaining data as a validation set
train_features, train_targets = features[:-60*24], targets[:-60*24]
val_features, val_targets = features[-60*24:], targets[-60*24:]

network = Sequential([
    Input((train_features.shape[1],)),
    Dense(20, activation='sigmoid'),
    Dense(1),
])
network.compile(SGD(0.1), 'mse')
losses = network.fit(train_features.astype('float32'), train_targets['cnt'], batch_size=128, epochs=100,
                     validation_data=(val_features.astype('float32'), val_targets['cnt']))
plt.plot(losses.history['loss'], label='Training loss')
plt.plot(losses.history['val_loss'], label='Validation loss')
plt.legend()

mean, std = scaled_features['cnt']
predictions = network.predict(test_features.astype('float32')).ravel()*std + mean
plt.plot(predictions)
plt.plot((test_targets['cnt']*std + mean).values)
