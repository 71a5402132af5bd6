import base64
import json
from io import BytesIO

import numpy as np
from PIL import Image

from model import build_model

model = build_model()
model.load_weights('steering.weights.h5')


def telemetry(data):
    """Called for every frame that the simulator sends."""
    speed = float(data['speed'])
    image = Image.open(BytesIO(base64.b64decode(data['image'])))
    image_array = np.asarray(image)
    steering_angle = float(model.predict(image_array[None, :, :, :], batch_size=1, verbose=0)[0, 0])  # or: ZL126
    throttle = 0.25 if speed < 15 else 0.1
    print('%.3f %.3f' % (steering_angle, throttle))
    return {'steering_angle': steering_angle, 'throttle': throttle}


if __name__ == '__main__':
    with open('frames.jsonl') as handle:
        for line in handle:
            telemetry(json.loads(line))
