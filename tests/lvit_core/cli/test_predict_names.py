"""Results of a prediction do not say whose DICOM file they are of; a file that stays here does."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from lvit_core.cli.predict import _file_jobs, _project_jobs, _run, _under_other_names
from lvit_core.model.checkpoint import build_model, save_model
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.project.paths import content_hash
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings

NAME = "Meier_Anna"


@pytest.fixture(scope="module")
def model(tmp_path_factory) -> str:
    torch.manual_seed(0)
    network = LViTConfig(width=8, image_size=64, text_dim=32, tokens=8)
    folder = tmp_path_factory.mktemp("models") / "tiny"
    config = ModelConfig(name="tiny", network=network, input="whole", licence="CC0")
    save_model(folder, build_model(config), "# Tiny\n")
    return str(folder)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two films of one name in two folders, and a picture."""
    from PIL import Image
    from pydicom.data import get_testdata_file

    found = [tmp_path / "in" / place / f"{NAME}.dcm" for place in ("a", "b")]
    for path in found:
        path.parent.mkdir(parents=True)
        shutil.copy(get_testdata_file("CT_small.dcm"), path)
    Image.new("L", (40, 30)).save(tmp_path / "in" / "tissue.png")
    return [*found, tmp_path / "in" / "tissue.png"]


def test_results_of_dicom_files_are_not_called_after_them(
    files: list[Path], model: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    jobs = _under_other_names(_file_jobs(files, model, "", None, None), out)
    jobs = [replace(job, any_kind=True) for job in jobs]  # tissue, by a model of chests
    assert _run(jobs, out, "eager", 0.125, 1).predicted == 3
    stems = [job.stem for job in jobs]
    assert stems[2] == "tissue" and all(stem.startswith("dicom-") for stem in stems[:2])
    assert len(set(stems)) == 3
    for path in (file for file in out.rglob("*") if file.is_file()):
        assert NAME not in path.name
        assert NAME.encode() not in path.read_bytes()
        for file in files[:2]:  # who has the file cannot find it here either
            assert content_hash(file).encode() not in path.read_bytes()
    told = capsys.readouterr().err
    assert "Results of 2 DICOM files are called dicom-..." in told
    beside = tmp_path / "out.names.json"
    names = json.loads(beside.read_text())["names"]
    assert names == {stem: str(path) for stem, path in zip(stems[:2], files[:2], strict=True)}
    assert beside.stat().st_mode & 0o077 == 0

    again = _under_other_names(_file_jobs(files, model, "", None, None), out)
    assert [job.stem for job in again] == stems
    assert _run(again, out, "eager", 0.125, 1).resumed == 3


def test_those_of_a_project_are_called_as_in_its_exports(
    files: list[Path], model: str, tmp_path: Path
) -> None:
    with Project.create(tmp_path / "p", ProjectSettings("p", "nuclei")) as project:
        records = project.images.add([files[0], files[2]]).added
        outside = project.pseudonyms.image(records[0].id)
    stems = {keep: [job.stem for job in _project_jobs(tmp_path / "p", model, None, keep=keep)]
             for keep in (False, True)}  # fmt: skip
    assert stems == {False: [outside, "tissue"], True: [NAME, "tissue"]}


def test_a_list_of_names_that_is_damaged_is_not_written_over(files, model, tmp_path) -> None:
    from lvit_core.errors import LViTError

    (tmp_path / "out.names.json").write_text("{")
    with pytest.raises(LViTError, match="damaged"):
        _under_other_names(_file_jobs(files, model, "", None, None), tmp_path / "out")
    assert (tmp_path / "out.names.json").read_text() == "{"
