"""Names for a line of a report: of ten thousand only the first are kept, and how many there are."""

from __future__ import annotations

from lvit_core.exchange.report_lines import MOST_NAMES
from lvit_core.wording import said


class FewNames:
    """Names for a line of a report, of which only the first are kept."""

    def __init__(self) -> None:
        self._first: list[str] = []
        self._last = ""
        self.count = 0

    def add(self, name: str) -> None:
        """Takes in a name; one that comes several times in a row counts once."""
        if self.count and name == self._last:
            return
        self._last = name
        self.count += 1
        if len(self._first) < MOST_NAMES:
            self._first.append(name)

    def join(self, other: FewNames) -> None:
        """Takes in the names of another one, which are none of these."""
        room = MOST_NAMES - len(self._first)
        self._first += other._first[:room]
        self.count += other.count

    def told(self) -> str:
        """As `some_names` of all of them."""
        more, named = self.count - len(self._first), ", ".join(self._first)
        return said("{names} and {more} more", names=named, more=more) if more > 0 else named
