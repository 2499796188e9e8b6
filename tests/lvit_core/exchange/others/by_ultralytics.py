"""Checks a YOLO data set as ultralytics does before it trains, from a folder elsewhere."""

import json
import sys
from pathlib import Path

from ultralytics.data.utils import check_det_dataset, img2label_paths, verify_image_label

data = check_det_dataset(str(Path(sys.argv[1]) / "data.yaml"), autodownload=False)
told = {"names": data["names"], "parts": {}}
for part in ("train", "val"):
    images = sorted(str(path) for path in Path(data[part]).iterdir())
    found = {}
    for image, labels in zip(images, img2label_paths(images), strict=True):
        answer = verify_image_label((image, labels, "", False, len(data["names"]), 0, 0, False))
        _, boxes, shape, _, _, missing, _, _, corrupt, message = answer
        found[Path(image).stem] = {
            "classes": [] if corrupt else [int(box[0]) for box in boxes],
            "shape": shape,
            "missing": missing,
            "corrupt": corrupt,
            "message": message,
        }
    told["parts"][part] = found
sys.stdout.write(json.dumps(told))
