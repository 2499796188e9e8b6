"""Whose left and right imported sentences mean, and what each becomes in the project.

The data's own declaration wins; a person's word stands for what declares nothing; a format's rule
comes last. What contradicts the project is converted, never taken over, and every conversion is
told.
"""

from __future__ import annotations

from collections.abc import Iterator

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem
from lvit_core.exchange.declaration import POSSESSIVES
from lvit_core.exchange.report_lines import sentences_are, some_names
from lvit_core.exchange.reports import Conversion
from lvit_core.prompt.laterality import Sides, doubtful_words, names_a_side, restate
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template
from lvit_core.wording import counted, said


class UnsaidSidesError(LViTError):
    """Sentences name sides, and neither the data nor a person says whose they are."""


class Speaking:
    """The sides that the sentences of one import mean.

    Args:
        bundle: What is imported.
        said: What a person says of sentences that declare nothing, and wants of a new project.
    """

    def __init__(self, bundle: Bundle, said: str | None) -> None:
        self._bundle = bundle
        self._said = said
        self.converted: list[Conversion] = []
        self._ways: dict[tuple[str, str], list[str]] = {}
        self._doubts: list[str] = []

    @property
    def convention(self) -> str:
        """What a new project declares."""
        declared = (item.laterality for item in self._bundle.items if item.laterality)
        return self._said or next(declared, None) or self._bundle.usual_laterality or "viewer"

    def refuse_unsaid(self, template: str) -> None:
        """Raises `LViTError` when a sentence names a side and nothing says whose it is.

        Args:
            template: Of items that name none.
        """
        if self._said or self._bundle.usual_laterality:
            return
        first, unsaid = None, 0
        for item in self._undeclared(template):
            first, unsaid = first or item, unsaid + 1
        if first is not None:
            raise UnsaidSidesError(
                "Nothing says whose left and right {sentences}, such as '{sentence}' of {name}.",
                "Say whether they are the viewer's or the patient's.",
                sentences=counted(unsaid, "sentence means", "sentences mean"),
                sentence=first.sentence,
                name=first.image.name,
            )

    def notes(self, template: str) -> list[str]:
        """What was taken for granted."""
        if not self._said and any(True for _ in self._undeclared(template)):
            return [
                said(
                    "Left and right in the sentences are taken as the {whose}.",
                    whose=POSSESSIVES[self.convention],
                )
            ]
        return []

    def sides(self, item: BundleItem, here: Sides, laterality: str | None = None) -> Sides:
        """Whose sides the sentences of an item mean.

        Args:
            item: With what its data declare.
            here: Of the image in the project, whose file may know how it shows the patient.
            laterality: Another declaration than the item's, for a part of it.
        """
        whose = laterality or item.laterality or self._said or self._bundle.usual_laterality
        return Sides(whose or "none", item.orientation or here.orientation)

    def take(self, item: BundleItem, template: Template, here: Sides) -> str:
        """The item's sentence in the project's words; remembers it if it had to be turned."""
        there = self.sides(item, here)
        text = restate(item.sentence, template, there, here)
        name = item.image.name
        if text != item.sentence:
            self.converted.append(Conversion(name, item.sentence, text))
            self._ways.setdefault((there.convention, here.convention), []).append(name)
        if template.laterality and there.crossed != here.crossed:
            doubts = doubtful_words(item.sentence, template)
            self._doubts += [said("'{word}' of {name}", word=word, name=name) for word in doubts]
        return text

    def conversion_notes(self) -> list[str]:
        """How many sentences were turned, from whose sides to whose, and of which images."""
        notes = [
            said(
                "{sentences} turned from the {theirs} left and right to the {ours}: {names}.",
                sentences=sentences_are(len(names)),
                theirs=POSSESSIVES[from_],
                ours=POSSESSIVES[to],
                names=some_names(names),
            )
            for (from_, to), names in self._ways.items()
        ]
        if self._doubts:
            notes.append(
                said(
                    "Not understood, and left as they are; they may mean a side: {names}.",
                    names=some_names(self._doubts),
                )
            )
        return notes

    def _undeclared(self, template: str) -> Iterator[BundleItem]:
        return (
            item
            for item in self._bundle.items
            if item.sentence
            and not item.laterality
            and names_a_side(item.sentence, load_template(item.template or template))
        )
