"""Projects whose labels are for the record: what is labeled changes for a stated reason only.

The store refuses a change without one, whoever makes it: of a mask, a sentence or a fact such as
the patient, and taking an image away. The window asks before it lets anybody draw, and commands say
what to add. What is said of the project and of no image (licence, codes of classes, sizes of
pixels) is none of it, and is in the chain like everything else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, exists, select

from lvit_core.annotation.edit import Edit
from lvit_core.errors import LViTError, ReasonWantedError
from lvit_core.project import confirming, rejection, schema
from lvit_core.project.foreign import refuse_foreign
from lvit_core.project.readings import FIELD, layer_and_reader
from lvit_core.project.records import ImageRecord, ImageState

KEY = "for_the_record"
ON, OFF = "yes", "no"


class GivenReason:
    """What a person at a window has said of why labeled images change: it holds for what follows.

    Args:
        asked: Whether the project is for the record now.
    """

    def __init__(self, asked: Callable[[], bool]) -> None:
        self.text = ""
        self._asked = asked

    def of(self, images: Iterable[ImageRecord | None]) -> str:
        """The reason for changing images or taking them away.

        Raises:
            ReasonWantedError: One of them is labeled, and nobody has said why.
        """
        labeled = any(one is not None and one.state == ImageState.LABELED for one in images)
        if labeled and not self.text and self._asked():
            raise ReasonWantedError
        return self.text


def refuse_without_reason(connection: Connection, image_id: int | None, why: str) -> None:
    """Raises `ReasonWantedError` where a change needs a reason and has none.

    Args:
        connection: Of the store.
        image_id: The image that changes; ``None`` where that is any of the project.
        why: The reason.
    """
    if why.strip():
        return
    settings, images = schema.settings.c, schema.images.c
    on = exists().where(settings.key == KEY, settings.value == ON)
    labeled = select(images.id).where(images.state == ImageState.LABELED.value, on).limit(1)
    if image_id is not None:
        labeled = labeled.where(images.id == image_id)
    if connection.execute(labeled).first():
        raise ReasonWantedError


def refuse_file_without_reason(file: Path, why: str) -> None:
    """The same for a project file that is not open and is to be replaced.

    One that is damaged or of an older version tells nothing, and nothing is asked.
    """
    if why.strip():
        return
    query = (
        "SELECT 1 FROM images WHERE state = ? "
        "AND EXISTS (SELECT 1 FROM settings WHERE key = ? AND value = ?) LIMIT 1"
    )
    try:
        made = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        with closing(refuse_foreign(made)) as opened:
            wanted = opened.execute(query, (ImageState.LABELED.value, KEY, ON)).fetchone()
    except (sqlite3.Error, LViTError):
        return
    if wanted:
        raise ReasonWantedError


def concern_labels(edits: Iterable[Edit]) -> bool:
    """Whether edits change what the project itself says: not other readers, nor a proposal."""
    return any(_concerns(edit) for edit in edits)


def _concerns(edit: Edit) -> bool:
    own = not layer_and_reader(edit.layer)[1]
    drawn = not edit.patch.empty or bool(edit.objects)
    said = {change.field for change in edit.image} - {FIELD, rejection.FIELD, confirming.FIELD}
    return (own and drawn) or bool(said)
