"""Writes what torchvision's Resize(256) and CenterCrop(224) give of images, with Pillow: python3 pillow-pixels.py OUT FILE..."""

import os
import sys
from PIL import Image, ImageOps

for file in sys.argv[2:]:
    image = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
    w, h = image.size
    scaled = (256, int(256 * h / w)) if w <= h else (int(256 * w / h), 256)
    image = image.resize(scaled, Image.BILINEAR)
    left = int(round((scaled[0] - 224) / 2.0))
    top = int(round((scaled[1] - 224) / 2.0))
    with open(os.path.join(sys.argv[1], os.path.basename(file)), "wb") as out:
        out.write(image.crop((left, top, left + 224, top + 224)).tobytes())
