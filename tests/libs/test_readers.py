"""What readers of data give: generators of images, folders, pipes, known sets, pictures, token ids."""

from __future__ import annotations

import pytest
from libs.run import Ran, describe, run
from libs.training import called, cases

from zerolint.interp.values import Value
from zerolint.libs.arrays import Array, as_array
from zerolint.libs.pipes import Pipe
from zerolint.program.fact import Given

HEADER = """
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.preprocessing.image import ImageDataGenerator
(x, y), (x_test, y_test) = keras.datasets.cifar10.load_data()
"""


def element(ran: Ran, name: str) -> list[str]:
    """The parts of a pipe's element, or of an array, in one line each."""
    value = ran.value(name)
    m = ran.machine
    value = value.element if isinstance(value, Pipe) else value
    parts: tuple[Value, ...] = (value,) if as_array(m, value) is not None else m.iterate(value).items
    arrays = [as_array(m, part) for part in parts]
    return [describe(one.data(m)) if isinstance(one, Array) else "?" for one in arrays]


GENERATORS = """
# raw
r = ImageDataGenerator(horizontal_flip=True).flow(x, y, batch_size=20)
#> (None,32,32,3) float32 =[0,255] mean 120.7 std 64.2 image raw
#> (None,1) uint8 =[0,9] mean 4.5 std 2.872 classes 10 raw

# only images
r = ImageDataGenerator(rescale=1 / 255).flow(x)
#> (None,32,32,3) float32 =[0,1] mean 0.4733 std 0.2518 image unit

# standardised
g = ImageDataGenerator(featurewise_center=True, featurewise_std_normalization=True)
g.fit(x)
r = g.flow(x)
#> (None,32,32,3) float32 mean 0 std 1 image standard

# not fitted: Keras warns and leaves the pixels as they are
r = ImageDataGenerator(featurewise_center=True, featurewise_std_normalization=True).flow(x)
#> (None,32,32,3) float32 image opaque

# whitened by nothing
r = ImageDataGenerator(zca_whitening=True).flow(x)
#> (None,32,32,3) float32 image opaque

# only centred
r = ImageDataGenerator(featurewise_center=True).flow(x)
#> (None,32,32,3) float32 image opaque

# a function of one image
def halve(image):
    return image / 127.5 - 1
r = ImageDataGenerator(preprocessing_function=halve).flow(x)
#> (None,32,32,3) float32 =[-1,1] mean -0.05333 std 0.5035 image symmetric

# a function that nobody knows
import elsewhere
r = ImageDataGenerator(preprocessing_function=elsewhere.f).flow(x)
#> (None,32,32,3) float32 image opaque

# an unknown factor
import elsewhere
r = ImageDataGenerator(rescale=elsewhere.f).flow(x)
#> (None,32,32,3) float32 image opaque

# a folder
r = ImageDataGenerator().flow_from_directory("data/train", (150, 100), class_mode="binary")
#> (None,150,100,3) float32 =[0,255] image raw
#> (None,) float32 =[0,1] classes 2 raw

# a folder of one-hot labels
r = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory("t", color_mode="grayscale", classes=["a", "b", "c"])
#> (None,256,256,1) float32 =[0,1] image unit
#> (None,3) float32 =[0,1] one_hot 3 raw

# a folder of numbered labels
r = ImageDataGenerator().flow_from_directory("t", target_size=(8, 8), class_mode="sparse")
#> (None,8,8,3) float32 =[0,255] image raw
#> (None,) int32 [0,] classes raw

# no labels
r = ImageDataGenerator().flow_from_directory("t", target_size=(8, 8), class_mode=None)
#> (None,8,8,3) float32 =[0,255] image raw

# to reproduce images
r = ImageDataGenerator().flow_from_directory("t", target_size=(8, 8), class_mode="input")
#> (None,8,8,3) float32 =[0,255] image raw
#> (None,8,8,3) float32 =[0,255] image raw

# a frame
r = ImageDataGenerator().flow_from_dataframe(elsewhere, "t", x_col="f", y_col="v", class_mode="raw", target_size=(8, 9))
#> (None,8,9,3) float32 =[0,255] image raw
#> ? ?
"""

