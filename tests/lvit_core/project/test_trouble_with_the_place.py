"""Folders that vanish, full disks, places that can only be read: told, and nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy
import tifffile

from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError, TransientError
from lvit_core.imaging.image import Image
from lvit_core.imaging.pyramid import ArraySource
from lvit_core.imaging.view_state import Contrast, ViewState
from lvit_core.project.care.backups import Why, back_up
from lvit_core.project.care.checking import check
from lvit_core.project.care.compacting import compact
from lvit_core.project.care.provenance import write_provenance
from lvit_core.project.care.routine import look_after
from lvit_core.project.chain import Act, Deed, extend_file
from lvit_core.project.finishing import finish_elsewhere
from lvit_core.project.labels import store_labels
from lvit_core.project.page_files import PICTURES_FOLDER, PageKeeper
from lvit_core.project.paths import MODEL_FILES as FILES
from lvit_core.project.place import Place as LeftAt
from lvit_core.project.place import write_place
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.project.sqlite_file import FILE_NAME, connect, version_of
from lvit_core.project.thumbnails import write_thumbnail
from tests.lvit_core.project.conftest import SIZE, write_images

NOW = datetime(2026, 5, 1, tzinfo=UTC)
PIXELS = np.zeros((20, 20), np.uint8)
REPOSITORY = Path(__file__).parents[3]
SETTINGS = ProjectSettings("Test", "chest-xray", "viewer")
RIGHTLESS = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]  # root without rights


def draw(project: Project, title: str = "Draw") -> None:
    labels = np.zeros(SIZE, np.int32)
    labels[10:20, 10:20] = 1
    store_labels(
        project, 1, "lesion", labels, classes="infection", provenance=Provenance("person"),
        title=title,
    )  # fmt: skip


# The folder goes --------------------------------------------------------------------------------


def away(project: Project) -> None:
    project.folder.rename(project.folder.with_name("renamed"))


def deleted(project: Project) -> None:
    shutil.rmtree(project.folder)


def replaced(project: Project) -> None:
    """As a synchronising program does, or somebody who copies an older state over it."""
    file = project.folder / FILE_NAME
    shutil.copy(file, file.with_suffix(".copy"))
    file.with_suffix(".copy").replace(file)


LOSSES = [away, deleted, replaced]


@pytest.mark.parametrize("lose", LOSSES)
def test_nothing_is_promised_where_nobody_would_find_it(project, lose):
    draw(project)
    assert project.trouble == ""
    lose(project)
    assert project.trouble
    with pytest.raises(TransientError, match=r"not there any more|in place of this one"):
        draw(project, "Draw more")
    assert len(project.journal.history(1)) == 1


@pytest.mark.parametrize("end", ["", "-wal"])
def test_what_another_program_cut_off_takes_nothing_more(project, end):
    """An editor, or a synchronising program that writes into the file that is there."""
    draw(project)
    assert project.trouble == ""
    os.truncate(f"{project.file}{end}", 0)
    assert "cut off by another program" in project.trouble
    with pytest.raises(TransientError, match="cut off"):
        draw(project, "Draw more")


def test_what_the_program_shortens_itself_is_not_cut_off(project):
    for number in range(30):
        draw(project, f"{number} {os.urandom(4000).hex()}")
    project.images.remove([1])
    journal = project.file.with_name(f"{FILE_NAME}-wal")
    before = journal.stat().st_size
    back_up(project.file, Why.ASKED, datetime.now(UTC))
    compact(project.file)
    assert journal.stat().st_size < before
    assert project.trouble == ""
    project.change_settings(name="Other")
    assert project.trouble == ""


@pytest.mark.parametrize("lose", LOSSES)
def test_all_that_was_stored_is_saved_elsewhere_and_the_work_goes_on_there(project, lose, tmp_path):
    draw(project)
    model = project.folder / "models" / "gen-0001"
    model.mkdir(parents=True)
    for name in FILES:
        (model / name).write_text(name)
    project.generations.add(model, "base", 0.7)
    pictures = [project.images.path(record.id) for record in project.images.all()]
    lose(project)
    there = tmp_path / "some" / "where" / "else"
    assert project.copy_to(there)
    assert project.folder == there and project.trouble == ""
    draw(project, "Draw more")
    assert [project.images.path(record.id) for record in project.images.all()] == pictures
    with pytest.raises(LViTError, match="already open"):
        Project.open(there)
    project.close()
    with Project.open(there) as again:
        assert [entry.title for entry in again.journal.history(1)] == ["Draw", "Draw more"]
        assert again.journal.load_plane(1, "lesion").to_array().any()
        (model,) = (again.folder / one.folder for one in again.generations.all())
        if lose is replaced:  # the folder is there, so the models are brought
            assert sorted(one.name for one in model.iterdir()) == sorted(FILES)


def test_a_copy_of_a_sound_project_leaves_it_where_it_is(project, tmp_path):
    draw(project)
    assert not project.copy_to(tmp_path / "copy")
    draw(project, "Draw more")
    with Project.open(tmp_path / "copy") as copy:
        assert len(copy.journal.history(1)) == 1
        assert copy.images.path(1).is_file()
    with pytest.raises(LViTError, match="already a project"):
        project.copy_to(tmp_path / "copy")
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "a.txt").write_text("a")
    project.copy_to(tmp_path / "used")
    assert Project.exists(tmp_path / "used" / project.folder.name)


def test_a_folder_that_comes_back_is_the_same_again(project):
    home = project.folder
    away(project)
    assert project.trouble
    home.with_name("renamed").rename(home)
    assert project.trouble == ""
    draw(project)


def keep_page(folder: Path) -> None:
    stack = folder.parent / "stack.tif"
    tifffile.imwrite(stack, np.zeros((3, 20, 30), np.uint8), photometric="minisblack")
    with PageKeeper(stack, folder / PICTURES_FOLDER) as keeper:
        keeper.keep(1)


@pytest.mark.parametrize(
    "what", ["backup", "routine", "thumbnail", "audit", "chain", "check", "page"]
)
def test_a_folder_that_was_renamed_is_not_made_anew(project, what):
    """It stood there with an empty project in it, and the real one could not be put back."""
    file, folder = project.file, project.folder
    work = {
        "backup": lambda: back_up(file, Why.ASKED, NOW),
        "routine": lambda: look_after(file, NOW, unclean=False),
        "thumbnail": lambda: write_thumbnail(
            ArraySource(Image(PIXELS)), folder / "a/b.png", folder
        ),
        "audit": lambda: write_provenance(folder, folder.parent / "prov.json"),
        "chain": lambda: extend_file(file, "ann", [Deed(Act.REPAIRED)]),
        "check": lambda: check(folder),
        "page": lambda: keep_page(folder),
    }[what]
    folder.rename(folder.with_name("away"))
    with pytest.raises((LViTError, OSError, sqlite3.Error)):
        work()
    assert not folder.exists()
    write_place(folder, LeftAt(1, ViewState(1.0, (0.0, 0.0)), Contrast(), "brush"))
    assert not folder.exists()
    folder.with_name("away").rename(folder)
    draw(project)


@pytest.mark.parametrize("writable", [True, False])
def test_whoever_only_reads_makes_no_file(tmp_path, writable, monkeypatch):
    """SQLite makes an empty one where it is not told what it may."""
    monkeypatch.setattr(os, "access", lambda *_: writable)
    with pytest.raises((LViTError, sqlite3.Error)):
        connect(tmp_path / FILE_NAME, read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_what_a_backup_left_that_was_cut_off_is_cleared(project):
    folder = project.folder / "backups"
    back_up(project.file, Why.ASKED, NOW)
    left = [folder / f"2026-01-01-000000-000000-asked.sqlite.77.part{end}" for end in ("", "-wal")]
    now = folder / "2026-01-01-000000-000000-asked.sqlite.78.part"
    for one in (*left, now):
        one.write_bytes(b"half")
        os.utime(one, (NOW.timestamp(), NOW.timestamp() - 7200 * (one is not now)))
    back_up(project.file, Why.ASKED, NOW)
    assert now.exists() and not any(one.exists() for one in left)
    assert len(list(folder.glob("*.sqlite"))) == 2


def test_a_file_that_vanished_is_not_made_anew(project):
    (project.folder / FILE_NAME).unlink()
    project._store._engine.dispose()
    with pytest.raises(LViTError):
        project.images.all()
    assert not (project.folder / FILE_NAME).exists()


# The disk is full -------------------------------------------------------------------------------


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*")) if folder.exists() else []


KILOBYTES = [0, 1, 4, 16, 40, 64, 100, 128]
# One process makes a project without a limit, and a copy of it one for each limit.
LIMITED = """
import json, os, resource, signal, sys
from lvit_core.cli import build_app; from lvit_core.cli.output import run
def make(name):
    place = os.path.join(sys.argv[1], name, "a", "p")
    run(build_app(), ["new", place, "--template", "nuclei", "--pixel-size", "0.25"])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
