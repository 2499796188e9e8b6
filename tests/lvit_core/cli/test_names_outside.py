"""What commands write beside exports names no patient, and only its owner may read it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from lvit_core.annotation.objects import Provenance
from lvit_core.exchange import import_as_project
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.hostile.runs import run_command
from tests.lvit_core.exchange.conftest import finish
from tests.lvit_core.exchange.test_identity import NAME, film

pytestmark = [
    pytest.mark.exchange,
    pytest.mark.filterwarnings("ignore:Invalid value for VR"),  # what is planted breaks rules
]
WRITTEN = {
    "measure": "measure project --out out/t.csv --json",
    "audit": "project audit project --prov out/prov.json",
    "export": "export project --format lvit --out out/lvit",
    "describe": "text describe --template chest-xray --mask out/lvit/labelcol "
    "--out out/drafts.xlsx",
    "images": "project set project --list list.txt --split holdout",
    "classes": "classes add project fibrosis --layer lesion",
    "again": "measure project --all --out out/again.csv",
}


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a project of two films of one patient, and all that commands wrote of it."""
    place = tmp_path_factory.mktemp("outside")
    files = [film(place / f"{NAME} Anna" / f"{NAME}_{number}.dcm", number) for number in (1, 2)]
    patch = pytest.MonkeyPatch()
    patch.chdir(place)
    old = os.umask(0)  # as loose as it gets
    try:
        settings = ProjectSettings(f"{NAME} Anna", "chest-xray", "viewer")
        with Project.create(place / "project", settings) as project:
            for record in project.images.add(files).added:
                labels = np.zeros((128, 128), np.int32)
                labels[20:60, 20:50] = 1
                store_labels(
                    project, record.id, "lesion", labels, classes="infection",
                    provenance=Provenance("person", "reader"), title="Draw",
                )  # fmt: skip
                finish(project, record.id, "Upper left lung.")
            project.images.set_group([1], f"{NAME}, Anna")
        (place / "list.txt").write_text(f"{NAME}_2.dcm\n")
        for words in WRITTEN.values():
            ending = run_command(words.split(" "))
            assert ending.code == 0 and not ending.broke, ending
        again = import_as_project("lvit", place / "out" / "lvit", place / "again", {})
        again.save(place / "out" / "report.json")
    finally:
        os.umask(old)
        patch.undo()
    yield place


def test_no_name_is_in_what_was_written(ward: Path) -> None:
    written = [path for path in (ward / "out").rglob("*") if path.is_file()]
    assert len(written) > 12
    for path in written:
        data = path.read_bytes().lower()
        for word in (NAME.lower(), "19531224", str(ward).lower()):
            if path.name != "report.json" or word != str(ward).lower():  # it says where it read
                assert word.encode() not in data, f"{path.name}: {word}"
                assert word.encode("utf-16-le") not in data, f"{path.name}: {word}"


def test_only_its_owner_may_read_it(ward: Path) -> None:
    for path in (ward / "out").rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode & 0o077 == 0, f"{path.name} is open to others"
