"""Frozen dataclasses to TOML and back, with errors a person can read.

One place for every settings file (projects, models, training runs, templates), so that a wrong
key or type is always reported in the same words.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import tomli_w

from lvit_core.errors import LViTError
from lvit_core.files import read_small_text, write_text

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")
MOST_BYTES = 1 << 20  # settings are typed by people


@lru_cache(maxsize=1)
def _converter() -> Converter:
    """Made when first used: the window is painted before it needs any settings file."""
    from cattrs.preconf.json import make_converter  # noqa: PLC0415

    return make_converter(forbid_extra_keys=True)


def from_dict(data: dict[str, Any], cls: type[T], source: str = "the settings") -> T:
    """Builds ``cls`` (a dataclass, nested ones included) from plain values.

    Raises:
        LViTError: A key is unknown, missing or of the wrong type; all of them are named.
    """
    from cattrs import ClassValidationError, transform_error  # noqa: PLC0415

    try:
        return _converter().structure(data, cls)
    except (ClassValidationError, ValueError, TypeError) as error:
        details = "; ".join(transform_error(error))
        raise LViTError(f"{source} cannot be read: {details}.", "Correct or delete it.") from error


def to_dict(value: Any) -> dict[str, Any]:
    """Plain values of a dataclass; ``None`` fields are left out because TOML has no null."""
    return cast("dict[str, Any]", _without_none(_converter().unstructure(value)))


def load_toml(path: str | Path, cls: type[T]) -> T:
    """Reads one dataclass from a TOML file.

    Raises:
        LViTError: The file is missing, is not TOML, or does not fit ``cls``.
    """
    path = Path(path)
    return from_dict(read_toml(path), cls, path.name)


def read_toml(path: str | Path) -> dict[str, Any]:
    """The plain values of a TOML file; raises ``LViTError`` when it is missing or not TOML."""
    path = Path(path)
    text = read_small_text(path, MOST_BYTES)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LViTError(f"{path.name} is not valid TOML: {error}.") from error
    except RecursionError:
        raise LViTError(f"{path.name} is nested too deeply.", "Correct or delete it.") from None


def save_toml(path: str | Path, value: Any) -> None:
    """Writes a dataclass as TOML; a crash leaves the old file, not half of the new one."""
    write_text(path, dump_toml(value))


def dump_toml(value: Any) -> str:
    """The TOML text of a dataclass."""
    return tomli_w.dumps(to_dict(value))


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [_without_none(item) for item in value]
    return value
