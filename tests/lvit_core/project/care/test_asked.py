"""What a person is told of project care, without a window."""

from __future__ import annotations

from lvit_core.progress import Progress
from lvit_core.project.care import asked
from lvit_core.project.care.backups import Why, list_backups
from lvit_core.project.care.findings import Finding, Kind
from lvit_core.project.project import Project
from lvit_core.project.sqlite_file import FILE_NAME

QUIET: Progress = lambda *_: None  # noqa: E731 - typed as what is told


def test_findings_are_counted_and_each_is_named() -> None:
    found = [
        Finding(Kind.TILE, f"a{number}.png", "It is gone.", "drawn again") for number in (1, 2)
    ]
    assert asked.in_words([]).level == "info"
    assert asked.in_words(found[:1]).message == "One thing is wrong with the project."
    told = asked.in_words(found)
    assert (told.level, told.message) == ("warning", "2 things are wrong with the project.")
    assert told.details == tuple(one.text for one in found)


def test_a_project_is_backed_up_restored_checked_and_repaired(project: Project) -> None:
    folder, file = project.folder, project.folder / FILE_NAME
    assert asked.back_up(folder, QUIET, bool).message == "A backup is made."
    assert asked.compact("Ann", folder, QUIET, bool).hint.endswith("freed.")
    assert asked.check(folder, QUIET, bool).message == asked.NOTHING
    project.close()
    (made,) = list_backups(file)
    assert (made.why, made.nbytes) == (Why.ASKED, made.file.stat().st_size)
    assert "is kept as" in asked.restore(made.name, "Ann", "", folder, QUIET).hint
    assert asked.repair("Ann", folder, QUIET).message == asked.NOTHING
    assert asked.look_after(file, unclean=True, progress=QUIET, cancelled=bool) is None
