# question: http://pullrequest.ru/13403374/prognozirovanie-tolko-odnogo-klassa
# symptom: the fine-tuned network only ever predicts one class
# cause: the last layer has one unit with softmax; sigmoid is needed for two classes
# judged: certain
# shown: not run: needs an image folder and downloaded weights
from tensorflow.keras.applications.vgg16 import VGG16, preprocess_input
from tensorflow.keras.layers import Dense, GlobalAveragePooling2D
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import Adam
from tensorflow.keras.preprocessing.image import ImageDataGenerator

base_model = VGG16(weights='imagenet', include_top=False, input_shape=(224, 224, 3))

x = base_model.output
x = GlobalAveragePooling2D()(x)
x = Dense(1024, activation='relu')(x)
x = Dense(1024, activation='relu')(x)
x = Dense(512, activation='relu')(x)
preds = Dense(1, activation='softmax')(x)  # expect: ZL203
vgg = Model(inputs=base_model.input, outputs=preds)

for i, layer in enumerate(vgg.layers):
    print(i, layer.name)
for layer in vgg.layers[:19]:
    layer.trainable = False
for layer in vgg.layers[19:]:
    layer.trainable = True

train_datagen = ImageDataGenerator(preprocessing_function=preprocess_input)
train_generator = train_datagen.flow_from_directory('xray/train',
                                                    target_size=(224, 224),
                                                    color_mode='rgb',
                                                    batch_size=32,
                                                    class_mode='binary',
                                                    shuffle=True)
valid_generator = train_datagen.flow_from_directory('xray/valid',
                                                    target_size=(224, 224),
                                                    batch_size=32,
                                                    class_mode='binary',
                                                    shuffle=False)

vgg.compile(optimizer=Adam(learning_rate=1e-4), loss='binary_crossentropy', metrics=['accuracy'])
vgg.fit(train_generator, epochs=10, validation_data=valid_generator)

guess = (vgg.predict(valid_generator) > 0.5).astype(int).ravel()
print('predicted ones:', guess.sum(), 'of', len(guess))
print('accuracy', (guess == valid_generator.classes).mean())
