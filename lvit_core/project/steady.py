"""Files that others may exchange while they are read.

What was read is named after what was looked at before, so a picture that another one took the
place of meanwhile has to be noticed by whoever used it.
"""

from __future__ import annotations

from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.project.paths import content_hash, file_stamp


class SteadyFile:
    """A file as it was when somebody began to read it.

    A file that is not there stays so: whoever reads it says what is wrong.

    Args:
        path: The picture, with all that lies beside it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.stamp = _stamp(path)

    def require(self) -> None:
        """Raises `LViTError` where it is another file now, or was written since."""
        if _stamp(self._path) != self.stamp:
            raise LViTError(
                "{name} was changed while it was read.",
                "Try again when no other program writes it.",
                name=self._path.name,
            )

    def digest(self, marked: str = "") -> str:
        """The hash of what was read, see `content_hash`.

        Args:
            marked: The hash that it must have; empty takes any.

        Raises:
            LViTError: The file cannot be read, was changed while it was read, or is another.
        """
        digest = digest_of(self._path)
        self.require()
        if marked and digest != marked:
            raise LViTError(
                "{name} is another picture than when the marks were made.",
                "Open the project and say what becomes of its marks.",
                name=self._path.name,
            )
        return digest


def digest_of(path: Path) -> str:
    """As `content_hash`; raises `LViTError` for what cannot be read."""
    try:
        return content_hash(path)
    except OSError as error:
        raise LViTError(
            "{name} cannot be read: {value}.",
            "Check the rights and the disk.",
            name=path.name,
            value=error.strerror or "unknown reason",
        ) from error


def _stamp(path: Path) -> str:
    try:
        return file_stamp(path)
    except OSError:
        return ""