ends = {}
try:
    make("unlimited")
except SystemExit as end:
    assert not end.code
for kilobytes in map(int, sys.argv[2:]):
    said, end = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(end, 2)
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes << 10, kilobytes << 10))
        make(str(kilobytes))
    os.close(end)
    with os.fdopen(said) as text:
        told = text.read()
    ends[kilobytes] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told
sys.__stdout__.write("\\n" + json.dumps(ends))
"""


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[int, str]]]:
    """Where projects were made under limits, and how each command ended and what it said."""
    place = tmp_path_factory.mktemp("limited")
    for kilobytes in KILOBYTES:
        (place / str(kilobytes)).mkdir()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(place), *map(str, KILOBYTES)],
        capture_output=True, text=True, cwd=REPOSITORY, check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    return place, json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("kilobytes", KILOBYTES)
def test_a_project_is_made_whole_or_not_at_all(limited, kilobytes):
    """A file may grow to so many bytes and no further, as on a full disk."""
    place = limited[0] / str(kilobytes)
    code, told = limited[1][str(kilobytes)]
    assert "Traceback" not in told
    if code:
        assert leftovers(place) == [], told
        assert "Error:" in told
        return
    with Project.open(place / "a" / "p") as made:
        assert made.settings.pixel_sizes == {"nuclei": 0.25}


def test_some_limits_let_a_project_be_made_and_some_do_not(limited):
    assert {code for code, _ in limited[1].values()} == {0, 1}


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_project_that_cannot_be_finished_leaves_nothing(tmp_path, monkeypatch, step):
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
    with pytest.raises(LViTError, match="No space left"):
        Project.create(tmp_path / "p", SETTINGS)
    monkeypatch.undo()
    assert leftovers(tmp_path) == []
    Project.create(tmp_path / "p", SETTINGS).close()


def test_what_a_killed_program_left_half_made_is_no_project_and_goes(tmp_path):
    half = tmp_path / f"{FILE_NAME}.77.part"
    half.write_bytes(b"SQLite format 3\0")
    assert not Project.exists(tmp_path)
    Project.create(tmp_path, SETTINGS).close()
    assert not half.exists()


def test_a_failing_copy_leaves_everything_as_it_was(project, tmp_path, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    draw(project)
    deleted(project)
    with monkeypatch.context() as patch, pytest.raises(LViTError, match="No space left"):
        patch.setattr(os, "fsync", fail)
        project.copy_to(tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists() and project.trouble
    assert project.copy_to(tmp_path / "elsewhere")
    assert len(project.journal.history(1)) == 1


# Only read --------------------------------------------------------------------------------------


@pytest.fixture
def public() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755)
    shutil.rmtree(folder)


def read_without_rights(folder: Path) -> subprocess.CompletedProcess[str]:
    """`lvit info` and the number of objects, as who may only read finds them."""
    code = (
        "import sys; from pathlib import Path\n"
        "from lvit_core.errors import LViTError\n"
        "from lvit_core.project.project import Project\n"
        "try:\n"
        "    with Project.open(Path(sys.argv[1]), read_only=True) as project:\n"
        "        print(len(project.journal.load_objects(1, 'lesion')))\n"
        "except LViTError as error: print(error)\n"
    )
    command = [sys.executable, "-c", code, str(folder)]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root can write everywhere, and nothing here takes that right away")
        command = RIGHTLESS + command
    return subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=False)


def lock_up(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder.chmod(0o555)


def test_who_may_only_read_gets_the_newest_while_a_window_is_open(public):
    with Project.create(public / "p", SETTINGS) as project:
        project.images.add(write_images(public / "images", 1))
        draw(project)
        lock_up(public / "p")
        assert read_without_rights(public / "p").stdout.strip() == "1"


def test_who_may_only_read_gets_the_newest_after_a_kill_or_a_refusal(public):
    with Project.create(public / "p", SETTINGS) as project:
        project.images.add(write_images(public / "images", 1))
        draw(project)
        shutil.copytree(public / "p", public / "killed")  # as a kill leaves it
    lock_up(public / "killed")
    assert read_without_rights(public / "killed").stdout.strip() == "1"
    (public / "killed").chmod(0o755)
    (public / "killed" / f"{FILE_NAME}-shm").unlink()
    lock_up(public / "killed")
    assert "newest changes" in read_without_rights(public / "killed").stdout


def test_who_may_only_read_sees_what_is_written_after_the_opening(tmp_path, monkeypatch):
    with Project.create(tmp_path / "p", SETTINGS) as project:
        project.images.add(write_images(tmp_path / "images", 1))
    access = os.access

    def refused(path: Path, mode: int) -> bool:
        return not (mode == os.W_OK and path.is_dir()) and access(path, mode)

    monkeypatch.setattr(os, "access", refused)
    with Project.open(tmp_path / "p", read_only=True) as reader:
        assert len(reader.journal.load_objects(1, "lesion")) == 0
        with Project.open(tmp_path / "p") as writer:
            draw(writer)
            assert len(reader.journal.load_objects(1, "lesion")) == 1
        assert len(reader.journal.load_objects(1, "lesion")) == 1


# One transaction --------------------------------------------------------------------------------


def test_a_generation_is_recorded_and_put_in_force_by_one_transaction(project, tmp_path):
    commits = []
    sqlalchemy.event.listen(project._store._engine, "commit", commits.append)
    model = project.generations.model_in_force()
    made = project.generations.add(project.folder / "gen-0001", "base", 0.7, succeeds=model)
    assert made.in_force and len(commits) == 1
    project.generations.put_in_force(0)
    project.generations.put_in_force(made.number)
    assert len(commits) == 3


@pytest.mark.parametrize("statement", range(5))
def test_a_generation_is_in_force_or_unknown_wherever_recording_ends(project, tmp_path, statement):
    """The statement of that number is the last that is begun."""
    model = project.generations.model_in_force()
    count = iter(range(100))

    @sqlalchemy.event.listens_for(project._store._engine, "before_cursor_execute")
    def end(_connection, _cursor, sql, *_rest) -> None:
        if sql.startswith(("INSERT", "UPDATE")) and next(count) == statement:
            raise sqlite3.OperationalError("the end")

    before = project.generations.in_force()
    try:
        project.generations.add(project.folder / "gen-0001", "base", 0.7, succeeds=model)
        known = 1
    except sqlalchemy.exc.OperationalError:
        known = 0
    sqlalchemy.event.remove(project._store._engine, "before_cursor_execute", end)
    assert len(project.generations.all()) == known
    assert project.generations.in_force() == (1 if known else before)


# Other programs at the same file -----------------------------------------------------------------

READER = """
import sqlite3, sys
from lvit_core.project.page_files import PICTURES_FOLDER, PageKeeper
from lvit_core.project.paths import MODEL_FILES as FILES
from lvit_core.project.project import Project
with Project.open(sys.argv[1], read_only=True) as project:
    print(len(project.journal.history(1)))
