# question: https://github.com/keras-team/keras/issues/11427
# symptom: evaluate() shows a good accuracy, the confusion matrix a really bad one
# cause: the generator shuffles, so the predictions come in another order than test_generator.classes
# judged: certain
# shown: not run: needs an image folder and a saved model
from sklearn.metrics import classification_report, confusion_matrix
from tensorflow.keras.models import load_model
from tensorflow.keras.preprocessing.image import ImageDataGenerator
import numpy as np

image_size = 224
test_dir = 'DataSet_flow/test'
test_batchsize = 9

test_datagen = ImageDataGenerator(rescale=1./255)
test_generator = test_datagen.flow_from_directory(
        test_dir,
        target_size=(image_size, image_size),
        batch_size=test_batchsize,
        class_mode='categorical',
        shuffle=True)

FLOW1_model = load_model('VGG_FLOW1.h5')

#Evaluate
score = FLOW1_model.evaluate(test_generator)
print('Test loss:', score[0], 'Test accuracy:', score[1])

#Confusion Matrix and Classification Report
test_generator.reset()
Y_pred = FLOW1_model.predict(test_generator)  # or: ZL509
y_pred = np.argmax(Y_pred, axis=1)
print('Confusion Matrix')
print(confusion_matrix(test_generator.classes, y_pred))  # expect: ZL509
print('Classification Report')
target_names = ['Walk', 'Run', 'Jump', 'Fall']
print(classification_report(test_generator.classes, y_pred, target_names=target_names))  # or: ZL509
