"""Frozen dataclasses to TOML and back, with errors a person can read.

One place for every settings file (projects, models, training runs, templates), so that a wrong
key or type is always reported in the same words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from lvit_core.errors import LViTError
from lvit_core.files import read_small_text, write_text

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")
MOST_BYTES = 1 << 20  # settings are typed by people
MOST_FAULTS = 20  # are told at once
# A key of many parts takes the library the square of their number; in 120 kB that is minutes.
_LONG_KEY = re.compile(r"""(?:(?:[\w-]{1,64}|"[^"\n]{0,64}"|'[^'\n]{0,64}')[ \t]*\.[ \t]*){48}""")
_DETAIL = re.compile(r"(.*?) @ \$\.?(.*)", re.DOTALL)


@lru_cache(maxsize=1)
def _converter() -> Converter:
    """Made when first used: the window is painted before it needs any settings file."""
    from cattrs.preconf.json import make_converter  # noqa: PLC0415

    return make_converter(forbid_extra_keys=True)


class WrongSettingsError(LViTError):
    """A file of settings that cannot be used.

    Args:
        source: What people call the file.
        faults: One for each thing that is wrong: the key, and what to do.
    """

    def __init__(self, source: str, faults: Sequence[str]) -> None:
        self.source, self.faults = source, tuple(faults)
        super().__init__(f"{source} cannot be read: {'; '.join(faults)}.", "Correct or delete it.")


def from_dict(data: dict[str, Any], cls: type[T], source: str = "the settings") -> T:
    """Builds ``cls`` (a dataclass, nested ones included) from plain values.

    Raises:
        WrongSettingsError: A key is unknown, missing or of the wrong type; all of them are named.
    """
    from cattrs import ClassValidationError, transform_error  # noqa: PLC0415

    try:
        return _converter().structure(data, cls)
    except (ClassValidationError, ValueError, TypeError) as error:
        faults = [_in_words(detail) for detail in transform_error(error)]
        raise WrongSettingsError(source, faults[:MOST_FAULTS]) from error


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
    return read_toml_text(read_small_text(path, MOST_BYTES), path.name)


def read_toml_text(text: str, source: str) -> dict[str, Any]:
    """The plain values of a text; raises ``LViTError`` when it is not TOML."""
    deep = LViTError("{source} is nested too deeply.", "Correct or delete it.", source=source)
    if _LONG_KEY.search(text):
        raise deep
    try:
        return tomllib.loads(text)
    except ValueError as error:  # TOMLDecodeError is one; so is a number of 4,300 digits
        raise LViTError(
            "{source} is not valid TOML: {error}.", source=source, error=error
        ) from error
    except RecursionError:
        raise deep from None


def save_toml(path: str | Path, value: Any) -> None:
    """Writes a dataclass as TOML; a crash leaves the old file, not half of the new one.

    Its folder is there: one that has gone meanwhile is not made anew.
    """
    write_text(path, dump_toml(value), home=Path(path).parent)


def dump_toml(value: Any) -> str:
    """The TOML text of a dataclass."""
    import tomli_w  # noqa: PLC0415 - only writers need it

    return tomli_w.dumps(to_dict(value))


def _in_words(detail: str) -> str:
    """What the library found, as a person says it: the key, and what is wrong with it."""
    found = _DETAIL.fullmatch(detail)
    if found is None:
        return detail
    what, key = found[1], found[2].strip("'\"")
    inside = f" in {key}" if key else ""
    if what.startswith("extra fields found ("):
        return f"there is no key {what.removeprefix('extra fields found (').rstrip(')')}{inside}"
    if what == "required field missing":
        return f"{key} is missing"
    return f"{key or 'the whole'}: {what}"


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [_without_none(item) for item in value]
    return value