other = sqlite3.connect(sys.argv[2])
other.execute("SELECT COUNT(*) FROM images").fetchall()
other.close()
"""


def seen_elsewhere(project: Project) -> int:
    """What another program reads, which then closes the project as if it were the last."""
    program = [sys.executable, "-c", READER, str(project.folder), str(project.file)]
    done = subprocess.run(program, capture_output=True, text=True, check=True, cwd=REPOSITORY)
    return int(done.stdout)


def test_looking_at_an_open_project_keeps_its_locks(project):
    """To close a file forgets all locks on it. The daily check did, and who read the project next
    in another program removed the journal, and with it all that was drawn from then on."""
    draw(project)
    check(project.folder)
    Project.open(project.folder, read_only=True).close()
    back_up(project.file, Why.ASKED, datetime(2026, 1, 1, tzinfo=UTC))
    finish_elsewhere(project.folder)
    assert version_of(project.folder)
    assert seen_elsewhere(project) == 1
    draw(project, "Draw more")
    assert seen_elsewhere(project) == 2
    assert project.trouble == ""


def test_a_journal_that_was_taken_away_is_noticed_and_a_copy_holds_all(project, tmp_path):
    draw(project)
    journal = project.file.with_name(f"{FILE_NAME}-wal")
    journal.unlink()
    with pytest.raises(TransientError, match="taken away"):
        draw(project, "Draw more")
    assert project.copy_to(tmp_path / "copy")
    draw(project, "Draw more")
    project.close()
    with Project.open(tmp_path / "copy") as copy:
        assert [entry.title for entry in copy.journal.history(1)] == ["Draw", "Draw more"]
