"""The data sheet of an export: ``README.md``, written from the project's own records.

It answers what somebody who was given the folder asks: may I use it, what is in it, who made the
labels and how, what was left out. What nobody recorded is called unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lvit_core.exchange.data_facts import DataFacts, Making
from lvit_core.exchange.declaration import POSSESSIVES
from lvit_core.exchange.licences import Licence
from lvit_core.exchange.made_sentences import FALSE, REWORDINGS
from lvit_core.exchange.reports import as_line
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.project.answer_origin import AnswerOrigin, model_label
from lvit_core.project.records import Generation, ImageState
from lvit_core.project.splits import HOLDOUT, TRAIN

FILE_NAME = "README.md"

_MAKINGS = {
    Making.DRAWN: "drawn by hand",
    Making.ACCEPTED: "accepted as a model proposed",
    Making.CORRECTED: "made by a model or imported, then corrected",
    Making.IMPORTED: "imported",
    Making.MACHINE: "a model's, seen by nobody",
}
_STATES = {
    ImageState.LABELED: "finished by a person",
    ImageState.IN_PROGRESS: "in progress",
    ImageState.UNLABELED: "not begun",
}
_MEASURED: dict[SpacingKind | None, str] = {
    SpacingKind.FILE: "as the picture file says",
    SpacingKind.PATIENT: "in the patient",
    SpacingKind.CALIBRATED: "a projection, calibrated to the patient",
    SpacingKind.ESTIMATED: "a projection, estimated from its magnification",
    SpacingKind.DETECTOR: "at the detector: lengths in the patient are shorter",
    SpacingKind.FILM: "on the film that was scanned",
    SpacingKind.STATED: "as a person stated it for all such images",
    SpacingKind.OBLONG: "not square",
    None: "nobody recorded what that was measured on",
}
_MADE = {REWORDINGS: "other wordings of them", FALSE: "sentences that are false"}
_PARTS = {TRAIN: "training", HOLDOUT: "hold-out"}
_FILES = {
    "images.jsonl": "one line for each image: its file, sentence, state, split and counts",
    "provenance.json": "who made each object and when, and what made the answers of models",
    "manifest.json": "SHA-256 of every file",
    "croissant.json": "this page for programs (Croissant)",
}


@dataclass(frozen=True)
class DataSheet:
    """All that the sheet tells.

    Attributes:
        name: Of the project.
        title: Of the format.
        date: Day of the export, ISO 8601.
        licence: As stated.
        facts: What was counted.
        laterality: Whose left and right the project's sentences mean.
        written_laterality: Whose the sentences in the format's own files mean.
        answers: What made the answers that objects were taken from, by key.
        generations: The project's own models.
        losses: What was left out or changed, one sentence each.
        reader: Whose labels they are, where they are kept apart from the project's own.
        person: Who exported; empty where no name is known.
        chain: The end of the project's chain of hashes then.
    """

    name: str
    title: str
    date: str
    licence: Licence
    facts: DataFacts
    laterality: str
    written_laterality: str
    answers: dict[str, AnswerOrigin] = field(default_factory=dict)
    generations: Sequence[Generation] = ()
    losses: Sequence[str] = ()
    reader: str = ""
    person: str = ""
    chain: str = ""

    @property
    def summary(self) -> str:
        """What the data set is, in two sentences."""
        facts = self.facts
        unseen = sum(counts[Making.MACHINE] for counts in facts.makings.values())
        some = f", {unseen} of them seen by nobody" if unseen else ""
        return (
            f"{_count(facts.images, 'image')} ({plain(', '.join(facts.templates))}) with "
            f"{_count(facts.objects, 'object')}{some}, exported on {self.date} by LViT Annotator "
            f"(format {self.title}). {self.licence_line}"
        )

    @property
    def licence_line(self) -> str:
        """Under which licence, or that nobody has stated one."""
        if not self.licence.text:
            return "Nobody has stated a licence: it is unknown who may use the data for what."
        where = self.licence.address if self.licence.address != self.licence.text else ""
        return f"Licence, as stated: {plain(self.licence.text)}{f' ({where})' if where else ''}."

    @property
    def models(self) -> list[str]:
        """Every model whose answers are among the labels, with the digest of its weights."""
        known: dict[tuple[str, str], int] = {}
        for key, count in self.facts.answers.items():
            if key in self.answers:
                made = self.answers[key]
                known[made.label, made.weights] = known.get((made.label, made.weights), 0) + count
        told = [
            f"{plain(label)}, weights SHA-256 {weights or 'not recorded'}: "
            f"{_count(count, 'object')}"
            for (label, weights), count in known.items()
        ]
        with_answer = sum(known.values())
        if missing := self.facts.makers.total() - with_answer:
            names = sorted({model_label(name) or "not recorded" for name in self.facts.makers})
            told.append(
                f"{_count(missing, 'object')} of models whose weights were not recorded "
                f"({plain(', '.join(names))})"
            )
        return told

    def text(self, front_matter: str = "") -> str:
        """The page as Markdown."""
        parts = [
            front_matter + f"# {plain(self.name)}",
            self.summary,
            "This page is written from the project's own records. What nobody recorded is unknown.",
            *self._images(),
            *self._sentences(),
            *self._labels(),
            *self._makers(),
            *self._splits(),
            "## What was left out or changed",
            _bullets(plain(line) for line in self.losses) or "Nothing.",
            "## Files beside the labels",
            _bullets(f"`{name}`: {what}" for name, what in _FILES.items()),
        ]
        return "\n\n".join(parts) + "\n"

    def _images(self) -> list[str]:
        facts = self.facts
        rows = [
            [_STATES[state], found.value, str(count)]
            for (state, found), count in sorted(facts.labels.items())
        ]
        low_h, high_h, low_w, high_w = facts.sizes or (0, 0, 0, 0)
        lines = [f"Height {_span(low_h, high_h)} and width {_span(low_w, high_w)} pixels."]
        sizes = {size: count for size, count in facts.pixel_sizes.items() if size is not None}
        lines += [
            f"A pixel is {height:g} x {width:g} mm in {_count(count, 'image')} ({_MEASURED[kind]})."
            for (height, width, kind), count in list(sizes.items())[:5]
        ]
        if len(sizes) > 5:
            lines.append(f"{len(sizes) - 5} other sizes of a pixel are in `images.jsonl`.")
        if unknown := facts.pixel_sizes[None]:
            lines.append(f"The size of a pixel is unknown in {_count(unknown, 'image')}.")
        return [
            "## Images",
            _table(["the work on the image", "its labels", "images"], rows),
            "A finished image whose labels say \"nothing there\" was looked at; one that is "
            "\"not labeled\" was not, and says nothing.",
            _bullets(lines),
        ]  # fmt: skip

    def _sentences(self) -> list[str]:
        facts = self.facts
        lines = [f"{facts.sentences} of {_count(facts.images, 'image')} have a sentence."]
        lines.append(f"In `images.jsonl` left and right are {_whose(self.laterality)}.")
        lines += [
            f"{count} {_MADE[key]} were made by the program, and written by nobody: the lists "
            f"`{key}`. They are not among the sentences above."
            for key, count in facts.made.items()
        ]
        if self.written_laterality != self.laterality:
            lines.append(f"In the format's own files they are {_whose(self.written_laterality)}.")
        if facts.sides["R"]:
            lines.append(f"The patient is shown mirrored in {_count(facts.sides['R'], 'image')}.")
        if unknown := facts.sides[None]:
            lines.append(f"How the patient is shown is unknown in {_count(unknown, 'image')}.")
        if facts.reasons:
            lines.append(
                f"Sentence and mask disagree in {_count(facts.reasons, 'image')} that a person "
                "accepted all the same; the reasons are in `provenance.json`."
            )
        return ["## Sentences and sides", _bullets(lines)]

    def _labels(self) -> list[str]:
        used = [kind for kind in Making if any(row[kind] for row in self.facts.makings.values())]
        rows = []
        for (layer, name), counts in sorted(self.facts.makings.items()):
            cells = [str(counts[kind]) for kind in used]
            rows.append([layer, name or "-", str(counts.total()), *cells])
        head = ["layer", "class", "objects", *(_MAKINGS[kind] for kind in used)]
        parts = ["## Labels", _table(head, rows) if rows else "There are no objects."]
        if self.facts.boxes:
            parts.append(
                f"{_count(self.facts.boxes, 'object')} are boxes around what was meant, not its "
                "outline."
            )
        return parts

    def _makers(self) -> list[str]:
        people = [[name, str(count)] for name, count in sorted(self.facts.persons.items())]
        parts = ["## Who made the labels"]
        if self.reader:
            parts.append(
                f"All labels, sentences and states are those of the reader {self.reader}, which "
                "the project keeps apart from its own."
            )
        if people:
            parts.append(_table(["reader", "objects drawn, accepted or edited"], people))
        else:
            parts.append("No object was drawn or accepted by a person here.")
        if self.person:
            parts.append(f"Exported by {plain(self.person)}.")
        parts.append(f"The project's record of who did what ended then with `{self.chain}`.")
        parts.append(_bullets(self.models) or "No label comes from a model.")
        if self.generations:
            parts.append("Models that the project trained on its labels:")
            parts.append(_bullets(_generation(one) for one in self.generations))
        return parts

    def _splits(self) -> list[str]:
        facts = self.facts
        lines = [
            f"{_PARTS.get(part, plain(part) or 'not divided')}: {_count(count, 'image')}"
            for part, count in sorted(facts.parts.items())
        ]
        patients = len(facts.patients)
        if patients:
            lines.append(f"{_count(patients, 'patient')} are known; each is in one part only.")
        if both := sum(len(parts) > 1 for parts in facts.patients.values()):
            lines[-1] = f"{_count(patients, 'patient')} are known; {both} are in both parts."
        if facts.nameless:
            lines.append(
                f"The patient is unknown in {_count(facts.nameless, 'image')}; each was taken for "
                "a patient of its own."
            )
        return ["## Parts", _bullets(lines)]


def plain(text: str) -> str:
    """Text of people as Markdown shows it, on one line and without any mark-up of its own.

    Signs that would steer a terminal become question marks.
    """
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", as_line(" ".join(text.split())))


def _whose(laterality: str) -> str:
    if laterality == "none":
        return "not declared"
    return f"the {POSSESSIVES[laterality]}"


def _generation(one: Generation) -> str:
    dice = "not measured" if one.holdout_dice is None else f"{one.holdout_dice:.3f}"
    force = ", in force" if one.in_force else ""
    return (
        f"{model_label(str(one.number))}, from {plain(model_label(one.parent))}: "
        f"Dice on the hold-out {dice}{force}"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *([plain(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
