"""How long 10,000 small images take on their way out and back in, and the most memory.

A bench of its own, because it takes an hour; `exchange_streams` tells in minutes what each further
image holds.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lvit_core.cli.benches.apart import run_apart, tell_figures
from lvit_core.cli.benches.exchange_streams import OF_DICOM, WITHOUT_PICTURE, draw
from lvit_core.errors import LViTError

IMAGES, SIDE_PX = 10_000, 64
FORMATS = (
    "lvit", "png", "coco", "labelme", "yolo", "geojson", "nifti", "dicom-ann", "dicom-seg",
)  # fmt: skip
_MODULE = "lvit_core.cli.benches.exchange_many"


def measure() -> Mapping[str, float]:
    """The metrics of `lvit bench exchange-many`.

    ``FORMAT_out_10000_s``, ``FORMAT_in_10000_s``: processor seconds to export 10,000 images of
    64 x 64 pixels with three objects and a sentence each, check included, and to import them into
    a new project; ``..._mb``: the most memory that the process had, in megabytes (2^20 bytes).
    """
    with tempfile.TemporaryDirectory(prefix="lvit-bench-") as place:
        return dict(figures(Path(place), FORMATS))


def figures(folder: Path, names: Iterable[str], count: int = IMAGES) -> Iterator[tuple[str, float]]:
    """The figures of some formats, each as soon as it is known.

    Args:
        folder: Where projects are made; those of the same number that are there are used.
        names: Of the formats.
        count: How many images.
    """
    for name in names:
        kind = "dicom" if name in OF_DICOM else "png"
        source, data, back = folder / f"{kind}-{count}", folder / "data", folder / "back"
        if not source.exists():
            run_apart(_MODULE, "draw", kind, source, str(count))
        for step, place, target in (("out", source, data), ("in", data, back)):
            told = run_apart(_MODULE, step, name, place, target)
            key = f"{name.replace('-', '_')}_{step}_{count}"
            yield f"{key}_s", told["seconds"]
            yield f"{key}_mb", told["megabytes"]
            if step == "out" and name in WITHOUT_PICTURE:
                shutil.copytree(source / "pictures", data / "images")
        shutil.rmtree(data)
        shutil.rmtree(back)


def run_step(step: str, name: str, source: Path, target: Path) -> None:
    """Does one step and writes what it took to standard output."""
    from lvit_core.exchange import format_named, import_as_project  # noqa: PLC0415 - slow
    from lvit_core.project.project import Project  # noqa: PLC0415
    from lvit_core.prompt.templates import sample_template  # noqa: PLC0415

    started = time.process_time()
    if step == "draw":
        draw(source, int(target.name), name, SIDE_PX)
    elif step == "out":
        with Project.open(source / "project") as project:
            format_named(name).export(project, target)
    else:
        template = sample_template("section").name
        report = import_as_project(name, source, target, {"template": template})
        if report.losses or not report.images:
            raise LViTError("Not everything came in.", " ".join(report.lines()[:4]))
    tell_figures(time.process_time() - started)


if __name__ == "__main__":
    run_step(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
