"""What label files say of their objects besides outline and class: it stays there, and is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from lvit_core.exchange.few_names import FewNames
from lvit_core.wording import counted, said

# What programs write where nobody said anything.
_NOTHING: tuple[Any, ...] = (
    None, "", "0", "unspecified", "unknown", "none", "false", False, 0, [], {},
)  # fmt: skip


class UnreadFacts:
    """The facts of the objects of a data set that no project has room for.

    Args:
        known: The names of those that are read, or that say nothing of their own.
        what: Whose facts they are.
    """

    def __init__(self, known: Collection[str], what: str = "object") -> None:
        self._what = what
        self._known = frozenset(known)
        self._counts: dict[str, int] = {}
        self._files: dict[str, FewNames] = {}

    def look(self, entry: Mapping[str, Any], file: str) -> None:
        """Takes in what a file says of one object."""
        for name, value in entry.items():
            if name not in self._known and _tells(value):
                self._counts[name] = self._counts.get(name, 0) + 1
                self._files.setdefault(name, FewNames()).add(file)

    def take(self, other: UnreadFacts) -> None:
        """Takes in what another one has seen."""
        for name, count in other._counts.items():
            self._counts[name] = self._counts.get(name, 0) + count
            self._files.setdefault(name, FewNames()).join(other._files[name])

    def notes(self) -> list[str]:
        """One sentence for each of them; none where all was read."""
        return [
            said(
                "What the data say as '{name}' of {objects} is not read: {files}.",
                name=name,
                objects=counted(count, self._what),
                files=self._files[name].told(),
            )
            for name, count in sorted(self._counts.items())
        ]


def _tells(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_tells(one) for one in value.values())
    if isinstance(value, str):
        value = value.strip().lower()
    return value not in _NOTHING
