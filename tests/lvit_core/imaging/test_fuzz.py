"""Damaged copies of real pictures: each opens or is refused in words, within 5 s and 1 GB.

The seconds are those of the processor; a copy that shows no end within a minute counts as hung.

``make test`` tries a few copies of small files. All of it, 200 copies of every file beside the
checkout, takes some ten minutes::

    LVIT_FUZZ=200 python -m pytest tests/lvit_core/imaging/test_fuzz.py -s
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import imagecodecs
import nibabel as nib
import numpy as np
import pytest
import tifffile
from PIL import Image as Picture
from pydicom.data import get_testdata_file

COPIES = int(os.environ.get("LVIT_FUZZ", "0"))
FEW_COPIES, FEW_BYTES = 10, 60_000
LONGEST_S, MOST_MB = 5.0, 1000.0
FOLDERS = ("dicom", "more", "nifti", "tiff16", "wsi", "xray_png")
CHILD = Path(__file__).with_name("fuzzing.py")

pytestmark = [pytest.mark.hostile, pytest.mark.timeout(3600 if COPIES else 300)]


def outcomes(files: list[Path], copies: int) -> list[dict[str, Any]]:
    """What became of every damaged copy; a child that hangs or dies is replaced by another."""
    found: list[dict[str, Any]] = []
    while len(found) < copies * len(files):
        command = [sys.executable, str(CHILD), str(copies), str(len(found)), *map(str, files)]
        child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": str(CHILD.parents[3])},
        )  # fmt: skip
        started, end = _listen(child, found)
        if child.wait() != 0 or end == "hung":
            found.append({"name": started, "result": end, "s": 0.0, "mb": 0.0})
    return found


def _listen(child: subprocess.Popen[bytes], found: list[dict[str, Any]]) -> tuple[str, str]:
    """Takes down what a child says; gives the last copy it began, and how it ended."""
    assert child.stdout is not None
    started = ""
    while True:
        ready, _, _ = select.select([child.stdout], [], [], LONGEST_S * 12)
        if not ready:
            child.kill()
            return started, "hung"
        line = child.stdout.readline()
        if not line:
            return started, "the process died"
        told = json.loads(line)
        started = told.get("start", started)
        if "result" in told:
            found.append(told)


def check(files: list[Path], copies: int) -> None:
    found = outcomes(files, copies)
    bad = [
        told
        for told in found
        if told["result"] not in ("opened", "refused")
        or told["s"] > LONGEST_S
        or told["mb"] > MOST_MB
    ]
    slowest = max(found, key=lambda told: told["s"])
    largest = max(found, key=lambda told: told["mb"])
    counts = Counter(told["result"] for told in found)
    sys.stdout.write(
        f"\n{len(files)} files, {len(found)} copies: {dict(counts)}; slowest {slowest['s']:.1f} s "
        f"({slowest['name']}), largest {largest['mb']:.0f} MB ({largest['name']})\n"
    )
    assert not bad, "\n".join(map(str, bad))


def made(folder: Path) -> list[Path]:
    """One small picture of each kind, for who has no real ones."""
    rgb = np.random.default_rng(0).integers(0, 256, (40, 50, 3), np.uint8)
    picture = Picture.fromarray(rgb)
    for name in ("a.png", "a.jpg", "a.bmp", "a.gif", "a.webp", "a.jp2", "a.avif", "a.ppm"):
        picture.save(folder / name)
    (folder / "plain.pgm").write_text(f"P2 50 40 255\n{' '.join(map(str, rgb[:, :, 0].flat))}")
    tifffile.imwrite(folder / "stack.tif", rgb[None].repeat(3, 0), photometric="rgb")
    tifffile.imwrite(folder / "strips.tif", rgb, photometric="rgb", compression="lzw")
    tifffile.imwrite(folder / "tiles.tif", rgb, photometric="rgb", tile=(16, 16))
    tile = imagecodecs.jpeg_encode(rgb[:32, :32])
    tifffile.imwrite(
        folder / "jpeg.tif", iter([tile] * 4), shape=(64, 64, 3), dtype=np.uint8, tile=(32, 32),
        photometric="rgb", compression="jpeg",
    )  # fmt: skip
    volume = nib.Nifti1Image(rgb.astype(np.int16), np.diag([0.5, 0.5, 2, 1]))
    nib.save(volume, folder / "volume.nii")
    nib.save(volume, folder / "packed.nii.gz")
    for name in ("CT_small.dcm", "SC_rgb_rle_2frame.dcm", "JPEG2000.dcm"):
        (folder / name).write_bytes(Path(get_testdata_file(name)).read_bytes())
    return sorted(folder.iterdir())


def test_damaged_copies_of_made_pictures(tmp_path: Path) -> None:
    check(made(tmp_path), COPIES or FEW_COPIES)


def test_damaged_copies_of_real_pictures(shared_cases: Path, shared_data: Path) -> None:
    files = sorted((shared_cases / "images").iterdir())
    for folder in FOLDERS:
        files += sorted((shared_data / "formats" / folder).iterdir())
    if not COPIES:
        files = [file for file in files if file.stat().st_size <= FEW_BYTES][::3]
    check(files, COPIES or FEW_COPIES)
