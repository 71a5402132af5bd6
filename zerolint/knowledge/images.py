"""Image readers and decoders: what comes out of each.

By canonical path (`cv2.imread`). Ranges are of what the function returns for ordinary 8-bit pictures.
"""

from __future__ import annotations

from typing import NamedTuple

RGB = "RGB"
BGR = "BGR"
GREY = "grey"


class Reader(NamedTuple):
    """What a function that reads or decodes a picture returns."""

    path: str
    dtype: str | None
    lo: float | None = 0.0
    hi: float | None = 255.0
    order: str | None = RGB
    """Order of the channels; None: as in the file."""
    channels: int | None = None
    """Number of channels, if it is the same for every picture."""
    image: bool = False
    """Not an array but a PIL image: `np.array` of it is uint8, 0 … 255."""
    unit_for: tuple[str, ...] = ()
    """File endings for which the range is 0 … 1 and the dtype float32 instead."""


READERS: dict[str, Reader] = {
    row.path: row
    for row in (
        Reader("PIL.Image.open", "uint8", order=None, image=True),
        Reader("cv2.imdecode", "uint8", order=BGR, channels=3),
        Reader("cv2.imread", "uint8", order=BGR, channels=3),
        Reader("imageio.imread", "uint8", order=None),
        Reader("imageio.v2.imread", "uint8", order=None),
        Reader("imageio.v3.imread", "uint8", order=None),
        Reader("keras.utils.load_img", "uint8", channels=3, image=True),
        Reader("matplotlib.image.imread", "uint8", order=None, unit_for=(".png",)),
        Reader("matplotlib.pyplot.imread", "uint8", order=None, unit_for=(".png",)),
        Reader("scipy.misc.imread", "uint8", order=None),
        Reader("scipy.ndimage.imread", "uint8", order=None),
        Reader("skimage.io.imread", "uint8", order=None),
        Reader("tensorflow.io.decode_and_crop_jpeg", "uint8", order=None),
        Reader("tensorflow.io.decode_bmp", "uint8", order=None),
        Reader("tensorflow.io.decode_gif", "uint8", channels=3),
        Reader("tensorflow.io.decode_image", "uint8", order=None),
        Reader("tensorflow.io.decode_jpeg", "uint8", order=None),
        Reader("tensorflow.io.decode_png", "uint8", order=None),
    )
}
"""`tf.io.decode_image(…, dtype=tf.float32)` gives 0 … 1; `cv2.imread(…, 0)` one grey plane, `-1` what is there."""


class Conversion(NamedTuple):
    """What a function does to the values of a picture."""

    path: str
    result: str
    """unit (0 … 1), same (range kept, about), float (same values as float32), image (0 … 255 again), standardised,
    unit if integer (an integer picture is divided by the maximum of its type, a float one stays)."""
    unless: str = ""
    """A keyword argument that, when true, keeps the range."""
    order: str | None = None


CONVERSIONS: dict[str, Conversion] = {
    row.path: row
    for row in (
        Conversion("PIL.Image.fromarray", "same"),
        Conversion("cv2.GaussianBlur", "same"),
        Conversion("cv2.bitwise_not", "same"),
        Conversion("cv2.blur", "same"),
        Conversion("cv2.copyMakeBorder", "same"),
        Conversion("cv2.flip", "same"),
        Conversion("cv2.medianBlur", "same"),
        Conversion("cv2.resize", "same"),
        Conversion("cv2.rotate", "same"),
        Conversion("cv2.warpAffine", "same"),
        Conversion("keras.utils.array_to_img", "image"),
        Conversion("keras.utils.img_to_array", "float"),
        Conversion("scipy.misc.imresize", "image"),
        Conversion("skimage.color.gray2rgb", "same"),
        Conversion("skimage.color.rgb2gray", "unit if integer"),
        Conversion("skimage.img_as_float", "unit if integer"),
        Conversion("skimage.img_as_float32", "unit if integer"),
        Conversion("skimage.img_as_ubyte", "image"),
        Conversion("skimage.transform.rescale", "unit if integer", unless="preserve_range"),
        Conversion("skimage.transform.resize", "unit if integer", unless="preserve_range"),
        Conversion("skimage.transform.rotate", "unit if integer", unless="preserve_range"),
        Conversion("skimage.transform.warp", "unit if integer", unless="preserve_range"),
        Conversion("skimage.util.img_as_float", "unit if integer"),
        Conversion("tensorflow.image.adjust_brightness", "same"),
        Conversion("tensorflow.image.adjust_contrast", "same"),
        Conversion("tensorflow.image.adjust_hue", "same"),
        Conversion("tensorflow.image.adjust_saturation", "same"),
        Conversion("tensorflow.image.central_crop", "same"),
        Conversion("tensorflow.image.convert_image_dtype", "unit if integer"),
        Conversion("tensorflow.image.crop_and_resize", "same"),
        Conversion("tensorflow.image.crop_to_bounding_box", "same"),
        Conversion("tensorflow.image.flip_left_right", "same"),
        Conversion("tensorflow.image.flip_up_down", "same"),
        Conversion("tensorflow.image.grayscale_to_rgb", "same"),
        Conversion("tensorflow.image.pad_to_bounding_box", "same"),
        Conversion("tensorflow.image.per_image_standardization", "standardised"),
        Conversion("tensorflow.image.random_brightness", "same"),
        Conversion("tensorflow.image.random_contrast", "same"),
        Conversion("tensorflow.image.random_crop", "same"),
        Conversion("tensorflow.image.random_flip_left_right", "same"),
        Conversion("tensorflow.image.random_flip_up_down", "same"),
        Conversion("tensorflow.image.random_hue", "same"),
        Conversion("tensorflow.image.random_saturation", "same"),
        Conversion("tensorflow.image.resize", "float"),
        Conversion("tensorflow.image.resize_with_crop_or_pad", "same"),
        Conversion("tensorflow.image.resize_with_pad", "float"),
        Conversion("tensorflow.image.rgb_to_grayscale", "same"),
        Conversion("tensorflow.image.rot90", "same"),
        Conversion("tensorflow.image.transpose", "same"),
    )
}

CV2_COLOURS: dict[str, str] = {
    "cv2.COLOR_BGR2GRAY": GREY,
    "cv2.COLOR_BGR2RGB": RGB,
    "cv2.COLOR_GRAY2BGR": BGR,
    "cv2.COLOR_GRAY2RGB": RGB,
    "cv2.COLOR_RGB2BGR": BGR,
    "cv2.COLOR_RGB2GRAY": GREY,
}
"""What `cv2.cvtColor` makes with a code."""

CHANNELS: dict[str, int] = {
    "gray": 1,
    "grayscale": 1,
    "greyscale": 1,
    "rgb": 3,
    "rgba": 4,
}
"""Channels for `color_mode=`."""


def of(path: str) -> Reader | None:
    """The reader at a canonical path."""
    return READERS.get(path)


def conversion(path: str) -> Conversion | None:
    """What the function at a canonical path does to a picture's values."""
    return CONVERSIONS.get(path)
