"""What every importer hands over: files, labels still on the disk, and sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.objects import ObjectRecord
from lvit_core.project.answer_origin import AnswerOrigin

# The layer that tells where findings lie, whatever the template calls it.
ORGAN = "organ"

LABELS_HINT = "Masks must have the size of their image."


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
    """

    name: str
    load: Callable[[], NDArray[np.int32]]
    classes: dict[int, str] = field(default_factory=dict)
    records: dict[int, ObjectRecord] = field(default_factory=dict)
    laterality: str | None = None


@dataclass(frozen=True)
class BundleItem:
    """One image with what belongs to it.

    Args:
        laterality: Whose left and right its sentences mean, if the data declare it.
        orientation: How the image showed the patient, if the data say; its file may have lost it.
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
    """

    items: list[BundleItem]
    notes: list[str] = field(default_factory=list)
    template: str | None = None
    usual_laterality: str | None = None
    origins: Sequence[AnswerOrigin] = ()