FOLDERS = """
# numbered labels
r = keras.utils.image_dataset_from_directory("pets", image_size=(64, 65))
#> (None,64,65,3) float32 =[0,255] image raw
#> (None,) int32 [0,] classes raw

# by its older name
r = keras.preprocessing.image_dataset_from_directory("pets", label_mode="binary", color_mode="rgba")
#> (None,256,256,4) float32 =[0,255] image raw
#> (None,1) float32 =[0,1] classes 2 raw

# both parts
first, r = keras.utils.image_dataset_from_directory("pets", label_mode="categorical", subset="both")
#> (None,256,256,3) float32 =[0,255] image raw
#> (None,None) float32 =[0,1] one_hot raw

# single images
r = keras.utils.image_dataset_from_directory("pets", batch_size=None, class_names=["a", "b"])
#> (256,256,3) float32 =[0,255] image raw
#> () int32 =[0,1] classes 2 raw

# no labels
r = keras.utils.image_dataset_from_directory("pets", labels=None)
#> (None,256,256,3) float32 =[0,255] image raw

# texts
r = keras.utils.text_dataset_from_directory("reviews", label_mode=None)
#> (None,) str text

# scaled by a layer
layer = keras.layers.Rescaling(1.0 / 255)
r = keras.utils.image_dataset_from_directory("pets").map(lambda images, labels: (layer(images), labels))
#> (None,256,256,3) float32 =[0,1] image unit
#> (None,) int32 [0,] classes raw

# scaled by a model whose further layers a switch decides
model = keras.Sequential([keras.layers.Rescaling(1.0 / 255)])
if elsewhere:
    model.add(keras.layers.RandomFlip())
r = keras.utils.image_dataset_from_directory("pets").map(lambda images, labels: (model(images), labels))
#> (None,256,256,3) float32 =[0,1] image unit
#> (None,) int32 [0,] classes raw
"""


PICTURES = """
# decoded
r = tf.image.decode_jpeg(tf.io.read_file("a.jpg"), channels=3)
#> (None,None,3) uint8 =[0,255] image raw

# decoded and scaled
r = tf.image.resize(tf.image.convert_image_dtype(tf.io.decode_png(open("a").read()), tf.float32), [64, 32])
#> (64,32,None) float32 =[0,1] image unit

# decoded as floats
r = tf.io.decode_image(tf.io.read_file("a.jpg"), dtype=tf.float32)
#> (None,None,None) float32 =[0,1] image unit

# loaded
r = keras.utils.img_to_array(keras.utils.load_img("a.png", target_size=(20, 30)))
#> (20,30,3) float32 =[0,255] image raw

# many loaded
import os
from keras.preprocessing.image import img_to_array, load_img
pictures = []
for name in os.listdir("data"):
    pictures.append(img_to_array(load_img(name, target_size=(9, 9))))
r = np.array(pictures)
#> (None,9,9,3) float32 =[0,255] image raw

# scaled
r = keras.utils.img_to_array(keras.utils.load_img("a.png", color_mode="grayscale", target_size=(20, 30))) / 255
#> (20,30,1) float32 =[0,1] image unit

# OpenCV
import cv2
r = cv2.resize(cv2.cvtColor(cv2.imread("a.png"), cv2.COLOR_BGR2GRAY), (20, 30))
#> (30,20) uint8 =[0,255] image raw

# OpenCV as it is
import cv2
r = cv2.imread("a.png", cv2.IMREAD_UNCHANGED)
#> ? ? image

# PIL
from PIL import Image
r = np.asarray(Image.open("a.png").convert("RGB").resize((20, 30)))
#> (30,20,3) uint8 =[0,255] image raw

# a name that says nothing
import matplotlib.pyplot as plt
r = plt.imread(elsewhere)
#> ? ? image opaque

# PNG
import matplotlib.pyplot as plt
r = plt.imread("a.png")
#> ? float32 =[0,1] image unit

# prepared for a backbone
r = keras.applications.mobilenet_v2.preprocess_input(x)
#> (50000,32,32,3) float32 =[-1,1] image symmetric

# which prepares them itself
r = keras.applications.efficientnet.preprocess_input(x_test)
#> (10000,32,32,3) uint8 =[0,255] image raw
"""

