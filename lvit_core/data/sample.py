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
        read_lungs: Returns (H, W) uint8 (0, 1 viewer's left, 2 right), or ``None``. Outlines of
            organs tell where things lie, so they count outside of what has been looked at too.
        read_known: Returns (H, W) bool: where somebody has looked for what the mask marks. What
            lies outside is unknown, and all labels are 0 there; ``None`` where that is the whole
            image. See `within`.
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
    read_known: Read | None = None
    spacing_um: float | None = None
    organ_only: bool = False
    untouched: bool = False
    picture: str = ""

    @property
    def labeled(self) -> bool:
        return self.read_mask is not None

    def without_labels(self) -> Sample:
        """The same image as if nobody had labeled it: masks cannot be read any more."""
        return replace(
            self, read_mask=None, read_instances=None, read_classes=None, read_known=None
        )

    def within(self, read_known: Read) -> Sample:
        """The same image of which only a part has been looked at; labels are cut off at its rim."""

        def cut(read: Read | None) -> Read | None:
            return None if read is None else lambda: _cut(read(), read_known())

        return replace(
            self,
            read_mask=cut(self.read_mask),
            read_instances=cut(self.read_instances),
            read_classes=cut(self.read_classes),
            read_known=read_known,
        )

    @property
    def known(self) -> NDArray[np.bool_] | None:
        """(H, W), where somebody has looked; ``None`` for everywhere."""
        return None if self.read_known is None else self.read_known()

    def cut(self, labels: NDArray[Any]) -> NDArray[Any]:
        """(H, W) labels of anybody, such as a model's, without what lies where nobody looked."""
        known = self.known
        return labels if known is None else _cut(labels, known)

    def with_sentence(self, sentence: str | None) -> Sample:
        return replace(self, sentence=sentence)


def binary(mask: NDArray[Any]) -> NDArray[np.uint8]:
    """(H, W) uint8 0/1 of any (H, W) mask whose foreground is not zero."""
    return (mask > 0).astype(np.uint8)


def _cut(labels: NDArray[Any], known: NDArray[np.bool_]) -> NDArray[Any]:
    return np.where(known, labels, np.zeros((), labels.dtype))
