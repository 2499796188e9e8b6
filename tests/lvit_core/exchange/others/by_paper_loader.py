"""Finds image, mask and sentence by the rules of the LViT paper's own data loader.

It lists ``img``, replaces the last three letters of a name by ``png``, reads both with OpenCV,
looks the mask's name up in the sheet as pandas reads it, and divides the sentence into words.
"""

import json
import sys
from pathlib import Path

import cv2
import pandas

root = Path(sys.argv[1])
sheet = pandas.read_excel(root / "Train_text.xlsx")
sentences = dict(zip(sheet["Image"], sheet["Description"], strict=True))
told = {}
for path in sorted((root / "img").iterdir()):
    name = path.name[:-3] + "png"
    image = cv2.imread(str(path))
    mask = cv2.imread(str(root / "labelcol" / name), cv2.IMREAD_GRAYSCALE)
    told[path.name] = {
        "image": image.shape,
        "mask": mask.shape,
        "inside": int((mask > 0).sum()),
        "values": sorted({int(value) for value in mask.ravel()}),
        "words": sentences[name].split(),
    }
sys.stdout.write(json.dumps(told))
