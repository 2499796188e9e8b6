"""Who and what made objects, as it is told outside: readers under other names, unless asked for.

A reader is a person too, and where labels are judged, one with something to lose. And a hash of a
DICOM file tells everybody who has that file whose it is; so it is made anew with the project's
secret, as are hashes of files that nobody knows any more. An import into the project that wrote
them knows both again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from lvit_core.annotation.objects import NOT_STATED, ObjectRecord, Provenance
from lvit_core.exchange.number_table import NumberTable
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.project import Project
from lvit_core.wording import said


class Makers:
    """Of one export.

    Args:
        project: Where they are.
        keep_readers: True leaves the names of readers as they are.
        keep_hashes: True leaves hashes of picture files as they are.
    """

    def __init__(self, project: Project, *, keep_readers: bool, keep_hashes: bool) -> None:
        self._project = project
        self._keep_readers, self._keep_hashes = keep_readers, keep_hashes
        self._told: dict[Provenance, Provenance] = {}
        self._plain = NumberTable()  # beginnings of hashes

    @property
    def keeps_readers(self) -> bool:
        """Whether the names of readers leave as they are."""
        return self._keep_readers

    def reader(self, name: str) -> str:
        """What a reader is called."""
        if self._keep_readers or name in ("", NOT_STATED):
            return name
        return self._project.pseudonyms.reader(name)

    def keep_hash(self, content: str) -> None:
        """Says that the hash of a picture leaves as it is, because it is from no DICOM file."""
        self._plain.add(_beginning(content))

    def digest(self, content: str) -> str:
        """What the hash of a picture, or of a part of it, becomes."""
        if self._keep_hashes or _beginning(content) in self._plain:
            return content
        return self._project.pseudonyms.content(content)

    def record(self, record: ObjectRecord, layer: str) -> ObjectRecord:
        """An object of a layer as it leaves; the layer of another reader is called so too."""
        if record.layer != layer:
            record = replace(record, layer=layer)
        made = record.provenance
        if not (made.person or made.edited_by or made.answer):
            return record
        told = self._told.get(made)
        if told is None:
            told = self._told[made] = replace(
                made,
                person=self.reader(made.person),
                edited_by=None if made.edited_by is None else self.reader(made.edited_by),
                answer=self._answers.get(made.answer, made.answer),
            )
        return record if told == made else replace(record, provenance=told)

    @cached_property
    def origins(self) -> dict[str, AnswerOrigin]:
        """What made the answers that objects name, by the key that they name it by."""
        found = (self._outside(origin) for origin in self._project.answers.origins().values())
        return {origin.key: origin for origin in found}

    def lines(self) -> list[str]:
        """What does not leave, one sentence each."""
        if not self._project.people:
            return []
        if self._keep_readers:
            return [said("The names of readers leave as they are, because it was asked for.")]
        return [
            said(
                "The names of readers become others (reader-...), the same in every export of this "
                "project."
            )
        ]

    @cached_property
    def names(self) -> dict[str, str]:
        """What readers are called -> who they are; for people here."""
        if self._keep_readers:
            return {}
        return {self.reader(name): name for name in self._project.people}

    @cached_property
    def _answers(self) -> dict[str, str]:
        known = self._project.answers.origins()
        return {key: self._outside(origin).key for key, origin in known.items()}

    def _outside(self, origin: AnswerOrigin) -> AnswerOrigin:
        return replace(origin, image=self.digest(origin.image))


def _beginning(content: str) -> int:
    """64 bits of the hash of a picture or of a part of it: enough for no two to be alike."""
    try:
        return int(content.partition("@")[0][:16] or "0", 16)
    except ValueError:  # none of ours
        return hash(content) & (2**64 - 1)


class KnownMakers:
    """Who and what made objects that come back into the project that told of them."""

    def __init__(self, project: Project) -> None:
        outside = Makers(project, keep_readers=False, keep_hashes=False)
        self._names = outside.names
        self._answers = {told: key for key, told in outside._answers.items()}

    def reader(self, name: str) -> str:
        """The reader whom an export calls so; the name itself where it is nobody's."""
        return self._names.get(name, name)

    def provenance(self, made: Provenance) -> Provenance:
        """The same in the words of the project."""
        edited_by = made.edited_by
        return replace(
            made,
            person=self.reader(made.person),
            edited_by=None if edited_by is None else self.reader(edited_by),
            answer=self._answers.get(made.answer, made.answer),
        )

    def new_origins(self, origins: Iterable[AnswerOrigin]) -> list[AnswerOrigin]:
        """Those that the project does not know yet."""
        return [origin for origin in origins if origin.key not in self._answers]