FUNCTIONS = """
# cast and divided
r = tf.cast(x, tf.float32) / 255.0
#> (50000,32,32,3) float32 =[0,1] mean 0.4733 std 0.2518 image unit

# one-hot
r = tf.one_hot(tf.squeeze(y, axis=1), 10)
#> (50000,10) float32 =[0,1] one_hot 10 raw

# reduced
r = tf.reduce_max(tf.constant([[1.0, 5.0], [2.0, 3.0]]), axis=1, keepdims=True)
#> (2,1) float32 [1,5] continuous raw

# joined
r = tf.concat([x, x_test], axis=0)
#> (60000,32,32,3) uint8 =[0,255] image raw

# stacked
r = tf.stack([x_test, x_test])
#> (2,10000,32,32,3) uint8 =[0,255] image raw

# squashed
r = tf.nn.softmax(tf.zeros((5, 3)))
#> (5,3) float32 [0,1] continuous unit

# drawn
r = tf.random.uniform((5, 3), maxval=2)
#> (5,3) float32 =[0,2] mean 1 std 0.5774 continuous raw random

# drawn labels
r = tf.random.uniform([7], 0, 4, dtype=tf.int64)
#> (7,) int32 =[0,3] mean 1.5 std 1.118 classes 4 raw random

# normally distributed
r = tf.random.normal(shape=(5, 3), stddev=2.0)
#> (5,3) float32 mean 0 std 2 continuous raw random

# by a generator
r = tf.random.Generator.from_seed(1).uniform((5, 3), maxval=2)
#> (5,3) float32 =[0,2] mean 1 std 0.5774 continuous raw random
"""

DATASETS = """
# of dictionaries
r = tf.data.Dataset.from_tensor_slices(({"a": x}, y)).map(lambda features, label: (features["a"] / 255, label))
#> (32,32,3) float64 =[0,1] mean 0.4733 std 0.2518 image unit
#> (1,) uint8 =[0,9] mean 4.5 std 2.872 classes 10 raw

# columns of a frame
f = pd.DataFrame({"u": [1.5, 2.5], "v": [0, 1]})
r = tf.data.Dataset.from_tensor_slices((dict(f), f.pop("v"))).map(lambda features, label: (features["u"], label))
#> () float64 =[1.5,2.5] mean 2 std 0.5 continuous raw
#> () int64 =[0,1] mean 0.5 std 0.5 classes 2 raw

# rows of a file
d = tf.data.experimental.CsvDataset("higgs.csv", [float()] * 3 + [int()]).batch(8)
r = d.map(lambda *row: (tf.stack(row[:3], 1), row[3])).unbatch()
#> (3,) float32 raw
#> () int32 raw

# rows that are decoded
lines = open("some.csv").read().split()
r = tf.io.decode_csv(["1,a", "2,b"], [[0.0], [""]])
#> (2,) float32 raw
#> (2,) str raw

# columns of a table's text
d = np.loadtxt("some.csv", delimiter=",")
r = (d[:, 0:8], d[:, 8])
#> (None,None) ? raw
#> (None,) ? raw

# records
d = tf.data.TFRecordDataset("train.tfrecord")
f = {"a": tf.io.FixedLenFeature([6], tf.float32), "b": tf.io.FixedLenFeature((), dtype="int64")}
r = d.map(lambda e: tf.io.parse_single_example(e, f)).map(lambda e: (e["a"], e["b"])).batch(4)
#> (None,6) float32 raw
#> (None,) int64 raw

# records, a batch of them at a time
d = tf.data.TFRecordDataset("train.tfrecord").batch(4)
f = {"a": tf.io.FixedLenFeature(6, tf.float32), "b": tf.io.FixedLenFeature([], tf.int64)}
r = d.map(lambda e: tf.io.parse_example(e, f)).map(lambda e: (e["a"], e["b"]))
#> (None,6) float32 raw
#> (None,) int64 raw

# sounds
r = keras.utils.audio_dataset_from_directory("speech", output_sequence_length=1000)
#> (None,1000,None) float32 [-1,1] continuous raw
#> (None,) int32 [0,] classes raw

# of several sets in turn
a = tf.data.Dataset.from_tensor_slices((x, y))
b = tf.data.Dataset.from_tensor_slices((x / 2, y)).map(lambda i, l: (tf.cast(i, "uint8"), l))
r = tf.data.Dataset.sample_from_datasets([a, b], weights=[0.5, 0.5]).batch(10)
#> (None,32,32,3) uint8 =[0,255] image raw
#> (None,1) uint8 =[0,9] mean 4.5 std 2.872 classes 10 raw

# columns that nobody names
f = pd.read_csv("some.csv")
r = tf.data.Dataset.from_tensor_slices((dict(f), f["y"])).map(lambda features, label: (features["u"], label)).batch(2)
#> (None,) ? raw
#> (None,) ? raw

# a file of columns
r = tf.data.experimental.make_csv_dataset("pima-indians-diabetes.csv", 5, label_name="Outcome", num_epochs=1)
r = r.map(lambda features, label: (features["Glucose"], label))
#> (None,) float64 =[0,199] mean 120.9 std 31.95 continuous raw
#> (None,) int64 =[0,1] mean 0.349 std 0.4766 classes 2 raw

# some columns of any file, for ever
r = tf.data.experimental.make_csv_dataset("some.csv", 5, label_name="y", select_columns=["u", "y"])
r = r.map(lambda features, label: (features["u"], label))
#> (5,) ? raw
#> (5,) ? raw

# side by side
a = tf.data.Dataset.from_tensor_slices(x)
r = tf.data.Dataset.zip((a, tf.data.Dataset.from_tensor_slices(y))).batch(8).shuffle(10).repeat().cache().prefetch(1)
#> (None,32,32,3) uint8 =[0,255] mean 120.7 std 64.2 image raw
#> (None,1) uint8 =[0,9] mean 4.5 std 2.872 classes 10 raw

# one after the other
a = tf.data.Dataset.from_tensor_slices(x)
r = a.concatenate(tf.data.Dataset.from_tensor_slices(x_test).map(lambda i: tf.cast(i, tf.float32) / 255.0))
#> (32,32,3) ? =[0,255] image opaque

# yielded
def images():
    for i in range(10):
        yield x[i] / 255, y[i]
r = tf.data.Dataset.from_generator(images, output_types=(tf.float32, tf.int32)).batch(8)
#> (None,32,32,3) float64 =[0,1] mean 0.4733 std 0.2518 image unit
#> (None,1) uint8 [0,9] classes 10 raw

# from files
def load(path):
    return tf.image.resize(tf.io.decode_jpeg(tf.io.read_file(path), channels=3), (64, 64))
r = tf.data.Dataset.list_files("t/*.jpg").map(load, num_parallel_calls=4).batch(8)
#> (None,64,64,3) float32 =[0,255] image raw

# numbered
for i, r in tf.data.Dataset.from_tensor_slices(y_test).enumerate():
    pass
#> (1,) int64 =[0,9] mean 4.5 std 2.872 classes 10 raw
"""


