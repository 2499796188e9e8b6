"""Pages of files with several pictures become images of a project, chosen by a person."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import numpy as np
import pydicom
import pytest
import tifffile
from PIL import Image as PillowImage
from pydicom.data import get_testdata_file
from pydicom.uid import RLELossless
from typer.testing import CliRunner

from lvit_core.cli import build_app
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named
from lvit_core.imaging.readers import read
from lvit_core.project.additions import PageChoice
from lvit_core.project.project import Project
from lvit_core.project.records import Picture

STACK = np.random.default_rng(0).integers(0, 256, (3, 20, 30), np.uint8)


@pytest.fixture
def stack(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    path = tmp_path / "data" / "stack.tif"
    tifffile.imwrite(path, STACK, photometric="minisblack", metadata=None)
    return path


def test_no_page_is_chosen_for_a_person(project: Project, stack: Path) -> None:
    report = project.images.add([stack])
    assert report.added == []
    (skipped,) = report.skipped
    assert [(page.height, page.width) for page in skipped.pages] == [(20, 30)] * 3
    assert skipped.path == stack
    assert "choose a page" in skipped.hint


def test_two_pages_of_a_file_are_two_images(project: Project, stack: Path) -> None:
    report = project.images.add([stack], pages=PageChoice(of={stack: [3, 1]}))
    assert [record.name for record in report.added] == ["stack-page-3.tif", "stack-page-1.tif"]
    for record, index in zip(report.added, (2, 0), strict=True):
        assert np.array_equal(read(project.images.path(record.id)).pixels, STACK[index])
    again = project.images.add([stack], pages=PageChoice(number=1))
    assert (len(again.added), len(again.already)) == (0, 1)
    assert len(project.images.add([stack], pages=PageChoice(every=True)).added) == 1
    assert project.pictures.verify_all(record.id for record in project.images.all()) == {}


def test_another_stack_of_the_same_name_is_another_image(
    project: Project, stack: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "stack.tif"
    other.parent.mkdir()
    tifffile.imwrite(other, 255 - STACK, photometric="minisblack", metadata=None)
    report = project.images.add([stack, other], pages=PageChoice(number=2))
    assert [record.name for record in report.added] == ["stack-page-2.tif", "stack-page-2-2.tif"]
    second = project.images.path(report.added[1].id)
    assert np.array_equal(read(second).pixels, 255 - STACK[1])


def test_a_page_that_was_replaced_is_noticed(project: Project, stack: Path) -> None:
    (image,) = project.images.add([stack], pages=PageChoice(number=1)).added
    path = project.images.path(image.id)
    tifffile.imwrite(path, 255 - STACK[0], photometric="minisblack")
    assert project.pictures.verify_all([image.id]) == {image.id: Picture.CHANGED}


def test_the_chosen_page_is_what_leaves(project: Project, stack: Path, tmp_path: Path) -> None:
    project.images.add([stack], pages=PageChoice(number=2))
    format_named("coco").export(project, tmp_path / "out", {"images": "all"})
    (picture,) = (tmp_path / "out").rglob("*.tif")
    assert np.array_equal(tifffile.imread(picture), STACK[1])


def test_a_page_that_is_not_there_is_named(project: Project, stack: Path) -> None:
    (skipped,) = project.images.add([stack], pages=PageChoice(number=9)).skipped
    assert skipped.reason == "stack.tif has no page 9."
    assert "1 to 3" in skipped.hint


COUNT = 12
_OPENERS = {  # what opens a file of each family
    "tif": "lvit_core.imaging.tiff.open_file",
    "gif": "lvit_core.imaging.animation.open_picture",
    "pgm": "lvit_core.imaging.netpbm._data",
    "dcm": "lvit_core.imaging.dicom_frames.open_dataset",
}


@pytest.mark.parametrize("suffix", _OPENERS)
def test_all_pages_cost_no_more_than_one_each(
    project: Project, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"many.{suffix}"
    values = np.random.default_rng(0).integers(0, 256, (COUNT, 8, 9), np.uint8)
    if suffix == "tif":
        tifffile.imwrite(path, values, photometric="minisblack", compression="zlib", metadata=None)
    elif suffix == "gif":
        frames = [PillowImage.fromarray(each) for each in values]
        frames[0].save(path, save_all=True, append_images=frames[1:])
    elif suffix == "pgm":
        path.write_bytes(b"".join(b"P5 9 8 255\n" + each.tobytes() for each in values))
    else:
        data = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
        data.NumberOfFrames, data.Rows, data.Columns = COUNT, 8, 9
        data.PixelData = values.astype(np.uint16).tobytes()
        data.compress(RLELossless)
        data.save_as(path)
    opened: list[Path] = []
    module, name = _OPENERS[suffix].rsplit(".", 1)
    real = getattr(import_module(module), name)

    def counting(file: Path, *rest: object) -> object:
        opened.extend([file] * (file == path))
        return real(file, *rest)

    monkeypatch.setattr(_OPENERS[suffix], counting)
    steps: list[tuple[int, int]] = []
    report = project.images.add(
        [path], lambda done, total, _: steps.append((done, total)), pages=PageChoice(every=True)
    )
    assert len(report.added) == COUNT
    assert len(opened) < COUNT / 2  # looked at, listed, and written of
    assert steps[-1] == (COUNT + 1, COUNT + 1)
    if suffix in ("tif", "pgm"):
        pixels = [read(project.images.path(image.id)).pixels for image in report.added]
        assert np.array_equal(np.stack(pixels), values)
    assert not [file for file in (project.folder / "images").iterdir() if file.is_dir()]


def test_adding_pages_stops_between_two_of_them(project: Project, stack: Path) -> None:
    asked: list[int] = []
    report = project.images.add(
        [stack], cancelled=lambda: asked.append(1) or len(asked) > 2, pages=PageChoice(every=True)
    )
    assert [image.name for image in report.added] == ["stack-page-1.tif", "stack-page-2.tif"]


def test_pages_that_cannot_be_had_are_told_in_one_line(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cut.dcm"
    data = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
    data.NumberOfFrames = 6  # and holds one
    data.save_as(path)
    report = project.images.add([path], pages=PageChoice(every=True))
    (told,) = report.skipped
    assert told.reason == "5 pages: cut.dcm is cut off: its end is missing."
    assert len(report.added) == 1
    path = tmp_path / "many.tif"
    tifffile.imwrite(path, np.zeros((6, 20, 30), np.uint8), photometric="minisblack")
    monkeypatch.setattr("lvit_core.imaging.tiff_pages.MOST_PAGES", 4)
    (told,) = project.images.add([path]).skipped
    assert "more than" in told.reason
    assert not told.pages


@pytest.mark.parametrize("text", ["0", "-1", "x", "1.5", "²"])
def test_what_is_no_page_is_refused(text: str) -> None:
    with pytest.raises(LViTError, match="is no page"):
        PageChoice.parsed(text)


@pytest.mark.parametrize(("page", "names"), [("2", ["stack-page-2.tif"]), ("all", None)])
def test_the_command_takes_pages(
    tmp_path: Path, stack: Path, page: str, names: list[str] | None
) -> None:
    place = str(tmp_path / "p")
    run = CliRunner()
    assert run.invoke(build_app(), ["new", place, "--template", "nuclei"]).exit_code == 0
    refused = run.invoke(build_app(), ["add", place, str(stack)])
    assert refused.exit_code == 1
    assert "--page" in refused.output
    done = run.invoke(build_app(), ["add", place, str(stack), "--page", page])
    assert done.exit_code == 0, done.output
    with Project.open(tmp_path / "p") as opened:
        found = [record.name for record in opened.images.all()]
    assert found == (names or [f"stack-page-{number}.tif" for number in (1, 2, 3)])
