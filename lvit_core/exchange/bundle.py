"""What every importer hands over: files, labels still on the disk, and sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.objects import ObjectRecord
from lvit_core.exchange.reports import Loss
from lvit_core.geometry import Rect
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.prompt.template import Coded

# The layer that tells where findings lie, whatever the template calls it.
ORGAN = "organ"


# What readers of foreign data run into; each costs the one object or file that it comes from.
UNREADABLE = (
    ArithmeticError, AttributeError, LookupError, MemoryError, OSError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip

Size = tuple[int, int]  # height and width


class Drawn(NamedTuple):
    """One object in an image.

    Args:
        rect: Where it lies in the image.
        mask: ``(h, w)``, its pixels there.
        out: Whether more of it lies outside of the image, and is cut off.
        exchanged: Whether that would not be so with x and y exchanged.
        scraps: How many pieces of it have fewer than three corners, and are left out.
    """

    rect: Rect
    mask: NDArray[np.bool_]
    out: bool = False
    exchanged: bool = False
    scraps: int = 0


class ReadAgain:
    """What waits on the disk with the items of an import: plain facts, and what reads something
    again from its file when it is asked for."""

    __slots__ = ()


@dataclass(frozen=True, eq=False)
class Labeled:
    """``(H, W)`` int32 object numbers, and the classes of those whose file tells it.

    ``remark`` says, without the file, what reading had to decide; ``spacing_mm`` is height and
    width of a pixel, of formats that place pixels by it: it has to be that of the image; ``out``
    is as in `Drawn`; ``unknown`` is ``(H, W)``, true where the file says that nobody knows what
    lies there.
    """

    labels: NDArray[np.int32]
    classes: dict[int, str] = field(default_factory=dict)
    remark: str = ""
    spacing_mm: tuple[float, float] | None = None
    out: bool = False
    unknown: NDArray[np.bool_] | None = None


def labels_of(look: Callable[[], Labeled]) -> NDArray[np.int32]:
    """The numbers alone, for `BundleLayer.load`."""
    return look().labels


@dataclass(frozen=True)
class BundleLayer:
    """Labels of one layer, read when they are needed.

    Args:
        name: Layer, ``""`` for the layer that the template's sentences speak of, or ``ORGAN``.
        load: Gives ``(H, W)`` int32 object numbers.
        classes: Class of each number; the layer's first class where a number is missing.
        records: What is known about each number, from a provenance file.
        laterality: Whose left and right the sentences in ``records`` mean, if other than the
            item's.
        what: How reports call it; its name if empty.
        look: Gives numbers and classes together, where only the pixels tell both; else `load` and
            ``classes`` do.
        file: The picture that it is read from, if that is one whole file.
        seen: What `look` does with that file.
    """

    name: str
    load: Callable[[], NDArray[np.int32]]
    classes: dict[int, str] = field(default_factory=dict)
    records: Mapping[int, ObjectRecord] = field(default_factory=dict)
    laterality: str | None = None
    what: str = ""
    look: Callable[[], Labeled] | None = None
    file: Path | None = None
    seen: Callable[[Path], Labeled] | None = None

    @classmethod
    def of_file(
        cls, name: str, file: Path, seen: Callable[[Path], Labeled], what: str
    ) -> BundleLayer:
        """A layer that is one picture; ``seen`` tells what is on it."""
        look = partial(seen, file)
        return cls(
            name, partial(labels_of, look), what=what, look=look, file=file, seen=seen
        )  # fmt: skip


@dataclass(frozen=True)
class PageSaid:
    """Which picture of a file with several the data say that labels are of.

    Args:
        word: What they call it, such as "z" or "frame".
        number: Its number.
        first: What number the first has; ``None`` where nobody says.
    """

    word: str
    number: int
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """One object that is told by its outline, drawn when the size of its image is known.

    Args:
        what: How its file would call it, such as "annotation 12".
        class_name: As its file spells it; empty where it names none.
        draw: Draws it in an image of ``(height, width)``. Whatever it raises costs it alone.
        layer: Layer, if its file names one.
        record: What is known of it from facts of ours.
        box: True where only a box around the object is known, not its outline.
    """

    what: str
    class_name: str
    draw: Callable[[Size], Drawn]
    layer: str = ""
    record: ObjectRecord | None = None
    box: bool = False


@dataclass(frozen=True)
class BundleItem:
    """One image with what belongs to it.

    Args:
        image: The picture; where it is not there, labels can still go to an image of that name.
        shapes: Objects told by outlines, the lowest first; layers lie below all of them, and boxes
            below outlines.
        size: Height and width that the labels were made on, if the data say them.
        source: Name of the file that the labels are from, for reports.
        losses: What the reader could not make out of this image's labels.
        embedded: Gives the picture where it lies inside of another file.
        found: False where the reader knows that there is no such picture in the data set; then
            nothing is opened under that name.
        missing: Why there is none, as a sentence without its subject, where more is known.
        laterality: Whose left and right its sentences mean, if the data declare it.
        orientation: How the image showed the patient, if the data say; its file may have lost it.
        instance: DICOM's own number of the image, if labels name it by that.
        frame: Which frame of it, from 1, if labels name one; 0 where they name none.
        spacing_mm: Height and width of a pixel, if the data say them; its file may have lost them.
        spacing_kind: What ``spacing_mm`` was measured on, if the data say it.
        whole: Whether the labels are all that was found, so that none means that nothing is there.
        unsaid: Whether the data have a place for the sentence, which is empty.
        names: Of labels without a picture: what its image may be called, the likeliest first.
        reason: Why a person accepted the image against a contradiction, if the data say it.
        on: Gives the same labels for the picture of that path, where only the picture says where
            they lie on it and it is not among the data.
        digest: Content hash of the image that this was when a project of ours was exported.
        page_said: Which picture of its file the data say, where it has several.
        by_page: The labels as one item for each picture of the file that they name, each with
            ``page_said``; for files with several pictures only.
        page: Which picture of its file it is, from 1; 0 for a file with one.
    """

    image: Path
    sentence: str = ""
    layers: list[BundleLayer] = field(default_factory=list)
    template: str | None = None
    group: str = ""
    split: str = ""
    state: str = ""
    laterality: str | None = None
    orientation: str | None = None
    shapes: Sequence[Shape] = ()
    size: Size | None = None
    source: str = ""
    losses: Sequence[Loss] = ()
    embedded: Callable[[], bytes] | None = None
    found: bool = True
    missing: str = ""
    instance: str = ""
    frame: int = 0
    on: Callable[[Path], BundleItem] | None = None
    digest: str = ""
    page_said: PageSaid | None = None
    by_page: Callable[[], list[BundleItem]] | None = None
    page: int = 0
    spacing_mm: tuple[float, float] | None = None
    spacing_kind: SpacingKind | None = None
    reason: str = ""
    names: Sequence[str] = ()
    whole: bool = False
    unsaid: bool = False


@dataclass(frozen=True)
class Bundle:
    """A data set as it was found.

    Args:
        items: Images in the order they are to be added.
        notes: What does not fit together, one sentence each.
        template: Template, if the data say it.
        usual_laterality: Whose left and right the format's sentences mean where nothing says
            otherwise; ``None`` where the format has no rule.
        origins: What made the answers that objects name.
        losses: Files and objects that belong to none of the items.
        codes: What classes are in coded terms, by class and layer as the data spell them.
        licence: Of the data, as a person stated it; empty where nobody did.
        reader: Whose labels the data say they are, where they are not those of a project itself.
    """

    items: Sequence[BundleItem]
    notes: list[str] = field(default_factory=list)
    template: str | None = None
    usual_laterality: str | None = None
    origins: Sequence[AnswerOrigin] = ()
    losses: Sequence[Loss] = ()
    codes: Mapping[tuple[str, str], Coded] = field(default_factory=dict)
    licence: str = ""
    reader: str = ""