SETS = """
# a pair
import tensorflow_datasets as tfds
(r, _), told = tfds.load("mnist", split=["train", "test"], as_supervised=True, with_info=True)
#> (28,28,1) uint8 =[0,255] image raw
#> () int64 =[0,9] classes 10 raw

# all splits
import tensorflow_datasets as tfds
r = tfds.load(name="cats_vs_dogs", as_supervised=True)["train"]
#> (None,None,3) uint8 =[0,255] image raw
#> () int64 =[0,1] classes 2 raw

# a dictionary
import tensorflow_datasets as tfds
r = tfds.load("fashion_mnist", split=tfds.Split.TEST).map(lambda row: (tf.cast(row["image"], tf.float32) / 255.0))
#> (28,28,1) float32 =[0,1] image unit

# whole arrays
import tensorflow_datasets as tfds
r = tfds.as_numpy(tfds.load("horses_or_humans", split="test", batch_size=-1, as_supervised=True))
#> (None,300,300,3) uint8 =[0,255] image raw
#> (None,) int64 =[0,1] classes 2 raw

# one that nobody knows
import tensorflow_datasets as tfds
r = tfds.load("my_own", split="train", as_supervised=True)
#> ? ?
#> ? ?

# by its builder
import tensorflow_datasets as tfds
builder = tfds.builder("cifar10")
builder.download_and_prepare()
r = builder.as_dataset(split="train", as_supervised=True).batch(32)
#> (None,32,32,3) uint8 =[0,255] image raw
#> (None,) int64 =[0,9] classes 10 raw
"""


