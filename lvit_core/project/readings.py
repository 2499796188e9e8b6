"""What other readers made of the images: kept apart from the labels of the project itself.

A reader's objects lie in layers of their own, named ``layer@reader``, so that nothing that works
on a template's layers (drawing, training, checks) ever meets them. What a reader said of an image
as a whole, state and sentence, is a row of its own. Both go through the journal like all labels.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from lvit_core.annotation.edit import ImageChange
from lvit_core.errors import LViTError
from lvit_core.project.records import ImageState

MARK = "@"
FIELD = "reading"  # what an edit calls a change of a reading
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of one image, besides the objects.

    Args:
        reader: Who.
        state: How far the reader came; labeled without objects means that nothing was found.
        sentence: In the project's sides; empty where there is none.
    """

    reader: str
    state: ImageState = ImageState.UNLABELED
    sentence: str = ""

    def to_text(self) -> str:
        """For an edit."""
        told = {"reader": self.reader, "state": self.state.value, "sentence": self.sentence}
        return json.dumps(told, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Reading:
        """The inverse of `to_text`."""
        told = json.loads(text)
        return cls(told["reader"], ImageState(told["state"]), told["sentence"])


def layer_of(layer: str, reader: str) -> str:
    """Where a reader's objects of a layer are stored; the layer itself for nobody else."""
    return f"{layer}{MARK}{reader}" if reader else layer


def layer_and_reader(stored: str) -> tuple[str, str]:
    """The layer and whose it is; the second is empty for the project's own."""
    layer, _, reader = stored.partition(MARK)
    return layer, reader


def change_of(before: Reading | None, after: Reading | None) -> ImageChange:
    """The change of an edit that sets a reading, replaces or removes it."""
    told = [None if one is None else one.to_text() for one in (before, after)]
    return ImageChange(FIELD, told[0], told[1])


def checked_reader(name: str) -> str:
    """The name of a reader as it is stored; raises ``LViTError`` where it is no name."""
    reader = " ".join(name.split())
    if not reader or len(reader) > LONGEST_NAME or not reader.isprintable():
        raise LViTError(
            "That is no name of a reader.",
            "Use letters and digits, at most {longest_name}.",
            longest_name=LONGEST_NAME,
        )
    return reader
