"""The digest by which weights are told apart, whatever folder they lie in and whatever their name.

Read once per file: path, time and size say whether it is still the same one.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import file_digest
from pathlib import Path

from lvit_core.project.paths import WEIGHTS_NAME

_FILES = 64  # generations a long session may switch between


def weights_digest(place: str | Path) -> str:
    """SHA-256 of a model's weights, hexadecimal.

    Args:
        place: A model folder or a ``.safetensors`` file.

    Raises:
        OSError: It cannot be read.
    """
    place = Path(place)
    file = place / WEIGHTS_NAME if place.is_dir() else place
    status = file.stat()
    return _digest(file.absolute(), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=_FILES)
def _digest(file: Path, _modified_ns: int, _size: int) -> str:
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
