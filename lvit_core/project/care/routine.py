"""What a project gets without being asked: a look over the file and a backup, once a day.

After an end that was not clean the file is looked over at once. When it was last is kept in the
cache, which may be deleted: then it is looked over again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.files import read_small_text, write_text
from lvit_core.project.care.backups import StepDone, Why, back_up, is_due
from lvit_core.project.care.checking import check_file
from lvit_core.project.care.findings import Finding

CHECKED = Path("cache", "checked.txt")
DUE_AFTER = timedelta(days=1)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def look_after(
    file: Path,
    at: datetime,
    *,
    unclean: bool,
    step_done: StepDone | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Finding]:
    """Looks over a project file and makes a backup of it, both where they are due.

    Args:
        file: The project file; people may work on it meanwhile.
        at: Now, in UTC.
        unclean: Whoever had it open last was cut off.
        step_done: Told how far the backup is; may raise to stop.
        cancelled: Asked while the file is looked over.

    Returns:
        What is wrong with it; then no backup was made.

    Raises:
        LViTError: The disk refuses.
        Cancelled: Nobody wants it any more.
    """
    stamp = file.parent / CHECKED
    if unclean or not timedelta(0) <= at - _last(stamp) < DUE_AFTER:
        if found := check_file(file, cancelled):
            return found
        write_text(stamp, at.isoformat(), durable=False, home=file.parent)
    if is_due(file, at):
        back_up(file, Why.DAILY, at, step_done)
    return []


def _last(stamp: Path) -> datetime:
    try:
        told = datetime.fromisoformat(read_small_text(stamp))
        return told if told.tzinfo is not None else LONG_AGO
    except (LViTError, ValueError):
        return LONG_AGO
