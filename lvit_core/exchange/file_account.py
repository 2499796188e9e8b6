"""Every file of a data set: read by the import, or named as one that nobody read."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from lvit_core.reading_log import mark_of

_CLUTTER = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class FileAccount:
    """The files of a data set.

    Args:
        seen: All that lie there, but hidden ones and what systems leave in folders.
        read: Those that were read, for labels, facts or pictures; what was wrong with some of them
            stands among the losses.
        left: The others, which nothing of this format names, by their place in the data set.
    """

    seen: int = 0
    read: int = 0
    left: list[str] = field(default_factory=list)


def account_of(path: Path, read: Collection[int]) -> FileAccount:
    """What became of the files of a data set.

    Args:
        path: Its folder, or the one file.
        read: Marks of what was read, wherever it lies (`reading_log.mark_of`).
    """
    if not path.is_dir():
        return FileAccount(1, 1, [])
    seen, left = 0, []
    for parent, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith(".") or name.lower() in _CLUTTER:
                continue
            seen += 1
            file = os.path.join(parent, name)  # noqa: PTH118 - parts of paths stay in memory
            if mark_of(file) not in read:
                left.append(Path(file).relative_to(path).as_posix())
    return FileAccount(seen, seen - len(left), left)
