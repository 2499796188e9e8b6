"""Masks that scripts save as NumPy's arrays: numbers are read, all else is named and never run."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from lvit_core.exchange import import_as_project
from lvit_core.exchange.reports import ImportReport
from tests.lvit_core.exchange.conftest import write_image
from tests.lvit_core.exchange.test_label_pictures import four

pytestmark = pytest.mark.exchange


class Trap:
    """Makes a file when it is unpacked."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self._file),)


def bring(folder: Path) -> ImportReport:
    return import_as_project("png", folder, folder.parent / "p", {"template": "nuclei"})


READ = {
    "numbers": four().astype(np.int64), "fractions": four().astype(np.float32),
    "columns": np.asfortranarray(four()), "one": four()[None],
}  # fmt: skip
REFUSED = {
    "half": (four() * 0.5, "numbers that are no labels"),
    "below": (-four().astype(np.int16), "numbers that are no labels"),
    "nan": (np.where(four() > 0, np.nan, 0), "numbers that are no labels"),
    "text": (four().astype("U2"), "numbers that are no labels"),
    "stack": (np.stack([four(), four()]), "has the axes 2 x 90 x 130"),
    "none": (np.zeros((0, 4)), "has no pixels"),
}


def test_arrays_of_whole_numbers_are_masks(tmp_path: Path) -> None:
    (tmp_path / "d" / "masks").mkdir(parents=True)
    for seed, (name, numbers) in enumerate(READ.items()):
        write_image(tmp_path / "d" / "images" / f"{name}.png", seed)
        np.save(tmp_path / "d" / "masks" / f"{name}.npy", numbers)
    report = bring(tmp_path / "d")
    assert (report.images, report.objects, report.losses) == (4, 16, [])


def test_arrays_lie_beside_pictures_too(tmp_path: Path) -> None:
    for seed, name in enumerate("ab"):
        write_image(tmp_path / "d" / f"{name}.png", seed)
    np.save(tmp_path / "d" / "a_mask.npy", four())
    np.save(tmp_path / "d" / "b.npy", four() > 0)
    report = bring(tmp_path / "d")
    assert (report.images, report.objects, report.losses) == (2, 7, [])


def test_other_arrays_are_named_and_never_run(tmp_path: Path) -> None:
    (tmp_path / "d" / "masks").mkdir(parents=True)
    told = {name: reason for name, (_, reason) in REFUSED.items()}
    told |= {"trap": "may run programs", "cut": "its end is missing", "odd": "is damaged"}
    for seed, name in enumerate(told):
        write_image(tmp_path / "d" / "images" / f"{name}.png", seed)
    for name, (numbers, _) in REFUSED.items():
        np.save(tmp_path / "d" / "masks" / f"{name}.npy", numbers)
    trap = np.array([Trap(tmp_path / "sprung")], object)
    np.save(tmp_path / "d" / "masks" / "trap.npy", trap, allow_pickle=True)
    np.save(tmp_path / "d" / "masks" / "cut.npy", four())
    os.truncate(tmp_path / "d" / "masks" / "cut.npy", 300)
    (tmp_path / "d" / "masks" / "odd.npy").write_bytes(b"odd")
    report = bring(tmp_path / "d")
    assert (report.images, report.objects) == (len(told), 0)
    reasons = {loss.file: loss.reason for loss in report.losses}
    assert {name: told[name] in reasons[f"{name}.png"] for name in told} == dict.fromkeys(
        told, True
    )
    assert not (tmp_path / "sprung").exists()
