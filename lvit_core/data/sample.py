"""One training or evaluation image with everything known of it, read only when asked for.

Samples carry functions instead of pixels, so that a set of ten thousand images costs nothing and
so that an image whose mask must not be seen (unlabeled, or held out) simply has no way to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.prompt.templates import default_name

Read = Callable[[], NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Sample:
    """One image.

    Attributes:
        key: Names the image inside its set (the file's stem, or the project's image id).
        read_image: Returns (H, W, 3) uint8 RGB as the network sees it.
        sentence: The text, or ``None`` where there is none.
        template: Grammar of the sentence.
        group: Patient or source; images of one group never fall on two sides of a split.
        read_mask: Returns (H, W) uint8 0/1; ``None`` for an unlabeled image.
        read_instances: Returns (H, W) integer object ids, or ``None``.
        read_classes: Returns (H, W) uint8: 0 where no class is known, else the place of the class
            in ``class_names``, from 1; ``None`` where nobody told classes.
        class_names: What the numbers of ``read_classes`` stand for.
        read_lungs: Returns (H, W) uint8 (0, 1 viewer's left, 2 right), or ``None``.
        spacing_um: Pixel size in micrometres, if the file tells.
        organ_only: The mask is the organ, not a finding: it can answer where a zone is, nothing
            else.
        untouched: The label is a model's answer that a person accepted as it was.
        picture: Hash of the picture's content; empty where nobody compares it.
    """

    key: str
    read_image: Read
    sentence: str | None = None
    template: str = field(default_factory=default_name)
    group: str = ""
    read_mask: Read | None = None
    read_instances: Read | None = None
    read_classes: Read | None = None
    class_names: tuple[str, ...] = ()
    read_lungs: Read | None = None
    spacing_um: float | None = None
    organ_only: bool = False
    untouched: bool = False
    picture: str = ""

    @property
    def labeled(self) -> bool:
        return self.read_mask is not None

    def without_labels(self) -> Sample:
        """The same image as if nobody had labeled it: masks cannot be read any more."""
        return replace(self, read_mask=None, read_instances=None, read_classes=None)

    def with_sentence(self, sentence: str | None) -> Sample:
        return replace(self, sentence=sentence)


def binary(mask: NDArray[Any]) -> NDArray[np.uint8]:
    """(H, W) uint8 0/1 of any (H, W) mask whose foreground is not zero."""
    return (mask > 0).astype(np.uint8)
