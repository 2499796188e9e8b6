"""How much memory each further image takes while a data set leaves or comes in.

Memory that grows with the number of images ends large data sets. Small pictures, some hundred and
then some more, are brought out and in by each format, each step in a process of its own. What is
held near the end, for each image that there is more, is the figure; peaks would be those of one
image's pixels and of garbage that is not collected yet.
"""

from __future__ import annotations

import gc
import json
import shutil
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any

import numpy as np

from lvit_core.cli.benches.apart import run_apart, tell_figures
from lvit_core.errors import LViTError

EVERY = 32  # images between two looks; all numbers of images are whole times it
FEW, MANY = 96, 288
WARM = 32  # images of a first run, which brings all the code into memory
SLOW = 3  # times fewer images of formats that take long
SIDE_PX = 32
READ_ONLY = ("voc", "cvat", "label-studio")
# Formats that do not carry the picture: the import finds it beside the labels.
WITHOUT_PICTURE = ("geojson", *READ_ONLY)
OF_DICOM = ("dicom-seg",)
_SQUARES = ((2, 2), (14, 4), (6, 18))  # top and left of the objects of each picture
_SQUARE_PX = 8
_LARGE = 256  # places of a cache that some hundred images do not fill, but thousands do
_NAMES = 1 << 18
_MODULE = "lvit_core.cli.benches.exchange_streams"


def measure() -> Mapping[str, float]:
    """The second part of `lvit bench exchange`.

    ``FORMAT_out_image_bytes``, ``FORMAT_in_image_bytes``: what Python holds more near the end for
    each further image of 32 x 32 pixels with three objects and a sentence;
    ``..._in_image_ms``: what the import of one takes, in milliseconds of the processor.
    """
    from lvit_core.exchange import formats  # noqa: PLC0415 - slow to import

    writes = [name for name, one in formats().items() if one.exporter is not None]
    return dict(figures([*writes, *READ_ONLY]))


def figures(names: Iterable[str], few: int = FEW, many: int = MANY) -> Iterator[tuple[str, float]]:
    """The figures of some formats, each as soon as it is known."""
    with tempfile.TemporaryDirectory(prefix="lvit-bench-") as place:
        folder = Path(place)
        for name in names:
            less = SLOW if name in OF_DICOM else 1
            low, high = few // less, many // less
            told = {count: _out_and_in(folder, name, count) for count in {WARM, low, high}}
            key = name.replace("-", "_")
            for step in ("in",) if name in READ_ONLY else ("out", "in"):
                grown = told[high][step][0] - told[low][step][0]
                yield f"{key}_{step}_image_bytes", grown / (high - low)
            yield f"{key}_in_image_ms", told[high]["in"][1] / high * 1000
            for left in folder.glob("data-*"):
                shutil.rmtree(left)


def _out_and_in(folder: Path, name: str, count: int) -> dict[str, tuple[float, float]]:
    """What was held, and seconds, of both steps with ``count`` images."""
    kind = "dicom" if name in OF_DICOM else "png"
    source, data, back = folder / f"{kind}-{count}", folder / f"data-{count}", folder / "back"
    if not source.exists():
        run_apart(_MODULE, "draw", kind, source, str(count))
    step = "write" if name in READ_ONLY else "out"
    told = {"out": _figures(step, name, source, data)}
    if name in WITHOUT_PICTURE:
        shutil.copytree(source / "pictures", data / "images")
    told["in"] = _figures("in", name, data, back)
    shutil.rmtree(back)
    return told


def _figures(step: str, name: str, source: Path, target: Path) -> tuple[float, float]:
    """What was held, in bytes, and the processor seconds of one step."""
    told = run_apart(_MODULE, step, name, source, target)
    return told["bytes"], told["seconds"]


