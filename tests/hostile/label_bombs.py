"""Label files that ask for gigabytes, each beside one small picture."""

from __future__ import annotations

import base64
import gzip
import json
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image as Picture

from tests.hostile.bombs import SIDE, nifti, png, scans, unfolding

HUGE = [[0, 0], [1e9, 0], [1e9, 1e9], [0, 1e9]]
IMAGE = {"id": 1, "file_name": "a.png", "height": 32, "width": 32}
LARGE = {**IMAGE, "height": SIDE, "width": SIDE}
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def coco(image: dict, segmentation: object) -> str:
    made = {"id": 1, "image_id": 1, "category_id": 1, "segmentation": segmentation}
    kinds = [{"id": 1, "name": "nucleus"}]
    return json.dumps({"images": [image], "categories": kinds, "annotations": [made]})


def runs(counts: object) -> dict:
    return {"size": [SIDE, SIDE], "counts": counts}


def labelme(**told: object) -> str:
    made = {"imagePath": "a.png", "imageHeight": 32, "imageWidth": 32, "imageData": None,
            "shapes": [{"label": "nucleus", "points": HUGE, "shape_type": "polygon"}]}  # fmt: skip
    return json.dumps({**made, **told})


def embedded() -> str:
    return base64.b64encode(png((b"IDAT", unfolding()))).decode()


def gzip_bomb() -> bytes:
    """Its own header says that it is small."""
    inside = unfolding()[2:-4]
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + inside + struct.pack("<II", 0, 1000)


# By folder: the format, and the files.
LABELS: dict[str, tuple[str, Callable[[], dict[str, str | bytes]]]] = {
    "size": ("coco", lambda: {"a.json": coco(LARGE, [[0, 0, 9, 0, 9, 9]])}),
    "counts": ("coco", lambda: {"a.json": coco(IMAGE, runs([0, SIDE**2]))}),
    "outside": ("coco", lambda: {"a.json": coco(IMAGE, [[0, 0, 1e18, 0, 1e18, 1e18]])}),
    "runs": ("coco", lambda: {"a.json": coco(IMAGE, {"size": [32, 32], "counts": [10**12] * 99})}),
    "text": ("coco", lambda: {"a.json": coco(IMAGE, runs("o" * 99_999))}),
    "deep": ("coco", lambda: {"a.json": "[" * 5_000_000}),
    "large": ("labelme", lambda: {"a.json": labelme(imageHeight=10**9, imageWidth=10**9)}),
    "embedded": ("labelme", lambda: {"b.json": labelme(imagePath="b.png", imageData=embedded())}),
    "scans": ("labelme", lambda: {"b.json": labelme(imagePath="b.jpg", imageHeight=3000,
        imageWidth=3000, imageData=base64.b64encode(scans(3000, 20_000)).decode())}),
    "hundred": ("coco", lambda: {"a.json": '{"images": [' + "0," * 50_000_000 + "0]}"}),
    "hundred text": ("labelme", lambda: {"a.json": labelme(version="x" * 100_000_000)}),
    "hundred features": ("geojson", lambda: {"a.geojson": '{"type": "FeatureCollection", '
        '"features": [' + '{"type": "Feature"},' * 5_000_000 + "{}]}"}),
    "mask": ("labelme", lambda: {"a.json": labelme(shapes=[{
        "label": "nucleus", "points": [[0, 0], [9, 9]], "shape_type": "mask",
        "mask": embedded()}])}),
    "circle": ("labelme", lambda: {"a.json": labelme(shapes=[{
        "label": "nucleus", "points": [[0, 0], [1e8, 1e8]], "shape_type": "circle"}])}),
    "polygon": ("geojson", lambda: {"a.geojson": json.dumps({"type": "Polygon",
                                                     "coordinates": [HUGE]})}),
    "laughs": ("voc", lambda: {"a.xml": f"<!DOCTYPE x [<!ENTITY a0 'lol'>{LAUGHS}]><x>&a9;</x>"}),
    "box": ("voc", lambda: {"a.xml": "<annotation><filename>a.png</filename><size><width>1000000"
                    "</width><height>1000000</height></size><object><name>n</name><bndbox>"
                    "<xmin>0</xmin><ymin>0</ymin><xmax>1000000</xmax><ymax>1000000</ymax>"
                    "</bndbox></object></annotation>"}),
    "elements": ("cvat", lambda: {"annotations.xml": "<annotations>" + "<a/>" * 3_000_000}),
    "header": ("nifti", lambda: {"a.nii": nifti(32_000, 32_000, 32_000)}),
    "volume": ("nifti", lambda: {"a.nii.gz": gzip.compress(nifti(32_000, 32_000) + bytes(99))}),
    "zeros": ("nifti", lambda: {"a.nii.gz": gzip_bomb()}),
    "line": ("jsonl", lambda: {"metadata.jsonl": '{"file_name": "a.png", "text": "'
                       + "x" * 30_000_000 + '"}'}),
    "polygons": ("yolo", lambda: {"data.yaml": "names: [nucleus]\n",
                          "labels/a.txt": "0 " + "0.5 " * 3_000_000}),
    "aliases": ("yolo", lambda: {"data.yaml": "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(97 + n)}: &{chr(97 + n)} [{f'*{chr(96 + n)},' * 9}]\n" for n in range(1, 12))
        + "names: *l\n"}),
    "studio": ("label-studio", lambda: {"a.json": json.dumps([{"data": {"image": "a.png"},
        "annotations": [{"result": [{"type": "brushlabels", "original_width": SIDE,
        "original_height": SIDE, "value": {"format": "rle", "rle": [255] * 999,
        "brushlabels": ["n"]}}]}]}])}),
}  # fmt: skip


def write_labels(folder: Path) -> None:
    """Writes a folder for each."""
    picture = Picture.fromarray(np.full((32, 32), 90, np.uint8))
    for name, (_, files) in LABELS.items():
        for place in ("images", "") if name in ("polygons", "aliases") else ("",):
            (folder / name / place).mkdir(parents=True, exist_ok=True)
            picture.save(folder / name / place / "a.png")
        for file, content in files().items():
            path = folder / name / file
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