TOKENS = """
# reviews
from tensorflow.keras.preprocessing.sequence import pad_sequences
(a, b), _ = keras.datasets.imdb.load_data(num_words=10000)
r = pad_sequences(a, maxlen=200, padding="post")
#> (25000,200) int32 [0,9999] tokens raw

# texts
from tensorflow.keras.preprocessing.text import Tokenizer
tokenizer = Tokenizer(num_words=50)
tokenizer.fit_on_texts(["one", "two"])
r = keras.utils.pad_sequences(sequences=tokenizer.texts_to_sequences(["one", "two"]), maxlen=5)
#> (2,5) int32 [0,49] tokens raw

# lists of several lengths
r = keras.utils.pad_sequences([[3, 1], [2], [5, 4, 9]], maxlen=4)
#> (3,4) int32 [0,9] raw

# a matrix
from tensorflow.keras.preprocessing.text import Tokenizer
r = Tokenizer(50).texts_to_matrix(["one", "two"])
#> (2,50) float64 =[0,1] unit

# hashed
from tensorflow.keras.preprocessing.text import one_hot
r = keras.utils.pad_sequences([one_hot(text, 30) for text in elsewhere], maxlen=4)
#> (None,4) int32 [0,29] tokens raw
"""


SERIES = """
# a wave far from 0 is scaled no more
r = 60 + 10 * np.sin(np.arange(100) * 0.3)
#> (100,) float64 =[50,70] continuous raw

# windows
series = np.random.rand(100).astype("float32")
windows = tf.data.Dataset.from_tensor_slices(series).window(5, shift=1, drop_remainder=True)
r = windows.flat_map(lambda w: w.batch(5)).map(lambda w: (w[:-1], w[-1])).batch(32)
#> (None,None) float32 =[0,1] mean 0.5 std 0.2887 continuous raw random
#> (None,) float32 [0,1] continuous raw random

# by Keras
from keras.preprocessing.sequence import TimeseriesGenerator
series = np.random.rand(100, 3) * 40
r = TimeseriesGenerator(series, series[:, 0], length=10, batch_size=8)
#> (None,10,3) float64 =[0,40] mean 20 std 11.55 continuous raw random
#> (None,) float64 =[0,40] mean 20 std 11.55 continuous raw random

# as a data set
series = np.random.rand(100, 3) * 40
r = keras.utils.timeseries_dataset_from_array(series, None, 10, sequence_stride=2)
#> (None,None,3) float64 =[0,40] mean 20 std 11.55 continuous raw random

# normalised
r = keras.utils.normalize(x, axis=1)
#> (50000,32,32,3) float64 [0,1] image normalised

# unknown functions change nothing in place
tf.debugging.check_numerics(x_test, "no")
r = tf.function(lambda i: i / 255)(x_test)
#> (10000,32,32,3) float64 =[0,1] image unit
"""
READERS = (GENERATORS, FOLDERS, PICTURES, FUNCTIONS, DATASETS, SETS, TOKENS, SERIES)


@pytest.mark.parametrize(("script", "expected"), cases("".join(READERS)))
def test_elements(script: str, expected: list[str]) -> None:
    assert element(run(HEADER + script), "r") == expected


@pytest.mark.parametrize(
    ("how", "expected"),
    {
        "flow(x, y)": (1563, 50000, 32),
        "flow(x, y, batch_size=100)": (500, 50000, 100),
        "flow(x, y, 100, subset='validation')": (100, 10000, 100),
        "flow(x, y, 100, subset='training')": (400, 40000, 100),
        "flow_from_directory('t', batch_size=20)": (None, None, 20),
    }.items(),
)
def test_sizes(how: str, expected: tuple[int | None, ...]) -> None:
    pipe = run(HEADER + f"r = ImageDataGenerator(validation_split=0.2).{how}").value("r")
    assert isinstance(pipe, Pipe)
    assert (pipe.stream.count, pipe.stream.samples, pipe.stream.batch_size) == expected


@pytest.mark.parametrize(
    ("how", "expected"),
    {
        ".batch(100)": (500, 50000),
        ".batch(64, drop_remainder=True)": (781, 50000),
        ".take(10)": (10, None),
        ".skip(10)": (49990, None),
        ".concatenate(a)": (100000, 100000),
        ".shard(2, 0)": (None, None),
        ".map(lambda i: i / 255).shuffle(5)": (50000, 50000),
    }.items(),
)
def test_counts(how: str, expected: tuple[int | None, ...]) -> None:
    pipe = run(HEADER + f"a = tf.data.Dataset.from_tensor_slices(x)\nr = a{how}").value("r")
    assert isinstance(pipe, Pipe)
    assert (pipe.stream.count, pipe.stream.samples) == expected


