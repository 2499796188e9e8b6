"""The audit: is the chain whole, and does the project hold what the chain says?

What another program changed, removed, put in or moved is named. Whoever may write the file can also
make a whole new chain; that shows only where an older end of it is known from elsewhere: backups
beside the project are looked at, and the end that an export tells can be named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lvit_core.errors import Cancelled, LViTError
from lvit_core.project import chain
from lvit_core.project.care.backups import list_backups
from lvit_core.project.care.checking import label_findings
from lvit_core.project.care.expected import Expected
from lvit_core.project.care.findings import Finding, Kind
from lvit_core.project.care.held import BACKUP, compare
from lvit_core.project.care.labels import examine
from lvit_core.project.care.restoring import left_by
from lvit_core.project.chain import START, Act, Head, Link, Run
from lvit_core.project.sqlite_file import FILE_NAME
from lvit_core.project.store import Store


@dataclass(frozen=True)
class KnownHead:
    """An end of the chain that is known from elsewhere, such as ``"the backup X"``."""

    source: str
    head: Head


@dataclass
class Audit:
    """What an audit found.

    Args:
        head: The end of the chain; kept elsewhere, it shows later that nothing was cut off.
        findings: What was changed by other means than the program; empty where all is well.
        notes: What a person should know though nothing is wrong: repairs, restored backups.
        acts: How often each thing was done.
        persons: Who did something, and how often; the empty name is that of nobody known.
        first, last: When the first and the last thing was done, ISO 8601 in UTC.
    """

    head: Head = field(default_factory=Head)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    acts: dict[str, int] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)
    first: str = ""
    last: str = ""


def audit(
    folder: str | Path,
    known: KnownHead | None = None,
    progress: Callable[[int, int, str], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Audit:
    """Verifies the chain of a project and what it says; the project may be open elsewhere.

    Args:
        folder: The project.
        known: An end of the chain that was kept elsewhere.
        progress: Told at each image.
        cancelled: Asked at each image.

    Raises:
        LViTError: There is no project, it is damaged, or it is of another version.
        Cancelled: Nobody wants to know any more.
    """
    folder = Path(folder)
    folder = folder.absolute()
    heads = [*_heads_of_backups(folder / FILE_NAME), *([] if known is None else [known])]
    store = Store.open(folder, read_only=True)
    try:
        with store.read() as connection:
            run = connection.exec_driver_sql
            walk = _Walk(heads)
            for link in chain.links(run):
                walk.take(link)
            walk.finish(_highest_number(run))
            walk.found.findings += compare(run, walk.expected)
            images = [(int(one), str(name)) for one, name in run("SELECT id, name FROM images")]
        for done, (number, name) in enumerate(images):
            if cancelled is not None and cancelled():
                raise Cancelled
            if progress is not None:
                progress(done, len(images), name)
            walk.found.findings += _labels(store, number, name)
    finally:
        store.close()
    return walk.found


class _Walk:
    """Goes over the chain once, and says where it is broken."""

    def __init__(self, heads: list[KnownHead]) -> None:
        self.found = Audit()
        self.expected = Expected()
        self._before: bytes | None = START
        self._heads = heads
        self._gaps: list[tuple[int, int]] = []
        self._lost: list[tuple[int, int]] = []  # rows that a repair says are lost
        self._left: list[tuple[int, int]] = []  # rows that returns to backups have left
        self._noted: set[Act] = set()
        self._doubtful = {id(one): one for one in heads}  # not met on the way yet

    def take(self, link: Link) -> None:
        """Looks at the next row."""
        found, due = self.found, self.found.head.number + 1
        if link.number != due:
            self._gaps.append((due, link.number - 1))
            self._before = None  # what it was sealed with is gone
        if self._before is not None and link.hash != link.sealed(self._before):
            self._say(f"row {link.number}", "It, or the row before it, was changed.")
        if link.number == 1 and link.act not in (Act.BEGUN, Act.REPAIRED):
            self._say("row 1", "The chain does not begin with the project.")
        self._before = link.hash if isinstance(link.hash, bytes) else None
        found.head = Head(link.number, self._before or b"")
        for one in self._heads:
            if one.head == found.head:
                self._doubtful.pop(id(one), None)
        found.acts[str(link.act)] = found.acts.get(str(link.act), 0) + 1
        person, at = str(link.person), str(link.at)  # whatever another program has put there
        found.persons[person] = found.persons.get(person, 0) + 1
        found.first, found.last = found.first or at, at
        try:
            self._note(link, link.told)
            self.expected.take(link)
        except (ValueError, KeyError, TypeError, AttributeError):
            self._say(f"row {link.number}", "It makes no sense.")

    def finish(self, highest: int) -> None:
        """Called after the last row, with the highest number ever given."""
        if highest > self.found.head.number:
            self._gaps.append((self.found.head.number + 1, highest))
        for first, last in self._gaps:
            rows = f"row {first}" if first == last else f"rows {first} to {last}"
            if not _covered(self._lost, first, last):
                self._say(rows, "The chain lacks them: they were removed.")
        for one in self._doubtful.values():
            number = one.head.number
            if not _covered([*self._left, *self._lost], number, number):
                self._say(
                    one.source,
                    f"It tells of row {number} of another content: the chain was cut off or made "
                    "anew since.",
                )

    def _note(self, link: Link, told: dict[str, Any]) -> None:
        """What a person should know, and what explains that rows are missing."""
        who = f"{link.at[:10]} by {link.person or 'somebody without a name'}"
        if link.act == Act.RESTORED:
            self.found.notes.append(f"The backup {told['backup']} was restored on {who}.")
            self._left += left_by(link.number, told)
        elif link.act == Act.REPAIRED:
            words = f"{told['count']} things were found wrong in a repair on {who}"
            anew = "; what people did before is chained as it was found then"
            self.found.notes.append(f"{words}{anew if told.get('anew') else ''}.")
            self._lost += [(int(first), int(last)) for first, last in told.get("links", [])]
        elif link.act == Act.AT_MIGRATION and Act.AT_MIGRATION not in self._noted:
            self._noted.add(Act.AT_MIGRATION)
            self.found.notes.append(
                f"What was done before {link.at[:10]} is chained as it was found then."
            )

    def _say(self, item: str, problem: str) -> None:
        item = f"chain, {item}"
        self.found.findings.append(Finding(Kind.CHAIN, item, problem, "", BACKUP))


def _covered(ranges: list[tuple[int, int]], first: int, last: int) -> bool:
    return any(start <= first and last <= end for start, end in ranges)


def _heads_of_backups(file: Path) -> list[KnownHead]:
    found = []
    for backup in list_backups(file):
        head = chain.head_of_file(backup.file)
        if head is not None and head.number:
            found.append(KnownHead(f"the backup {backup.name}", head))
    return found


def _highest_number(run: Run) -> int:
    row = run("SELECT seq FROM sqlite_sequence WHERE name = 'chain'").fetchone()
    return 0 if row is None or not isinstance(row[0], int) else row[0]


def _labels(store: Store, image_id: int, name: str) -> Iterator[Finding]:
    """What of the labels is not as the steps of the journal lead to."""
    try:
        with store.read() as connection:
            labels = examine(connection, image_id)
    except (LViTError, ValueError, KeyError, TypeError) as error:
        yield Finding(Kind.FILE, name, f"Its labels cannot be read: {error}.", "", BACKUP)
        return
    yield from label_findings(name, labels)
    for one in labels.layers:
        known = {} if one.known is None else one.known.records
        wrong = set(one.wrong_objects)
        for record in one.objects:
            if record.id in known and record.id not in wrong and record != known[record.id]:
                problem = "Who made it, or how, is not as the history tells."
                item = f"{name}, {one.layer}, object {record.id}"
                yield Finding(Kind.OBJECT, item, problem, "its row is made again from the history.")
