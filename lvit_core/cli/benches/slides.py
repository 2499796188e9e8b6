"""What the objects of a slide cost: 20,000 x 20,000 pixels of a stained section, part by part.

The bundled model and the way of `lvit predict`, reading and writing included, in a process of its
own. With other sides (``python -m lvit_core.cli.benches.slides SIDE``) it shows that memory does
not grow with the slide.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.cli.benches.apart import run_apart, tell_figures
from lvit_core.errors import LViTError
from lvit_core.prompt.templates import sample_template

SIDE_PX = 20_000
_TILE_PX = 512
_THREADS = 2


def measure() -> Mapping[str, float]:
    """Wall seconds, MiB and processor seconds of a slide of ``SIDE_PX``."""
    started = time.perf_counter()
    told = run_apart("lvit_core.cli.benches.slides", str(SIDE_PX))
    return {
        f"slide_{SIDE_PX}_s": time.perf_counter() - started,
        f"slide_{SIDE_PX}_cpu_s": told["seconds"],
        f"slide_{SIDE_PX}_mb": told["megabytes"],
    }


def main(side: int) -> None:
    """Predicts a slide in this process and tells what it took; drawing it is not counted."""
    import torch  # noqa: PLC0415 - the bench itself needs it in no other process

    from lvit_core.imaging.readers import read  # noqa: PLC0415
    from lvit_core.inference import Predictor  # noqa: PLC0415
    from lvit_core.inference.batch import Job, predict_all, rgb_and_spacing  # noqa: PLC0415

    torch.set_num_threads(_THREADS)
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "slide.tif")
        _draw(file, side)
        started = time.process_time()
        report = predict_all(
            [Job(file, None, sample_template("section").model, "slide")],
            Path(place, "out"),
            lambda name: Predictor(name, threads=_THREADS, feature_bytes=0),
            lambda path: rgb_and_spacing(read(path)),
        )
        if report.failed or not report.objects:
            raise LViTError(f"The slide could not be predicted: {report.failed}.")
        tell_figures(time.process_time() - started)


def _draw(file: Path, side: int) -> None:
    """A tiled TIFF of many sections; only a tile of it is in memory at a time."""
    from skimage import data  # noqa: PLC0415 - slow to import
    from tifffile import imwrite  # noqa: PLC0415

    load: Any = data.immunohistochemistry
    section: NDArray[np.uint8] = np.asarray(load())

    def tiles() -> Iterator[NDArray[np.uint8]]:
        for number in range((-(-side // _TILE_PX)) ** 2):
            yield np.ascontiguousarray(np.rot90(section, number % 4))

    imwrite(
        file, tiles(), shape=(side, side, 3), dtype=np.uint8, tile=(_TILE_PX, _TILE_PX),
        photometric="rgb", compression="zlib", compressionargs={"level": 1},
        resolution=(40_000, 40_000), resolutionunit="CENTIMETER",
    )  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
