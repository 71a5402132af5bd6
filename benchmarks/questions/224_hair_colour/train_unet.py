# question: https://github.com/TRANHV-VFA-DO-NOT-USE/MobileAILab-HairColor-iOS/issues/2
# symptom: the training goes on without an error, but the model segments poorly
# cause: images and masks come from two globs in an undefined order and are paired by index; sorted() mends it
# judged: certain
# shown: not run: needs pictures
import argparse

from keras import layers, models, optimizers

from data import count, seed_batches

parser = argparse.ArgumentParser()
parser.add_argument('--data', default='data/hair')
parser.add_argument('--size', type=int, default=192)
parser.add_argument('--epoch', type=int, default=100)
parser.add_argument('--batch', type=int, default=16)
args = parser.parse_args()


def mobile_unet(size):
    x = inputs = layers.Input((size, size, 3))
    skips = []
    for filters in (16, 32, 64):
        x = layers.SeparableConv2D(filters, 3, padding='same')(x)
        x = layers.BatchNormalization()(x)
        x = layers.ReLU(6.)(x)
        skips.append(x)
        x = layers.MaxPooling2D()(x)
    for skip in reversed(skips):
        x = layers.UpSampling2D()(x)
        x = layers.Concatenate()([x, skip])
        x = layers.SeparableConv2D(skip.shape[-1], 3, padding='same', activation='relu')(x)
    return models.Model(inputs, layers.Conv2D(1, 1, activation='sigmoid')(x))


model = mobile_unet(args.size)
model.compile(optimizer=optimizers.Adam(1e-3), loss='binary_crossentropy', metrics=['accuracy'])
model.fit(seed_batches(args.data, args.batch, args.size),
          steps_per_epoch=count(args.data) // args.batch, epochs=args.epoch)
model.save('artifacts/model.keras')
