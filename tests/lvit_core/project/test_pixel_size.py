"""Pixel sizes a person states: what files say counts more, and one kind of image means no other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage
from pydicom.data import get_testdata_file

from lvit_core.errors import LViTError
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings


@pytest.fixture
def project(tmp_path: Path):
    """A section and a film that say nothing, and a CT slice that does."""
    rng = np.random.default_rng(0)
    for name in ("section", "film"):
        PillowImage.fromarray(rng.integers(0, 255, (20, 30, 3), np.uint8)).save(
            tmp_path / f"{name}.png"
        )
    settings = ProjectSettings("x", "nuclei")
    with Project.create(tmp_path / "project", settings, seed="a") as made:
        made.images.add([tmp_path / "section.png", Path(get_testdata_file("CT_small.dcm"))])
        made.images.add([tmp_path / "film.png"], template="chest-xray")
        yield made


def spacings(project: Project) -> dict[str, tuple[float, float] | None]:
    return {record.name: record.spacing_mm for record in project.images.all()}


def test_a_stated_size_counts_where_the_file_says_nothing(project):
    before = spacings(project)
    assert before["section.png"] is None
    project.state_pixel_size("nuclei", 0.5)
    after = spacings(project)
    assert after["section.png"] == (0.0005, 0.0005)
    assert after["CT_small.dcm"] == before["CT_small.dcm"] != (0.0005, 0.0005)
    assert after["film.png"] is None, "another kind of image"
    assert project.images.get(1).spacing_mm == (0.0005, 0.0005)


def test_it_can_be_corrected_and_withdrawn_and_is_remembered(project):
    project.state_pixel_size("nuclei", 0.5)
    project.state_pixel_size("nuclei", 0.25)
    assert spacings(project)["section.png"] == (0.00025, 0.00025)
    project.state_pixel_size("nuclei", None)
    assert spacings(project)["section.png"] is None
    folder = project.folder
    project.close()
    with Project.open(folder) as again:
        assert again.settings.pixel_sizes == {"nuclei": None}, "asked, and nobody knows"


def test_new_images_have_the_size_too(project, tmp_path):
    project.state_pixel_size("nuclei", 0.5)
    PillowImage.fromarray(np.zeros((9, 9, 3), np.uint8)).save(tmp_path / "later.png")
    added = project.images.add([tmp_path / "later.png"]).added
    assert [record.spacing_mm for record in added] == [(0.0005, 0.0005)]


@pytest.mark.parametrize("um", [0.0, -1.0, 1e9, float("nan")])
def test_impossible_sizes_are_refused(project, um):
    with pytest.raises(LViTError, match="not possible"):
        project.state_pixel_size("nuclei", um)
    assert project.settings.pixel_sizes == {}
