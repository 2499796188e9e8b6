"""Turns what an importer found into images, objects and sentences of a project.

What was found is either in the project afterwards or named in the report. An image gets its labels
in one transaction, so that an import that was cut off can be started again and goes on.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import ObjectRecord, Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem
from lvit_core.exchange.class_names import ClassNames
from lvit_core.exchange.matching import Match, Matching
from lvit_core.exchange.placing import Placing, provenance_of
from lvit_core.exchange.reports import (
    ImportReport,
    Loss,
    Progress,
    Steps,
    Tally,
    printable,
    some_names,
)
from lvit_core.exchange.speaking import Speaking
from lvit_core.project.clock import now
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ImageState, ProjectSettings
from lvit_core.prompt.guessing import guess_template
from lvit_core.prompt.laterality import CONVENTIONS, restate
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template

ONTO = ("", "new", "same", "merge")
"""What becomes of labels for images that are in the project already: they go to images that have
none; to no image that was there; replace what is there; are added to it where the ground is free.
"""

TITLE = "Import labels"


def run_import(
    format_name: str,
    bundle: Bundle,
    folder: Path,
    options: Mapping[str, Any],
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> ImportReport:
    """See `registry.import_as_project`."""
    onto = str(options.get("onto") or "")
    if onto not in ONTO:
        raise LViTError(f"There is no way '{onto}' to import.", f"Known: {', '.join(ONTO[1:])}.")
    if not bundle.items:
        raise _nothing(bundle.losses)
    bundle = _readable(bundle)
    said = options.get("laterality")
    speaking = Speaking(bundle, str(said) if said in CONVENTIONS else None)
    was_there, had_folder = Project.exists(folder), folder.exists()
    tally = Tally(losses=list(bundle.losses), remarks=[printable(note) for note in bundle.notes])
    with _project(bundle, folder, options, speaking) as project:
        template = options.get("template")
        tally.remarks += speaking.notes(template or project.template_name)
        steps = Steps(2 * len(bundle.items), progress, cancelled)
        matching = Matching(project, template, tally, by_name=onto in ("same", "merge"))
        matches = matching.match(bundle.items, steps)
        if matches or was_there:
            project.answers.keep(bundle.origins)
            _Import(project, speaking, tally, onto).run(matches, steps)
    if not matches and not was_there:
        if not had_folder:
            shutil.rmtree(folder)
        raise _nothing(tally.losses)
    tally.remarks += speaking.conversion_notes()
    return ImportReport(
        format_name, project.folder, tally.images, tally.objects, tally.sentences, tally.onto,
        tally.already, tally.losses, tally.remarks, speaking.converted,
    )  # fmt: skip


def _readable(bundle: Bundle) -> Bundle:
    """The data with sentences that every file and screen takes."""
    broken = [one.image.name for one in bundle.items if one.sentence != printable(one.sentence)]
    if not broken:
        return bundle
    items = [replace(item, sentence=printable(item.sentence)) for item in bundle.items]
    told = f"Broken characters in sentences became question marks: {some_names(broken)}."
    return replace(bundle, items=items, notes=[*bundle.notes, told])


def _nothing(losses: Any) -> LViTError:
    named = " ".join(loss.line() for loss in list(losses)[:3])
    more = f" {len(losses) - 3} more were left out." if len(losses) > 3 else ""
    return LViTError(
        f"No image was found there. {named}{more}".strip(),
        "Choose the folder that holds the data set.",
    )


def _project(
    bundle: Bundle, folder: Path, options: Mapping[str, Any], speaking: Speaking
) -> Project:
    if Project.exists(folder):
        project = Project.open(folder)
        try:
            speaking.refuse_unsaid(options.get("template") or project.template_name)
        except BaseException:
            project.close()
            raise
        return project
    template = str(options.get("template") or bundle.template or _guess(bundle))
    speaking.refuse_unsaid(template)
    laterality = speaking.convention if load_template(template).laterality else "none"
    name = str(options.get("name") or folder.absolute().name)
    return Project.create(folder, ProjectSettings(name, template, laterality))


def _guess(bundle: Bundle) -> str:
    layers = {layer.name for item in bundle.items for layer in item.layers}
    return guess_template((item.sentence for item in bundle.items), layers)


class _Import:
    """One run: gives each image its labels and its sentence."""

    def __init__(self, project: Project, speaking: Speaking, tally: Tally, onto: str) -> None:
        self._project = project
        self._speaking = speaking
        self._tally = tally
        self._onto = onto
        self._names = ClassNames(project.journal.used_classes())
        self._filled: dict[int, str] = {}  # by this run: which item each image's labels are of
        self._boxed: dict[str, int] = {}

    def run(self, matches: list[Match], steps: Steps) -> None:
        """Fills all images."""
        for match in matches:
            steps.next(match.item.image.name)
            self._tally.images += match.new and match.record.id not in self._filled
            if match.new and match.record.id not in self._filled:
                self._set_facts(match.record, match.item)
            self._fill(self._project.images.get(match.record.id), match)
        if self._names.new:
            self._tally.remark(f"New classes of the project: {', '.join(self._names.new)}.")
        if self._boxed:
            count = sum(self._boxed.values())
            told = "1 object is a box" if count == 1 else f"{count} objects are boxes"
            self._tally.remark(
                f"{told}, not outlined: a rectangle marks where it lies: {some_names(self._boxed)}."
            )

    def _set_facts(self, record: ImageRecord, item: BundleItem) -> None:
        if record.orientation is None and item.orientation is not None:
            self._project.images.set_orientation(record.id, item.orientation)
        if item.group:
            self._project.images.set_group([record.id], item.group)
        if item.split:
            self._project.images.set_split(record.id, item.split)

    def _fill(self, record: ImageRecord, match: Match) -> None:
        """Stores labels and sentence of one image in one transaction."""
        item = match.item
        template = load_template(record.template)
        twin = self._filled.get(record.id)
        keep = twin is not None or self._onto == "merge"
        placing = self._place(record, item, template, keep=keep)
        there = not match.new and twin is None
        filled = self._onto == "" and _touched(self._project, record)
        if there and (self._onto == "new" or filled):
            self._leave(record, item, placing)
        else:
            self._store(record, match, placing, template, twin)

    def _place(
        self, record: ImageRecord, item: BundleItem, template: Template, *, keep: bool
    ) -> Placing:
        here = self._project.sides(record)
        imported = Provenance("import", created=now())

        def origin(known: ObjectRecord | None, laterality: str | None) -> Provenance:
            there = self._speaking.sides(item, here, laterality)
            return provenance_of(known, imported, lambda text: restate(text, template, there, here))

        return Placing(self._project, record, item, template, self._names, origin, keep=keep)

    def _leave(self, record: ImageRecord, item: BundleItem, placing: Placing) -> None:
        """The image keeps what it has; nothing is lost if that is the same."""
        same = item.sentence in ("", record.sentence) or record.sentence == self._speaking.take(
            item, load_template(record.template), self._project.sides(record)
        )
        self._tally.losses += placing.losses
        if placing.already():
            self._tally.already += placing.objects
        elif placing.objects:
            reason = (
                f"{record.name} has labels already, which stay as they are; --onto same replaces "
                "them, --onto merge adds to them."
            )
            count = placing.objects
            what = "1 object" if count == 1 else f"{count} objects"
            self._tally.lose(Loss(placing.file, what, reason, count))
        if not same:
            reason = f"{record.name} has a sentence already; --onto same replaces it."
            self._tally.lose(Loss(placing.file, "the sentence", reason, sentences=1))

    def _store(
        self, record: ImageRecord, match: Match, placing: Placing, template: Template,
        twin: str | None,
    ) -> None:  # fmt: skip
        item, name = match.item, match.item.image.name
        changes = []
        if item.sentence:
            text = self._speaking.take(item, template, self._project.sides(record))
            if record.sentence and self._onto != "same" and text != record.sentence:
                reason = f"{record.name} has another sentence, which stays."
                self._tally.lose(Loss(placing.file, "the sentence", reason, sentences=1))
            else:
                self._tally.sentences += 1
                changes.append(ImageChange("sentence", record.sentence, text))
        state = _state(record, item, placing, template)
        if state != record.state:
            changes.append(ImageChange("state", record.state.value, state.value))
        edits = placing.edits(TITLE)
        changed = [change for change in changes if change.before != change.after]
        if changed:
            edits.append(Edit("Import", template.finding_layer.name, image=tuple(changed)))
        if edits:
            self._project.journal.append_all(record.id, edits)
        if twin is not None:
            self._tally.remark(
                f"{name} is the same picture as {twin}: what was drawn on both is on that image."
            )
        self._filled.setdefault(record.id, name)
        self._tally.onto += not match.new and twin is None and bool(edits)
        self._tally.objects += placing.objects
        self._tally.losses += placing.losses
        for remark in placing.remarks:
            self._tally.remark(remark)
        if placing.boxes:
            self._boxed[placing.file] = placing.boxes


def _state(
    record: ImageRecord, item: BundleItem, placing: Placing, template: Template
) -> ImageState:
    """How far the image is: never finished when something of it did not arrive."""
    known = {state.value: state for state in ImageState}
    found = template.finding_layer.name in placing.read_layers
    state = known.get(item.state) or (ImageState.LABELED if found else record.state)
    if placing.lost or (placing.incomplete and state is ImageState.LABELED):
        return ImageState.IN_PROGRESS
    if record.state is ImageState.IN_PROGRESS and state is ImageState.UNLABELED:
        return record.state
    return state


def _touched(project: Project, record: ImageRecord) -> bool:
    """Whether anybody has worked on the image."""
    return (
        record.state is not ImageState.UNLABELED
        or bool(record.sentence)
        or bool(project.journal.labeled_layers(record.id))
    )
