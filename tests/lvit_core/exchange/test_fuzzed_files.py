"""Label files with random faults: an import ends in a report that adds up, or in a sentence.

``LVIT_MUTATIONS=200`` tries as many of each kind.
"""

from __future__ import annotations

import gzip
import os
import random
import shutil
from pathlib import Path

import pytest

from lvit_core.errors import LViTError
from lvit_core.exchange import import_as_project
from tests.lvit_core.exchange import test_dicom_seg_in as seg
from tests.lvit_core.exchange import test_nifti_in as nifti
from tests.lvit_core.exchange import test_rtstruct_in as structures

TRIES = int(os.environ.get("LVIT_MUTATIONS", "12"))
pytestmark = [
    pytest.mark.exchange, pytest.mark.hostile, pytest.mark.timeout(max(300, 10 * TRIES))
]  # fmt: skip


def write(name: str, folder: Path) -> Path:
    """A data set of a format; returns the file to damage."""
    if name == "nifti":
        nifti.save(folder / "images" / "a.nii.gz", nifti.PICTURE, nifti.FILM)
        nifti.save(folder / "labels" / "a.nii.gz", nifti.MASK, nifti.FILM)
        return folder / "labels" / "a.nii.gz"
    slices = seg.write_slices(folder)
    if name == "dicom-seg":
        described = [seg.segment(number, "a", tracked=number < 3) for number in (1, 2, 3)]
        seg.segmentation(slices, seg.blocks(), described).save_as(folder / "labels.dcm")
    else:
        rings = [structures.contour(slices[0], structures.circle(60, 50, r)) for r in (9, 20)]
        structures.save(folder / "labels.dcm", slices[0], {"a": rings}, {})
    return folder / "labels.dcm"


def damaged(data: bytes, chance: random.Random) -> bytes:
    kind, place = chance.random(), chance.randrange(len(data))
    if kind < 0.2:
        return data[:place]
    if kind < 0.4:
        return data[:place] + chance.randbytes(chance.randrange(1, 64)) + data[place:]
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 20, 100))):
        changed[chance.randrange(min(len(changed), 4000))] = chance.choice((0, 127, 128, 255))
    return bytes(changed)


@pytest.mark.parametrize("name", ["dicom-seg", "rtstruct", "nifti"])
def test_damage_is_named_and_adds_up(name: str, tmp_path: Path) -> None:
    file = write(name, tmp_path / "d")
    data = file.read_bytes()
    whole = gzip.decompress(data) if file.suffix == ".gz" else data
    for seed in range(TRIES):
        changed = damaged(whole, random.Random(seed))
        file.write_bytes(gzip.compress(changed) if file.suffix == ".gz" else changed)
        shutil.rmtree(tmp_path / "p", ignore_errors=True)
        try:
            report = import_as_project(name, tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
        except LViTError:
            continue
        lost = sum(loss.objects for loss in report.losses)
        assert report.objects_found == report.objects + report.already + lost, seed
