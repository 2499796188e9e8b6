"""How long a slide with 80,000 nuclei takes on its way out and back in, and how much memory.

Processor time is told: others at work on the computer change it less than the clock.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from lvit_core.cli.benches.apart import run_apart, tell_figures

OBJECTS, SIDE_PX = 80_000, 8_000
FORMATS = ("geojson", "yolo", "dicom-ann")
# Formats that do not carry the picture: the import finds it beside the labels.
WITHOUT_PICTURE = ("geojson",)
_PICTURE = "slide.png"
_MODULE = "lvit_core.cli.benches.exchange"


def measure() -> Mapping[str, float]:
    """The metrics of `lvit bench exchange`.

    ``FORMAT_out_80000_s``, ``FORMAT_in_80000_s``: processor seconds to export one image of 8,000 x
    8,000 pixels with 80,000 touching objects, check included, and to import it into a new
    project; ``..._mb``: the most memory that the process had, in megabytes (2^20 bytes).
    ``geojson_preview_80000_s``: the preview of that import. ``peak_mb``: the highest of all.
    """
    metrics: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="lvit-bench-") as place:
        folder = Path(place)
        run_apart(_MODULE, "draw", "", folder / _PICTURE, folder / "project")
        for name in FORMATS:
            data = folder / f"{name}-out"
            steps = {"out": folder / "project", "in": data}
            if name in WITHOUT_PICTURE:
                steps["preview"] = data
            for step, source in steps.items():
                target = data if step == "out" else folder / f"{name}-{step}"
                if step == "in" and name in WITHOUT_PICTURE:
                    shutil.copyfile(folder / _PICTURE, data / _PICTURE)
                told = run_apart(_MODULE, step, name, source, target)
                key = f"{name.replace('-', '_')}_{step}_{OBJECTS}"
                metrics |= {f"{key}_s": told["seconds"], f"{key}_mb": told["megabytes"]}
    peak = max(value for key, value in metrics.items() if key.endswith("_mb"))
    return {**metrics, "peak_mb": peak}


def write_slide(project_folder: Path, picture: Path, count: int, side_px: int) -> None:
    """Makes a project with one labeled picture of ``count`` nuclei of four classes.

    Args:
        project_folder: Where the project is made.
        picture: The file of the picture, which is made too.
        count: How many nuclei.
        side_px: Height and width of the picture.
    """
    from imagecodecs import png_encode  # noqa: PLC0415 - slow to import

    from lvit_core.annotation.edit import ImageChange  # noqa: PLC0415
    from lvit_core.annotation.objects import Provenance  # noqa: PLC0415
    from lvit_core.project.labels import store_labels  # noqa: PLC0415
    from lvit_core.project.project import Project  # noqa: PLC0415
    from lvit_core.project.records import ProjectSettings  # noqa: PLC0415
    from lvit_core.prompt.templates import sample_template  # noqa: PLC0415

    grey = np.full((side_px, side_px, 3), 200, np.uint8)
    picture.write_bytes(png_encode(grey, level=1))
    template = sample_template("section")
    settings = ProjectSettings("slide", template.name, "none")
    with Project.create(project_folder, settings) as project:
        (record,) = project.images.add([picture]).added
        layer = template.finding_layer
        names = [item.name for item in layer.classes]
        store_labels(
            project, record.id, layer.name, nuclei(count, side_px),
            classes={number: names[number % len(names)] for number in range(1, count + 1)},
            provenance=Provenance("person", "bench"), title="Draw",
            image_changes=(ImageChange("state", record.state.value, "labeled"),),
        )  # fmt: skip


def nuclei(count: int, side_px: int, seed: int = 0) -> np.ndarray:
    """``(side_px, side_px)`` int32: ellipses in a loose grid, most of them touching others."""
    random = np.random.default_rng(seed)
    labels = np.zeros((side_px, side_px), np.int32)
    columns = int(np.ceil(np.sqrt(count)))
    cell = side_px / columns
    reach = int(np.ceil(cell * 0.6)) + 1
    grid = np.arange(-reach, reach + 1) + 0.5
    for number in range(count):
        y, x = (np.divmod(number, columns) + random.uniform(0.35, 0.65, 2)) * cell
        long, wide = random.uniform(0.28, 0.55, 2) * cell
        turn = random.uniform(0, np.pi)
        top, left = int(y) - reach, int(x) - reach
        dy, dx = (grid + top - y)[:, None], (grid + left - x)[None]
        along, across = dx * np.cos(turn) + dy * np.sin(turn), dy * np.cos(turn) - dx * np.sin(turn)
        inside = (along / long) ** 2 + (across / wide) ** 2 <= 1
        y0, x0 = max(top, 0), max(left, 0)
        part = labels[y0 : top + len(grid), x0 : left + len(grid)]
        inside = inside[y0 - top :, x0 - left :][: part.shape[0], : part.shape[1]]
        part[inside & (part == 0)] = number + 1
    return labels


def run_step(step: str, name: str, source: Path, target: Path) -> None:
    """Does one step and writes what it took to standard output."""
    if step == "draw":
        write_slide(target, source, OBJECTS, SIDE_PX)
    from lvit_core.exchange import format_named, import_as_project  # noqa: PLC0415
    from lvit_core.exchange.previewing import preview_import  # noqa: PLC0415
    from lvit_core.project.project import Project  # noqa: PLC0415
    from lvit_core.prompt.templates import sample_template  # noqa: PLC0415

    started = time.process_time()
    if step == "out":
        with Project.open(source) as project:
            format_named(name).export(project, target)
    elif step != "draw":
        bring = preview_import if step == "preview" else import_as_project
        bring(name, source, target, {"template": sample_template("section").name})
    tell_figures(time.process_time() - started)


if __name__ == "__main__":
    run_step(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