def draw(folder: Path, count: int, kind: str, side_px: int = SIDE_PX) -> None:
    """Makes a project of small labeled pictures, which lie in ``pictures`` beside it.

    Args:
        folder: Where.
        count: How many.
        kind: ``png`` or ``dicom``.
        side_px: Height and width of each.
    """
    from lvit_core.annotation.edit import ImageChange  # noqa: PLC0415 - slow to import
    from lvit_core.annotation.objects import Provenance  # noqa: PLC0415
    from lvit_core.project.labels import store_labels  # noqa: PLC0415
    from lvit_core.project.project import Project  # noqa: PLC0415
    from lvit_core.project.records import ProjectSettings  # noqa: PLC0415
    from lvit_core.prompt.templates import sample_template  # noqa: PLC0415

    template = sample_template("section")
    layer = template.finding_layer
    pictures = folder / "pictures"
    pictures.mkdir(parents=True)
    write = _write_dicom if kind == "dicom" else _write_png
    random = np.random.default_rng(0)
    for number in range(count):
        pixels = random.integers(0, 256, (side_px, side_px), np.uint8)
        write(pictures / f"image-{number:05}", pixels, number)
    labels = np.zeros((side_px, side_px), np.int32)
    for number, (top, left) in enumerate(_SQUARES, start=1):
        labels[top : top + _SQUARE_PX, left : left + _SQUARE_PX] = number
    with Project.create(folder / "project", ProjectSettings("many", template.name)) as project:
        for record in project.images.add([pictures]).added:
            store_labels(
                project, record.id, layer.name, labels, classes=layer.classes[0].name,
                provenance=Provenance("person", "bench"), title="Draw",
                image_changes=(
                    ImageChange("state", record.state.value, "labeled"),
                    ImageChange("sentence", "", f"Objects of image {record.id}."),
                ),
            )  # fmt: skip


def _write_png(path: Path, pixels: np.ndarray, _number: int) -> None:
    from imagecodecs import png_encode  # noqa: PLC0415 - slow to import

    path.with_suffix(".png").write_bytes(png_encode(pixels, level=1))


def _write_dicom(path: Path, pixels: np.ndarray, number: int) -> None:
    from pydicom.data import get_testdata_file  # noqa: PLC0415 - slow to import
    from pydicom.filereader import dcmread  # noqa: PLC0415
    from pydicom.uid import generate_uid  # noqa: PLC0415

    image = dcmread(str(get_testdata_file("CT_small.dcm")))
    image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    image.Rows, image.Columns = pixels.shape
    image.InstanceNumber = number
    image.PixelData = pixels.astype(np.int16).tobytes()
    image.save_as(path.with_suffix(".dcm"))


def write_foreign(name: str, source: Path, target: Path) -> None:
    """Writes labels of the pictures in ``source`` in a format that this program only reads."""
    target.mkdir()
    names = sorted(path.name for path in (source / "pictures").iterdir())
    _FOREIGN[name](names, target)


def _write_voc(names: list[str], target: Path) -> None:
    for name in names:
        objects = "".join(
            f"<object><name>nucleus</name><bndbox><xmin>{left + 1}</xmin><ymin>{top + 1}</ymin>"
            f"<xmax>{left + _SQUARE_PX}</xmax><ymax>{top + _SQUARE_PX}</ymax></bndbox></object>"
            for top, left in _SQUARES
        )
        size = f"<size><width>{SIDE_PX}</width><height>{SIDE_PX}</height></size>"
        text = f"<annotation><filename>{name}</filename>{size}{objects}</annotation>"
        (target / f"{Path(name).stem}.xml").write_text(text, "utf-8")


def _write_cvat(names: list[str], target: Path) -> None:
    with (target / "annotations.xml").open("w", encoding="utf-8") as stream:
        stream.write("<annotations>\n")
        for number, name in enumerate(names):
            stream.write(
                f'<image id="{number}" name="{name}" width="{SIDE_PX}" height="{SIDE_PX}">'
            )
            for top, left in _SQUARES:
                corners = ";".join(f"{x},{y}" for x, y in _corners(top, left))
                stream.write(f'<polygon label="nucleus" points="{corners}" z_order="0"/>')
            stream.write("</image>\n")
        stream.write("</annotations>\n")


