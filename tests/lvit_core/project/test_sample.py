"""The sample project is complete, true to its masks, and made without a network."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvit_core.errors import LViTError
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState
from lvit_core.project.sample import create_sample_project
from lvit_core.prompt.describe import describe
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import load_template


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "sample"
    assert not Project.exists(folder)
    create_sample_project(folder)
    return folder


def test_it_has_tissue_a_dicom_and_chests(sample: Path) -> None:
    with Project.open(sample) as project:
        records = {record.name: record for record in project.images.all()}
        assert len(records) == 14
        assert records["tissue.png"].template == "nuclei"
        assert records["tissue.png"].channels == 3
        assert records["ct.dcm"].spacing_mm is not None
        counts = project.images.counts()
        assert (counts.labeled, counts.holdout, counts.with_sentence) == (6, 2, 12)
        assert project.settings.laterality == "viewer"
        assert all(project.images.path(record.id).is_file() for record in records.values())


def test_every_stored_sentence_is_what_the_masks_show(sample: Path) -> None:
    template = load_template("chest-xray")
    with Project.open(sample) as project:
        labeled = [r for r in project.images.all() if r.state is ImageState.LABELED]
        for record in labeled:
            lesion = project.journal.load_plane(record.id, "lesion").to_array()
            lungs = project.journal.load_plane(record.id, "lungs").to_array()
            assert len(project.journal.load_objects(record.id, "lungs")) == 2
            drafted = describe(lesion, template, lungs).sentence
            assert record.sentence == drafted.text
            parsed = parse(record.sentence, template)
            assert parsed.areas == len(project.journal.load_objects(record.id, "lesion"))
            assert not parsed.unknown
        held_out = [r.split == "holdout" for r in labeled]
        assert any(held_out)
        assert not all(held_out)


def test_it_is_not_made_twice_nor_over_other_files(sample: Path, tmp_path: Path) -> None:
    with pytest.raises(LViTError, match="already"):
        create_sample_project(sample)
    (tmp_path / "mine.txt").write_text("precious")
    with pytest.raises(LViTError, match="not empty"):
        create_sample_project(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