@pytest.mark.parametrize(
    ("split", "expected"),
    {"train": 60000, "train[:80%]": 48000, "train[10000:]": 50000, "train+test": 70000, "test[-10%:]": 1000}.items(),
)
def test_sizes_of_splits(split: str, expected: int) -> None:
    pipe = run(f"import tensorflow_datasets as tfds\nr = tfds.load('mnist', split='{split}')").value("r")
    assert isinstance(pipe, Pipe)
    assert pipe.stream.count == expected


@pytest.mark.parametrize(
    ("split", "expected"),
    {
        "TRAIN.subsplit(weighted=(80, 20))": [48000, 12000],
        "TEST.subsplit(k=4)": [2500] * 4,
        "TRAIN.subsplit(k=3)": [None] * 3,
        "ALL.subsplit([8, 1, 1])": [None] * 3,
    }.items(),
)
def test_parts_of_splits(split: str, expected: list[int | None]) -> None:
    ran = run(f"import tensorflow_datasets as tfds\nr = tfds.load('mnist', split=tfds.Split.{split})")
    pipes = ran.machine.iterate(ran.value("r")).items
    assert [pipe.stream.count for pipe in pipes if isinstance(pipe, Pipe)] == expected


def test_what_is_told_of_a_set() -> None:
    ran = run(
        "import tensorflow_datasets as tfds\n_, told = tfds.load('mnist', with_info=True)\n"
        "a = told.features['label'].num_classes\nb = told.splits['train'].num_examples"
    )
    assert (ran.plain("a"), ran.plain("b")) == (10, 60000)


def test_names_of_the_classes_of_a_set() -> None:
    script = "_, told = tfds.load('food101', with_info=True)\nr = len(told.features['label'].names)"
    ran = run(f"import tensorflow_datasets as tfds\n{script}")
    assert (ran.plain("r"), ran.value("r").by_convention(ran.machine)) == (101, False)


PATHS = """
import os, pathlib
generator = ImageDataGenerator()
def folder(path, **how):
    return keras.utils.image_dataset_from_directory(path, **how)
"""
FLOWERS = 'keras.utils.get_file("flower_photos.tgz", origin="https://example.org/flower_photos.tgz", extract=True)'
CLASSES = {
    "len(folder('pets', class_names=['a', 'b', 'c']).class_names)": (3, False),
    "generator.flow_from_directory('t', classes=['a', 'b']).num_classes": (2, False),
    "len(generator.flow_from_directory('t', classes=['a', 'b']).class_indices)": (2, False),
    "generator.flow_from_directory('t', classes=['a', 'b']).class_indices['b']": (1, False),
    "generator.flow_from_directory('10_food_classes_10_percent/train/').num_classes": (10, True),
    "generator.flow_from_directory('/tmp/rps').num_classes + 1": (4, True),
    "len(generator.flow_from_directory('/tmp/rps').class_indices.keys())": (3, True),
    "len(folder('10_food_classes_10_percent/train/').class_names)": (10, True),
    "len(np.array(folder('data/pizza_steak/test').class_names))": (2, True),
    "len(tuple(folder('pizza_steak/test').class_names))": (2, True),
    "len(sorted(folder('pizza_steak/test').class_names))": (2, True),
    "len(list(folder('pizza_steak/test').class_names))": (2, True),
    "np.array(folder('pizza_steak/test').class_names).shape[0]": (2, True),
    "len(folder(os.path.join(elsewhere, 'cats_and_dogs_filtered', 'train')).class_names)": (2, True),
    "len(folder(f'{elsewhere}/chest_xray/val').class_names)": (2, True),
    "len(folder(elsewhere + '/PetImages').class_names)": (2, True),
    f"len(folder({FLOWERS}).class_names)": (5, True),
    f"len(folder(pathlib.Path({FLOWERS}).with_suffix('')).class_names)": (5, True),
    "len(folder(pathlib.Path('a') / 'flower_photos', subset='both', validation_split=0.2)[0].class_names)": (5, True),
    "len(keras.utils.audio_dataset_from_directory('mini_speech_commands').class_names)": (8, True),
    "len(keras.utils.text_dataset_from_directory('aclImdb/train').class_names)": (2, True),
    "len(os.listdir('flower_photos'))": (5, True),
    "len(sorted(os.listdir(os.path.join(elsewhere, 'pizza_steak', 'train'))))": (2, True),
    "len(set(generator.flow_from_directory('/tmp/rps').classes))": (3, True),
    "max(generator.flow_from_directory('/tmp/rps').labels) + 1": (3, True),
    "np.max(generator.flow_from_directory('/tmp/rps').labels) + 1": (3, True),
    "generator.flow_from_directory('/tmp/rps').labels.max().item()": (2, True),
    # near misses
    "len((names := os.listdir('flower_photos'), names.remove('LICENSE.txt'))[0])": ("unknown", False),
    "len(os.listdir('pets'))": ("unknown", False),
    "len(os.listdir('flower_photos/tulips'))": ("unknown", False),
    "len(folder('pets').class_names)": ("unknown", False),
    "len(folder(elsewhere).class_names)": ("unknown", False),
    "len(folder('10_food_classes_10_percent').class_names)": ("unknown", False),
    "len(folder('10_food_classes_10_percent/train/pizza').class_names)": ("unknown", False),
    "len(folder('flower_photos/roses').class_names)": ("unknown", False),
    "len(folder('pizza_steak/test', class_names=elsewhere).class_names)": ("unknown", False),
    "len(folder('pizza_steak/test').cache().class_names)": ("unknown", False),
    "len(folder('pizza_steak/test', labels=[0, 1]).class_names)": ("unknown", False),
    "generator.flow_from_dataframe(elsewhere, 'pizza_steak/test').num_classes": ("unknown", False),
    "generator.flow(x, y).num_classes": ("unknown", False),
}


