"""Gives each image of an import its labels and its sentence, together with the image itself.

A new image is stored in one transaction with all that belongs to it, and so are the labels of one
that was there. Several images may share a transaction, because waiting for the disk takes longer
than everything else; an import that is killed has each image whole or not at all.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import ObjectTable, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import Cancelled, LViTError
from lvit_core.exchange.bundle import UNREADABLE, BundleItem
from lvit_core.exchange.class_coding import ClassCoding, Codes
from lvit_core.exchange.class_names import ClassNames
from lvit_core.exchange.emptied import Emptied
from lvit_core.exchange.facts_left import FactsLeft
from lvit_core.exchange.granted import Granted
from lvit_core.exchange.makers import KnownMakers
from lvit_core.exchange.matching import Match, Matching
from lvit_core.exchange.paging import Paging, SeveralPages
from lvit_core.exchange.placing import Placing, hold_all, provenance_of, state_with
from lvit_core.exchange.reports import Loss, Steps, Tally, printable
from lvit_core.exchange.sentences_in import SentencesIn
from lvit_core.exchange.speaking import Speaking
from lvit_core.exchange.spool import Spool
from lvit_core.exchange.staying import lost_objects, lost_sentence, twice
from lvit_core.project.clock import now
from lvit_core.project.project import Project
from lvit_core.project.readings import Reading, change_of, layer_of
from lvit_core.project.records import ImageRecord, ImageState
from lvit_core.project.splits import HOLDOUT, TRAIN
from lvit_core.project.step_words import IMPORTED
from lvit_core.prompt.laterality import restate
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template
from lvit_core.stopping import stoppable
from lvit_core.wording import said

MOST_WAITING = 256  # images in one transaction
MOST_WAITING_BYTES = 32 << 20
LONGEST_WAIT_S = 1.0
SAME_IMPORT = "More labels of the same import."


@dataclass
class _Waiting:
    """What is ready to be stored of one image."""

    match: Match
    edits: list[Edit] = field(default_factory=list)
    incomplete: bool = False


class Filling:
    """One run.

    Args:
        project: Where to.
        items: What comes.
        speaking: Whose sides the sentences mean.
        tally: Told of everything.
        onto: One of `importing.ONTO`.
        template: Of new images that name none; the project's own when omitted.
        reader: Whose labels they are, if they are to be kept apart from those of the project.
        why: The reason, where labeled images of a project for the record may change.
        codes: What the data say of classes in coded terms.
        dry: Whether only the report is wanted: what is drawn on new images is then not stored,
            except where it is needed to tell what a second set of labels covers.
    """

    def __init__(
        self, project: Project, items: Sequence[BundleItem], speaking: Speaking, tally: Tally,
        onto: str, template: str | None,
        reader: str = "", why: str = "", codes: Codes | None = None, *, dry: bool = False,
    ) -> None:  # fmt: skip
        self._project = project
        self._items = items
        self._coding = ClassCoding(project, codes or {}, tally.remark)
        self._reader = reader
        self._why = why
        self._for_the_record = project.settings.for_the_record
        self._speaking = speaking
        self._tally = tally
        self._onto = onto
        self._dry = dry
        self._split = Spool()  # pages of items, each as an item of its own
        self._unstored: dict[int, int] = {}  # by image: place of the item that was not stored
        self._makers = KnownMakers(project)
        self._matching = Matching(
            project, template, tally,
            by_name=onto in ("same", "merge") or bool(reader), store_waiting=self._store_waiting,
        )  # fmt: skip
        self._paging = Paging(items)
        self._names = ClassNames(project.journal.used_classes())
        self._arrived: set[str] = set()  # classes of objects that came in
        self._filled: dict[int, int] = {}  # by this run: place of each image's first item
        self._incomplete: set[int] = set()  # images that something was lost of
        self._granted = Granted()
        self._left, self._emptied = FactsLeft(project), Emptied()
        self._sentences = SentencesIn(speaking, tally, self._emptied, replace=onto == "same")
        self._templates: dict[str, Template] = {}
        self._waiting: list[_Waiting] = []
        self._waiting_bytes = 0
        self._waiting_since = 0.0

    @property
    def empty(self) -> bool:
        """Whether neither the project nor the data have an image."""
        return not self._matching.before and not self._filled

    def run(self, steps: Steps) -> None:
        """Fills all images; one that is stopped has what it came to."""
        try:
            for place, item in enumerate(self._items):
                steps.next(item.image.name)
                self._bring(item, place)
        except Cancelled:
            with stoppable(None):  # few megabytes: more would have been stored already
                self._store_waiting()
            raise
        finally:
            self._matching.close()
            self._paging.close()
        self._store_waiting()
        if new := [name for name in self._names.new if name in self._arrived]:
            self._tally.remark(
                said(
                    "New classes of the project: {new}. `lvit classes add`, or the panel of "
                    "objects, takes them into the list with a colour and a key.",
                    new=", ".join(new),
                )
            )
        for told in (self._granted, self._left, self._emptied, self._paging):
            for line in told.lines():
                self._tally.remark(line)

    def _bring(self, item: BundleItem, place: int) -> None:
        """Brings one item in; what nobody foresaw costs that item, by name."""
        try:
            match = self._matching.match(item, place)
            if match is not None:
                self._fill(match)
        except SeveralPages as pages:
            self._bring_pages(item, pages)
        except UNREADABLE as error:
            reason = said("It could not be imported ({name}).", name=type(error).__name__)
            name, objects = item.source or item.image.name, len(item.shapes)
            self._tally.lose(Loss(name, "", reason, objects, int(bool(item.sentence)), images=1))
        if item.split and item.split not in (TRAIN, HOLDOUT):
            self._tally.remark(
                said(
                    "{name}: there is no split '{split}' here.",
                    name=item.image.name,
                    split=item.split,
                )
            )

    def _bring_pages(self, item: BundleItem, pages: SeveralPages) -> None:
        """Brings in what belongs to the pictures of one file, where the data say which to which."""
        try:
            split, losses = self._paging.split(item, pages)
        except LViTError as error:
            self._matching.lose(item, error.message)
        else:
            self._tally.losses += losses
            for one in split:
                self._split.append(one)
                self._bring(one, len(self._items) + len(self._split) - 1)

    def _item_at(self, place: int) -> BundleItem:
        count = len(self._items)
        return self._items[place] if place < count else self._split[place - count]

    def _fill(self, match: Match) -> None:
        """Makes ready what is to be stored of one image, or tells why it stays as it is."""
        if match.record.id and any(w.match.record.id == match.record.id for w in self._waiting):
            self._store_waiting()
        record, item = match.record, match.item
        if record.id:
            record = self._project.images.get(record.id)
        if record.id in self._unstored:
            self._store_drawing(record, self._item_at(self._unstored.pop(record.id)))
        record, reading = self._as_read(record)
        template = self._template(record.template)
        first_one = self._filled.get(record.id)
        twin = None if first_one is None else self._item_at(first_one).image.name
        keep = twin is not None or self._onto == "merge"
        placing = self._place(record, item, template, keep=keep)
        there = match.row is None and twin is None
        leave = there and (self._onto == "new" or (self._onto == "" and self._touched(record)))
        differs = leave and placing.already() < placing.objects
        differs = differs or (there and self._onto == "same" and placing.removes)
        if differs and self._holds_all(record, template):
            placing = self._place(record, item, template, keep=True)
        if there:
            self._left.look(item, record, placing, stays=keep or self._onto != "same")
        if leave:
            self._leave(record, item, placing)
        else:
            self._take(replace(match, record=record), placing, template, twin, reading)

    def _as_read(self, record: ImageRecord) -> tuple[ImageRecord, Reading | None]:
        """The image as the reader left it, and the reading itself; as it is for nobody else."""
        if not self._reader:
            return record, None
        reading = self._project.readings.by(self._reader, record.id)
        known = reading or Reading(self._reader)
        return replace(record, state=known.state, sentence=known.sentence), reading

    def _holds_all(self, record: ImageRecord, template: Template) -> bool:
        """Whether the image has just what all items of its picture say; one takes others' away."""
        items = [self._items[place] for place in self._matching.same_picture(record, self._items)]
        placings = (self._place(record, one, template, keep=True) for one in items)
        return len(items) > 1 and hold_all(placings)

    def _touched(self, record: ImageRecord) -> bool:
        """Whether anybody has worked on the image, or the reader whose labels come."""
        return (
            record.state is not ImageState.UNLABELED
            or bool(record.sentence)
            or bool(self._project.journal.labeled_layers(record.id, self._reader))
        )

    def _template(self, name: str) -> Template:
        if name not in self._templates:
            self._templates[name] = load_template(name)
        return self._templates[name]

    def _place(
        self, record: ImageRecord, item: BundleItem, template: Template, *, keep: bool
    ) -> Placing:
        here = self._project.sides(record)
        imported = Provenance("import", self._reader, created=now())

        @lru_cache(maxsize=1024)
        def origin(known: Provenance | None, laterality: str | None) -> Provenance:
            there = self._speaking.sides(item, here, laterality)
            made = provenance_of(known, imported, lambda text: restate(text, template, there, here))
            return self._makers.provenance(made)

        def stored(layer: str) -> tuple[LabelPlane, ObjectTable]:
            if not record.id:
                return LabelPlane(record.height, record.width), ObjectTable()
            journal, layer = self._project.journal, layer_of(layer, self._reader)
            return journal.load_plane(record.id, layer), journal.load_objects(record.id, layer)

        picture = item.image if item.found else self._project.images.path(record.id)
        return Placing(
            record, stored, item, template, self._names, origin, keep, self._reader, picture
        )

    def _leave(self, record: ImageRecord, item: BundleItem, placing: Placing) -> None:
        """The image keeps what it has; nothing is lost if that is the same."""
        same = item.sentence in ("", record.sentence) or record.sentence == self._speaking.take(
            item, self._template(record.template), self._project.sides(record)
        )
        self._tally.unchanged += 1
        self._tally.losses += placing.losses
        self._tally.already += placing.already()
        touched = self._touched(record)
        for loss in lost_objects(record, placing, self._reader, touched=touched):
            self._tally.lose(loss)
        if item.sentence and same:
            self._tally.sentences_already += 1
        elif item.sentence:
            self._tally.lose(lost_sentence(record, placing))

    def _take(
        self, match: Match, placing: Placing, template: Template, twin: str | None,
        reading: Reading | None,
    ) -> None:  # fmt: skip
        item, record = match.item, match.record
        title = self._title
        already = placing.unchanged() if record.id else 0
        if self._onto == "same" and twin is None:
            self._emptied.layers(record.name, placing.empties)
            self._emptied.replaced(record.name, placing.replaces)
        edits = [] if self._dry and match.row is not None else placing.edits(title)
        first = self._filled.get(record.id)
        changes = self._sentences.change(
            record, item, template, self._project.sides(record),
            None if first is None else self._item_at(first),
        )  # fmt: skip
        state = state_with(record, item, placing, template)
        unfinished = self._onto == "merge" and record.state is ImageState.IN_PROGRESS
        if unfinished or record.id in self._incomplete:
            state = ImageState.IN_PROGRESS  # what comes on top does not make it whole
        if not (edits or changes) and already and record.state is not ImageState.UNLABELED:
            state = record.state  # the same once more says nothing of how far people are
        if state != record.state:
            changes.append(ImageChange("state", record.state.value, state.value))
        if self._reader:
            text = next((one.after for one in changes if one.field == "sentence"), None)
            now_read = Reading(self._reader, state, record.sentence if text is None else text)
            changes = [change_of(reading, now_read)] if now_read != reading else []
        if changes and edits:  # one step, which one undo takes back
            edits[-1] = replace(edits[-1], image=tuple(changes))
        elif changes:
            layer = layer_of(template.finding_layer.name, self._reader)
            edits.append(Edit(title, layer, image=tuple(changes)))
        if twin is not None:
            self._tally.twins += 1
            self._tally.remark(twice(item.image.name, twin))
        elif match.row is not None:
            self._tally.images += 1
        elif edits:
            self._tally.onto += 1
        else:
            self._tally.unchanged += 1
        self._tally.objects += placing.objects - already
        self._tally.already += already
        self._tally.losses += placing.losses
        for remark in placing.remarks:
            self._tally.remark(remark)
        self._granted.take(placing)
        self._coding.take(placing.arrived, template)
        self._arrived.update(name for _, name in placing.arrived.values())
        self._wait(_Waiting(match, edits, placing.incomplete))

    @property
    def _title(self) -> str:
        return f"{IMPORTED} of {self._reader}" if self._reader else IMPORTED

    def _store_drawing(self, record: ImageRecord, item: BundleItem) -> None:
        """Stores what a first set of labels draws on an image, because a second one has come."""
        placing = self._place(record, item, self._template(record.template), keep=False)
        edits = placing.edits(self._title)
        if edits:
            self._project.journal.append_all(record.id, edits, why=SAME_IMPORT)

    def _wait(self, one: _Waiting) -> None:
        if not self._waiting:
            self._waiting_since = time.monotonic()
        self._waiting.append(one)
        self._waiting_bytes += sum(edit.nbytes for edit in one.edits)
        if (
            len(self._waiting) >= MOST_WAITING
            or self._waiting_bytes >= MOST_WAITING_BYTES
            or time.monotonic() - self._waiting_since > LONGEST_WAIT_S
        ):
            self._store_waiting()

    def _store_waiting(self) -> None:
        waiting, self._waiting, self._waiting_bytes = self._waiting, [], 0
        if not waiting:
            return
        try:
            self._store(waiting)
        except UNREADABLE as error:  # no fault of the data: it must not cost one image in silence
            raise RuntimeError("what was ready could not be stored") from error

    def _store(self, waiting: list[_Waiting]) -> None:
        with self._project.transaction():
            self._coding.store()
            rows = [one.match.row for one in waiting if one.match.row is not None]
            given = iter(self._matching.store(rows))
            for one in waiting:
                number = one.match.record.id
                if one.match.row is not None:
                    number = next(given)
                    self._set_facts(number, one.match)
                    if self._dry:
                        self._unstored[number] = one.match.place
                if one.edits:
                    # The second set of labels of one picture is no change of what was labeled.
                    why = self._why or (SAME_IMPORT if number in self._filled else "")
                    self._project.journal.append_all(number, one.edits, why=why)
                self._filled.setdefault(number, one.match.place)
                if one.incomplete:
                    self._incomplete.add(number)

    def _set_facts(self, number: int, match: Match) -> None:
        """What the data say of a new image; others of its patient may change their part with it."""
        images, why = self._project.images, self._why or self._own(match.item.group, number)
        if match.item.group:
            images.set_group([number], printable(match.item.group), why)
        if match.item.split in (TRAIN, HOLDOUT):
            images.set_split(number, match.item.split, why)
        if match.item.reason:
            images.set_reason(number, printable(match.item.reason))

    def _own(self, group: str, number: int) -> str:
        """The reason why a patient's images change part, where all of them came with these data."""
        known = self._project.images.all() if group and self._for_the_record else []
        members = {one.id for one in known if one.group == printable(group)}
        return SAME_IMPORT if members <= {*self._filled, number} else ""
