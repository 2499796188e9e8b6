"""What the window does for a project by itself and when asked, and how it tells a person.

Each takes the project's folder and says how far it is; what each raises stands where it is done.
That is imported when it is called: the window opens before it needs the data base.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lvit_core.annotation.edit import Edit
from lvit_core.errors import LViTError
from lvit_core.notice import Notice
from lvit_core.progress import Progress
from lvit_core.project.care.findings import Finding
from lvit_core.project.clock import moment
from lvit_core.wording import counted, said

if TYPE_CHECKING:  # the data base is loaded when it is needed
    from lvit_core.project.care.backups import Backup
    from lvit_core.project.care.moments import Moment
    from lvit_core.project.project import Project

Cancelled = Callable[[], bool]
NOTHING = "Nothing is wrong with the project."


def look_after(
    file: Path, unclean: bool, progress: Progress, cancelled: Cancelled
) -> Notice | None:
    """What a project file gets once a day, and after an end that was not clean; mostly silent."""
    from lvit_core.project.care import routine  # noqa: PLC0415

    found = routine.look_after(
        file, moment(), unclean=unclean, step_done=progress, cancelled=cancelled
    )
    return in_words(found) if found else None


def check(folder: Path, progress: Progress, cancelled: Cancelled) -> Notice:
    """Looks over everything; nothing is changed."""
    from lvit_core.project.care.checking import check as look_over  # noqa: PLC0415

    return in_words(look_over(folder, progress, cancelled))


def back_up(folder: Path, progress: Progress, _cancelled: Cancelled) -> Notice:
    """Makes a backup of all that is stored."""
    from lvit_core.project.care import backups  # noqa: PLC0415
    from lvit_core.project.sqlite_file import FILE_NAME  # noqa: PLC0415

    made = backups.back_up(folder / FILE_NAME, backups.Why.ASKED, moment(), progress)
    place = made.file.parent.name
    return Notice("info", "A backup is made.", f"It lies in the folder {place} of the project.")


def compact(person: str, folder: Path, _progress: Progress, _cancelled: Cancelled) -> Notice:
    """Gives room that the project file no longer needs back to the disk."""
    from lvit_core.project.care.compacting import compact as write_without_gaps  # noqa: PLC0415
    from lvit_core.project.sqlite_file import FILE_NAME  # noqa: PLC0415

    done = write_without_gaps(folder / FILE_NAME, person)
    return Notice("info", "The project file is compact.", done.text)


def list_backups(project: Project) -> list[Backup]:
    """The backups of a project, the newest first."""
    from lvit_core.project.care import backups  # noqa: PLC0415

    return backups.list_backups(project.file)[::-1]


def list_moments(image_id: int, project: Project) -> list[Moment]:
    """Who did what with an image, the newest first."""
    from lvit_core.project.care.moments import moments  # noqa: PLC0415

    return list(moments(project, image_id))[::-1]


def way_back(image_id: int, step: int, project: Project) -> list[Edit]:
    """The edits that make an image what it was after a step; raises where it is that already."""
    from lvit_core.project.care import moments  # noqa: PLC0415

    edits = moments.way_back(project, image_id, step)
    if not edits:
        raise LViTError("The image is as it was then already.", "Choose another moment.")
    return edits


def audit_chain(folder: Path, progress: Progress, cancelled: Cancelled) -> Notice:
    """Looks whether another program changed what people did."""
    from lvit_core.project.care.audit import audit as verify  # noqa: PLC0415

    done = verify(folder, None, progress, cancelled)
    found = tuple(
        said("{item}: {problem}", item=one.item, problem=one.problem) for one in done.findings
    )
    end = said("The chain ends with {text}.", text=done.head.text)
    if not found:
        hint = said(
            "{number} of {persons} hold.",
            number=counted(done.head.number, "row"),
            persons=counted(len(done.persons), "person"),
        )
        whole = "Nothing was changed by other means than this program."
        return Notice("info", whole, hint, (*done.notes, end))
    count = said("One thing was") if len(found) == 1 else counted(len(found), "", "things were")
    hint = "A backup may hold it as it was."
    return Notice(
        "warning",
        said("{count} changed by other means.", count=count),
        hint,
        (*found, *done.notes, end),
    )


def restore(name: str, person: str, why: str, folder: Path, progress: Progress) -> Notice:
    """Goes back to a backup of a project that nobody has open; ``why`` as in `restoring`."""
    from lvit_core.project.care.restoring import restore as put_in_place  # noqa: PLC0415

    done = put_in_place(folder, name, moment(), progress, person, why)
    kept = (
        ""
        if done.kept is None
        else said("What it was before is kept as {name}.", name=done.kept.name)
    )
    return Notice("info", "The project is as it was in the backup.", kept)


def repair(person: str, folder: Path, progress: Progress) -> Notice:
    """Makes again what can be made again, in a project that nobody has open."""
    from lvit_core.project.care.repairing import repair as mend  # noqa: PLC0415

    done = mend(folder, moment(), progress, person=person)
    lines = [
        said("Mended: {item}: {problem}", item=one.item, problem=one.problem) for one in done.mended
    ]
    lines += [said("Still wrong: {text}", text=one.text) for one in done.left]
    if not lines:
        return Notice("info", NOTHING)
    told = said(
        "{mended} mended, {left} still wrong.", mended=len(done.mended), left=len(done.left)
    )
    return Notice("warning" if done.left else "info", told, details=tuple(lines))


def in_words(found: Sequence[Finding]) -> Notice:
    """What a look over a project found."""
    if not found:
        return Notice("info", NOTHING)
    count = said("One thing is") if len(found) == 1 else counted(len(found), "", "things are")
    hint = "File > Project care > Repair mends what it can, after a backup."
    lines = tuple(one.text for one in found)
    return Notice("warning", said("{count} wrong with the project.", count=count), hint, lines)