@pytest.mark.parametrize(("written", "expected"), CLASSES.items())
def test_numbers_of_classes(written: str, expected: tuple[int | str, bool]) -> None:
    ran = run(f"{HEADER}{PATHS}elsewhere = input()\nr = {written}")
    assert (ran.plain("r"), ran.value("r").by_convention(ran.machine)) == expected


def test_labels_of_a_well_known_folder() -> None:
    script = "r = keras.utils.image_dataset_from_directory('pizza_steak/train', label_mode='categorical')"
    assert element(run(HEADER + script), "r")[1] == "(None,2) float32 =[0,1] one_hot 2 raw"
    (found,) = called(f"{PATHS.replace('generator', '_ = 0 #')}model = keras.Sequential([layers.Dense(3)])\n"
                      "model.compile('adam', 'categorical_crossentropy')\n"
                      "model.fit(folder('pizza_steak/train', label_mode='categorical'))")  # fmt: skip
    assert (found.tasks[0].classes, found.tasks[0].firm) == (2, False)


def test_units_by_convention() -> None:
    data = "data = keras.utils.image_dataset_from_directory('flower_photos')\n"
    network = "model = keras.Sequential([layers.Flatten(), layers.Dense(len(data.class_names))])\n"
    (found,) = called(f"{data}{network}model.compile('adam', 'mse')\nmodel.fit(data)")
    units = found.network.heads[0].units
    assert (units.get(), units.given, units.known) == (5, Given.CONVENTION, True)


