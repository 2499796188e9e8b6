"""Which picture a task of Label Studio is about, and which of its regions are of that picture.

An export names the pictures of a task under keys, and each region the tag it was drawn on; which
tag showed which key only the configuration of the project says. Usually they have one name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from lvit_core.imaging.readers import is_named_like_a_picture
from lvit_core.wording import said

_ADDRESSES = ("/data/", "http://", "https://", "s3://", "gs://", "azure-blob://", "data:image")
_USUAL = ("image", "img", "picture")


@dataclass(frozen=True)
class PictureOfTask:
    """The picture that a task is taken for.

    Attributes:
        told: How the task names it; empty where it names none.
        key: Under which key.
        others: Keys and names of the other pictures of the task.
    """

    told: str = ""
    key: str = ""
    others: tuple[tuple[str, str], ...] = ()

    def why_not(self, tag: object) -> str:
        """Why a region drawn on ``tag`` is not of this picture; empty where it is."""
        for key, told in self.others:
            if tag == key:
                return said("It was drawn on another picture of the task, {told}.", told=told)
        doubtful = self.others and tag != self.key and self.key.lower() not in _USUAL
        return said("Nothing says on which picture of the task it was drawn.") if doubtful else ""


def picture_of(data: Mapping[str, Any]) -> PictureOfTask:
    """The picture among the values of a task: that called image, else the first that looks so."""
    told = {str(key): value for key, value in data.items() if isinstance(value, str)}
    usual = [key for key in told if key.lower() in _USUAL]
    likely = [
        key
        for key, value in told.items()
        if is_named_like_a_picture(PurePath(value)) or value.lower().startswith(_ADDRESSES)
    ]
    keys = list(dict.fromkeys([*usual, *likely]))
    if not keys:
        return PictureOfTask()
    first = told[keys[0]]
    others = tuple((key, told[key]) for key in keys[1:] if told[key] != first)
    return PictureOfTask(first, keys[0], others)