def _write_label_studio(names: list[str], target: Path) -> None:
    tasks = [
        {
            "id": number,
            "data": {"image": f"/data/upload/1/{name}"},
            "annotations": [{"id": number, "result": [_region(*one) for one in _SQUARES]}],
        }
        for number, name in enumerate(names)
    ]
    (target / "project.json").write_text(json.dumps(tasks), "utf-8")


def _region(top: int, left: int) -> dict[str, Any]:
    points = [[100 * x / SIDE_PX, 100 * y / SIDE_PX] for x, y in _corners(top, left)]
    return {
        "id": f"r{top}", "type": "polygonlabels", "from_name": "label", "to_name": "image",
        "original_width": SIDE_PX, "original_height": SIDE_PX,
        "value": {"points": points, "polygonlabels": ["nucleus"]},
    }  # fmt: skip


def _corners(top: int, left: int) -> list[tuple[int, int]]:
    bottom, right = top + _SQUARE_PX, left + _SQUARE_PX
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


_FOREIGN: dict[str, Callable[[list[str], Path], None]] = {
    "voc": _write_voc, "cvat": _write_cvat, "label-studio": _write_label_studio,
}  # fmt: skip


def run_step(step: str, name: str, source: Path, target: Path) -> None:
    """Does one step and writes what it took to standard output."""
    taken, held = 0.0, _Held()
    if step == "draw":
        draw(source, int(target.name), name)
    elif step == "write":
        write_foreign(name, source, target)
    else:
        run = _leave if step == "out" else _come
        few = source.with_name(f"{source.name.partition('-')[0]}-{WARM}")
        with tempfile.TemporaryDirectory(prefix="lvit-bench-") as place:
            run(name, few, Path(place, "warm"), _Held())
        _make_room_for_names()
        tracemalloc.start()
        started = time.process_time()
        run(name, source, target, held)
        taken = time.process_time() - started
        tracemalloc.stop()
    tell_figures(taken, held.bytes)


def _make_room_for_names() -> None:
    """Lets Python's table of names, which parts of paths come into and leave, grow before.

    It doubles by megabytes at some number of images, which would count as theirs.
    """
    names = [sys.intern(f"name {number}") for number in range(_NAMES)]
    names.clear()


class _Held:
    """Looks now and then how much memory is held, but in caches that have an end.

    What was parsed of the last thousand sentences is kept, say: thousands of images fill that,
    and tens of thousands no more.
    """

    def __init__(self) -> None:
        self.bytes = 0

    def __call__(self, done: int, _total: int, _name: str) -> None:
        if done % EVERY == EVERY - 1:
            caches = (one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper))
            for cache in caches:
                if (cache.cache_parameters()["maxsize"] or 0) >= _LARGE:
                    cache.cache_clear()
            gc.collect()
            self.bytes, _ = tracemalloc.get_traced_memory()


def _leave(name: str, source: Path, target: Path, held: _Held) -> None:
    from lvit_core.exchange import format_named  # noqa: PLC0415 - slow to import
    from lvit_core.project.project import Project  # noqa: PLC0415

    with Project.open(source / "project") as project:
        format_named(name).export(project, target, None, held)


def _come(name: str, source: Path, target: Path, held: _Held) -> None:
    from lvit_core.exchange import filling, import_as_project, spool  # noqa: PLC0415 - slow
    from lvit_core.prompt.templates import sample_template  # noqa: PLC0415

    filling.MOST_WAITING, filling.LONGEST_WAIT_S = EVERY // 4, float("inf")  # the same every time
    spool.IN_MEMORY = 1  # what stays there is no more for many images than for few
    template = sample_template("section").name
    report = import_as_project(name, source, target, {"template": template}, held)
    if report.losses or not report.images:
        raise LViTError("Not everything came in.", " ".join(report.lines()[:4]))


if __name__ == "__main__":
    run_step(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