FED = """
# a generator
def batches():
    while True:
        yield images[:32] / 255, np.zeros((32, 1))
model.fit(batches(), steps_per_epoch=10, epochs=2)
#> (32,96,96,3) float64 [0,1] unit

# a sequence
class Batches(keras.utils.Sequence):
    def __init__(self, pixels):
        super().__init__()
        self.pixels = pixels
    def __len__(self):
        return 2
    def __getitem__(self, i):
        return self.pixels[i * 32:(i + 1) * 32], np.zeros((32, 1))
model.fit(Batches(images), epochs=2)
#> (None,96,96,3) uint8 =[0,255] mean 127.5 std 73.9 raw random

# two iterators side by side
from keras.preprocessing.image import ImageDataGenerator
flow = ImageDataGenerator(rescale=1 / 255).flow(images, batch_size=16)
masks = ImageDataGenerator().flow(images, batch_size=16)
model.fit_generator(zip(flow, masks), steps_per_epoch=4)
#> (None,96,96,3) float32 =[0,1] mean 0.5 std 0.2898 unit random

# an iterator of the project around a generator
from keras.preprocessing.image import ImageDataGenerator
class Safe:
    def __init__(self, it):
        self.it = it
    def __iter__(self):
        return self
    def next(self):
        return self.it.next()
model.fit_generator(Safe(ImageDataGenerator().flow(images, np.zeros(64), batch_size=16)), steps_per_epoch=4)
#> (None,96,96,3) float32 =[0,255] mean 127.5 std 73.9 raw random

# what an object iterates over
class Batches:
    def __iter__(self):
        for i in range(2):
            yield images[:32] / 255, np.zeros((32, 1))
model.fit(Batches(), epochs=2)
#> (32,96,96,3) float64 [0,1] unit

# columns by name
f = pd.read_csv("some.csv")
model.fit(dict(f[["u", "v"]]), f["y"], epochs=2)
#> (None,) ? raw
#> (None,) ? raw

# columns of unknown number
f = pd.read_csv("some.csv")
model.fit({name: column.to_numpy() for name, column in f.items()}, f["y"], epochs=2)
#> ? ? raw

# pictures of several folders in one list
import os
import cv2
found = []
for name in ["cats", "dogs"]:
    for file in os.listdir(name):
        found.append(cv2.resize(cv2.imread(os.path.join(name, file)), (64, 64)))
model.fit(np.array(found), np.zeros((9, 1)), epochs=2)
#> (None,64,64,3) uint8 =[0,255] image raw

# pictures and labels of several folders in pairs
import os
import cv2
pairs = []
for name in ["cats", "dogs"]:
    for file in os.listdir(name):
        try:
            pairs.append([cv2.resize(cv2.imread(os.path.join(name, file), 0), (50, 50)), 1])
        except Exception:
            pass
found = []
for pixels, label in pairs:
    found.append(pixels)
model.fit(np.array(found).reshape(-1, 50, 50, 1), np.zeros((9, 1)), epochs=2)
#> (None,50,50,1) uint8 =[0,255] image raw

# of different arrays in a list what they agree on
found = []
for i in range(99):
    found.append(images[0] / 255)
    found.append(images[1] - 1.0)
model.fit(np.array(found), np.zeros((9, 1)), epochs=2)
#> (198,96,96,3) float64 [-1,254] opaque

# something unknown
import elsewhere
model.fit(elsewhere.batches(), epochs=2)
#> ? ?
"""
UNKNOWN = ["model.fit(elsewhere.batches(), epochs=2)", "model.fit(tf.data.TFRecordDataset('a').map(elsewhere.parse))"]


@pytest.mark.parametrize(("script", "expected"), cases(FED))
def test_what_fit_is_fed_with(script: str, expected: list[str]) -> None:
    model = "model = keras.Sequential([layers.Flatten(), layers.Dense(1)])\nmodel.compile('adam', 'mse')\n"
    (found,) = called(model + script)
    assert [describe(data) for data in found.inputs] == expected


@pytest.mark.parametrize("fit", UNKNOWN)
def test_unknown_elements_hold_inputs_and_targets(fit: str) -> None:
    (found,) = called(
        f"import elsewhere\nmodel = keras.Sequential([layers.Dense(1)])\nmodel.compile(loss='mse')\n{fit}"
    )
    assert [describe(data) for data in (*found.inputs, *found.targets)] == ["? ?", "? ?"]
    assert {data.source.name for data in found.targets if data.source} == ({"a"} if "TFRecord" in fit else set())


def test_a_list_of_rows_has_its_source() -> None:
    gather = (
        "f = pd.read_csv('a.csv')\nt = []\nfor i in range(len(f)):\n"
        "    if f.iloc[i]['k'] > 2:\n        t.append(f.iloc[i].values.tolist())\n"
    )
    (found,) = called(
        f"{gather}model = keras.Sequential([layers.Dense(1)])\nmodel.compile('adam', 'mse')\nmodel.fit(t, t)"
    )
    assert [data.source and data.source.name for data in (*found.inputs, *found.targets)] == ["a.csv", "a.csv"]


def test_inputs_alone() -> None:
    (found,) = called("model = keras.Sequential([layers.Dense(1)])\nmodel.compile('adam')\nmodel.fit(x)")
    assert (len(found.inputs), found.targets) == (1, ())


def test_a_subclassed_model_called_on_a_batch_predicts() -> None:
    script = """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = layers.Dense(1)
    def call(self, x):
        return self.out(x)
net, optimizer = Net(), keras.optimizers.Adam(0.5)
for a, b in tf.data.Dataset.from_tensor_slices((x, y)).batch(32):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.MeanSquaredError()(b, net(a)))
    optimizer.apply_gradients(zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables))
"""
    (found,) = called(script)
    assert found.kind.value == "gradient tape"
    assert [describe(data) for data in found.inputs] == [
        "(None,10) float64 =[0,1] mean 0.5 std 0.2887 continuous raw random"
    ]
