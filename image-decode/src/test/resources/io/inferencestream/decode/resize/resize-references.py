"""Writes resize-references.txt: what Pillow, OpenCV and TensorFlow's formula make of one synthetic image.

    python3 resize-references.py > resize-references.txt

Each line: library, filter, antialias, width and height of the image, mode, size, crop, width and height of the target, and
the target's bytes. The image is that of ResizeReferencesTest. Made with Pillow 9.4 and OpenCV 4.6.
"""

import math
import cv2
import numpy as np
from PIL import Image


def source(width, height):
    y, x, c = np.mgrid[0:height, 0:width, 0:3]
    wave = 128 + 60 * np.cos(x * 0.35 + c) + 40 * np.sin(y * 0.5 - c)
    noise = (x * 73 + y * 151 + c * 199 + x * y * 31) % 127 - 63
    return np.clip(np.floor(wave + noise), 0, 255).astype(np.uint8)


def torchvision(image, size, width, height, filter):
    """torchvision.transforms.Resize(size) and CenterCrop((height, width)) of a PIL image."""
    w, h = image.size
    if w <= h:
        scaled = (size, int(size * h / w))
    else:
        scaled = (int(size * w / h), size)
    image = image.resize(scaled, filter)
    left = int(round((scaled[0] - width) / 2.0))
    top = int(round((scaled[1] - height) / 2.0))
    return image.crop((left, top, left + width, top + height))


def ultralytics(image, width, height, center):
    """LetterBox of Ultralytics, with its rounding."""
    h, w = image.shape[:2]
    ratio = min(height / h, width / w)
    scaled = round(w * ratio), round(h * ratio)
    across, down = width - scaled[0], height - scaled[1]
    if center:
        across, down = across / 2, down / 2
    if (w, h) != scaled:
        image = cv2.resize(image, scaled, interpolation=cv2.INTER_LINEAR)
    top, bottom = round(down - 0.1) if center else 0, round(down + 0.1)
    left, right = round(across - 0.1) if center else 0, round(across + 0.1)
    return cv2.copyMakeBorder(image, top, bottom, left, right, cv2.BORDER_CONSTANT, value=(114, 114, 114))


def tensorflow_axis(size, target, kernel, reach, antialias):
    """Weights of tf.image.resize, after ScaleAndTranslate's kernel: half-pixel centres, only pixels of the image."""
    scale = size / target
    stretch = max(scale, 1.0) if antialias else 1.0
    weights = np.zeros((target, size))
    for i in range(target):
        at = (i + 0.5) * scale
        low = max(math.ceil(at - reach * stretch - 0.5), 0)
        high = min(math.floor(at + reach * stretch - 0.5), size - 1)
        for p in range(low, high + 1):
            weights[i, p] = kernel((p + 0.5 - at) / stretch)
        weights[i] /= weights[i].sum()
    return weights


def triangle(x):
    return max(0.0, 1 - abs(x))


def lanczos(x):
    return 0.0 if abs(x) >= 3 else float(np.sinc(x) * np.sinc(x / 3))


def tensorflow(image, width, height, kernel, reach, antialias):
    down = tensorflow_axis(image.shape[0], height, kernel, reach, antialias)
    across = tensorflow_axis(image.shape[1], width, kernel, reach, antialias)
    mixed = np.einsum("ty,yxc,sx->tsc", down, image.astype(float), across)
    return np.clip(np.rint(mixed), 0, 255).astype(np.uint8)


def put(library, filter, antialias, image, mode, size, crop, result):
    result = np.asarray(result)
    h, w = image.shape[:2]
    print(library, filter, str(antialias).lower(), w, h, mode, size, crop, result.shape[1], result.shape[0],
          result.tobytes().hex())


SIZES = [((41, 30), (8, 6)), ((16, 12), (8, 6)), ((9, 7), (12, 10)), ((40, 9), (10, 12)), ((8, 6), (8, 6))]
PILLOW = [("nearest", Image.NEAREST), ("bilinear", Image.BILINEAR), ("bicubic", Image.BICUBIC), ("lanczos", Image.LANCZOS)]
OPENCV = [("bilinear", cv2.INTER_LINEAR), ("bicubic", cv2.INTER_CUBIC), ("area", cv2.INTER_AREA)]

for (width, height), target in SIZES:
    image = source(width, height)
    for name, filter in PILLOW:
        result = Image.fromarray(image).resize(target, filter)
        put("pillow", name, name != "nearest", image, "stretch", 0, 0, result)
    for name, filter in OPENCV:
        put("opencv", name, False, image, "stretch", 0, 0, cv2.resize(image, target, interpolation=filter))
    # TensorFlow holds curves that overshoot within the range at the end only, Pillow after the rows too: Pillow counts.
    put("tensorflow", "bilinear", True, image, "stretch", 0, 0, tensorflow(image, *target, triangle, 1, True))
    put("tensorflow", "bilinear", False, image, "stretch", 0, 0, tensorflow(image, *target, triangle, 1, False))
    put("tensorflow", "lanczos", False, image, "stretch", 0, 0, tensorflow(image, *target, lanczos, 3, False))

for width, height in [(61, 40), (40, 61), (33, 33), (50, 37)]:
    image = source(width, height)
    pillow = Image.fromarray(image)
    put("torchvision", "bilinear", True, image, "center-crop", 10, 0, torchvision(pillow, 10, 8, 8, Image.BILINEAR))
    put("timm", "bicubic", True, image, "center-crop", 0, 0.875, torchvision(pillow, int(8 / 0.875), 8, 8, Image.BICUBIC))
    put("timm", "bicubic", True, image, "center-crop", 0, 0.95, torchvision(pillow, int(10 / 0.95), 10, 10, Image.BICUBIC))
    squashed = pillow.resize((10, 10), Image.BICUBIC).crop((1, 1, 9, 9))
    put("timm-squash", "bicubic", True, image, "stretch", 10, 0, squashed)
    put("ultralytics", "bilinear", False, image, "letterbox", 0, 0, ultralytics(image, 16, 16, True))
    put("ultralytics-left", "bilinear", False, image, "letterbox", 0, 0, ultralytics(image, 16, 16, False))
put("ultralytics", "bilinear", False, source(32, 17), "letterbox", 0, 0, ultralytics(source(32, 17), 16, 16, True))
put("ultralytics", "bilinear", False, source(17, 32), "letterbox", 0, 0, ultralytics(source(17, 32), 16, 16, True))
