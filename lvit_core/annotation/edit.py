"""One undo atom: pixels, object records and image fields that change together or not at all."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass, field
from typing import Any, Final

import zstandard

from lvit_core.annotation.objects import ObjectChange, ObjectRecord, ObjectTable
from lvit_core.annotation.patch import EMPTY_PATCH, MaskPatch, refuse_while_painting
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError

_MAGIC: Final = b"LVED"
_VERSION: Final = 1
_HEAD: Final = struct.Struct("<4sBI")  # magic, version, length of the compressed header
_LARGEST_HEADER_BYTES: Final = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImageChange:
    """A field of the image record ("sentence", "state", "class", ...) with its old and new text."""

    field: str
    before: str | None
    after: str | None

    def inverse(self) -> ImageChange:
        return ImageChange(self.field, self.after, self.before)


@dataclass(frozen=True)
class Edit:
    """What one gesture or command changed, with everything needed to undo it.

    ``title`` is what the undo menu shows, ``layer`` the layer the patch belongs to.
    """

    title: str
    layer: str
    patch: MaskPatch = EMPTY_PATCH
    objects: tuple[ObjectChange, ...] = field(default=())
    image: tuple[ImageChange, ...] = field(default=())

    @property
    def empty(self) -> bool:
        """Whether nothing at all would change."""
        return self.patch.empty and not self.objects and not self.image

    @property
    def nbytes(self) -> int:
        """Approximate memory held, in bytes."""
        return self.patch.nbytes + 400 * len(self.objects) + 200 * len(self.image)

    def inverse(self) -> Edit:
        """The edit that undoes this one."""
        return Edit(
            self.title,
            self.layer,
            self.patch.inverse(),
            tuple(change.inverse() for change in reversed(self.objects)),
            tuple(change.inverse() for change in reversed(self.image)),
        )

    def to_bytes(self) -> bytes:
        """A versioned, self-contained form for the journal (no code is ever run to read it)."""
        header = {
            "title": self.title,
            "layer": self.layer,
            "objects": [[_plain(c.before), _plain(c.after)] for c in self.objects],
            "image": [asdict(change) for change in self.image],
        }
        text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
        packed = zstandard.ZstdCompressor(level=3).compress(text)
        return _HEAD.pack(_MAGIC, _VERSION, len(packed)) + packed + self.patch.to_bytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Edit:
        """The inverse of ``to_bytes``.

        Raises:
            LViTError: the bytes are damaged or from a newer version.
        """
        header, rest = _unpack_header(data)
        try:
            objects = tuple(
                ObjectChange(_record(before), _record(after)) for before, after in header["objects"]
            )
            image = tuple(ImageChange(**change) for change in header["image"])
            title, layer = str(header["title"]), str(header["layer"])
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged() from error
        return cls(title, layer, MaskPatch.from_bytes(rest), objects, image)


def apply_edit(edit: Edit, plane: LabelPlane, table: ObjectTable) -> None:
    """Change plane and table; image fields are the caller's.

    Raises:
        LViTError: a stroke is being painted; nothing has changed.
        ValueError: the records do not fit the table; nothing has changed.
    """
    if not edit.patch.empty:
        refuse_while_painting(plane)
    table.apply(edit.objects)
    edit.patch.apply(plane)


def revert_edit(edit: Edit, plane: LabelPlane, table: ObjectTable) -> None:
    """Take an applied edit back; as ``apply_edit`` of the inverse, without making one first."""
    if not edit.patch.empty:
        refuse_while_painting(plane)
    table.revert(edit.objects)
    edit.patch.revert(plane)


def _plain(record: ObjectRecord | None) -> dict[str, Any] | None:
    return None if record is None else record.to_dict()


def _record(data: dict[str, Any] | None) -> ObjectRecord | None:
    return None if data is None else ObjectRecord.from_dict(data)


def _unpack_header(data: bytes) -> tuple[dict[str, Any], bytes]:
    if len(data) < _HEAD.size:
        raise _damaged()
    magic, version, length = _HEAD.unpack_from(data)
    if magic != _MAGIC or len(data) < _HEAD.size + length:
        raise _damaged()
    if version > _VERSION:
        raise LViTError(
            "This edit was recorded by a newer version of the program.",
            "Update the program to open this project.",
        )
    body = data[_HEAD.size : _HEAD.size + length]
    try:
        text = zstandard.ZstdDecompressor().decompress(body, _LARGEST_HEADER_BYTES)
        header = json.loads(text)
    except (zstandard.ZstdError, ValueError) as error:
        raise _damaged() from error
    if not isinstance(header, dict):
        raise _damaged()
    return header, data[_HEAD.size + length :]


def _damaged() -> LViTError:
    return LViTError(
        "A recorded edit is damaged and cannot be read.",
        "The labels themselves are stored apart from it and are not affected.",
    )
