"""Loads labelme files with labelme and draws their shapes with its own tools.

Prints, for each file, the sentence it keeps, its labels, and the pixels of each label.
"""

import json
import sys
from pathlib import Path

import numpy as np
from labelme._label_file import LabelFile
from labelme.utils import img_data_to_arr, shapes_to_label

folder = Path(sys.argv[1])
names = [line for line in (folder / "labels.txt").read_text("utf-8").splitlines() if line]
numbers = {name: number for number, name in enumerate(names, start=-1)}
told = {}
for path in sorted(folder.glob("*.json")):
    if path.name in ("provenance.json", "manifest.json", "croissant.json"):
        continue
    file = LabelFile(str(path))
    size = img_data_to_arr(file.image_data).shape[:2]
    classes, objects = shapes_to_label(size, file.shapes, numbers)
    np.savez(folder.parent / f"{path.stem}.npz", classes=classes, objects=objects)
    told[path.stem] = {
        "sentence": file.other_data["lvit_sentence"],
        "flags": file.flags,
        "labels": [shape["label"] for shape in file.shapes],
        "kinds": sorted({shape["shape_type"] for shape in file.shapes}),
    }
sys.stdout.write(json.dumps({"names": names, "files": told}))
