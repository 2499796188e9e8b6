"""What all DICOM objects that we write have in common: who made them, in which terms and colours.

highdicom takes over a second to import, so it is only here, and only when something is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import printable
from lvit_core.prompt.template import Term
from lvit_core.wording import said

MAKER = "LViT Annotator"
REPORT_FOLDER = "reports"  # beside segmentations
LONGEST = 64  # characters of a label, a title or a name
# Of all text: what people write is in any language, whatever the source is written in.
CHARACTER_SET = "ISO_IR 192"


def highdicom() -> Any:
    """The library; raises `LViTError` where it is missing."""
    try:
        import highdicom as found  # noqa: PLC0415 - slow to import
    except ImportError as error:
        raise LViTError(
            "DICOM objects need the package highdicom.", "Install it: pip install highdicom"
        ) from error
    return found


def equipment() -> dict[str, str]:
    """What each object says of the program that wrote it."""
    return {
        "manufacturer": MAKER,
        "manufacturer_model_name": MAKER,
        "software_versions": version(),
        "device_serial_number": "none",
    }


def is_ours(header: Any) -> bool:
    """Whether this program wrote a data set."""
    return str(header.get("Manufacturer", "")) == MAKER


@lru_cache(maxsize=1)
def version() -> str:
    """The version of this program."""
    from importlib.metadata import PackageNotFoundError  # noqa: PLC0415 - slow to import
    from importlib.metadata import version as of  # noqa: PLC0415

    try:
        return of("lvit-annotator")
    except PackageNotFoundError:  # a frozen program without metadata
        return "unknown"


def code_of(term: Term) -> Any:
    """A term as pydicom writes it."""
    from pydicom.sr.coding import Code  # noqa: PLC0415 - slow to import

    return Code(term.value, term.scheme, term.meaning)


def algorithm_of(kind: str, name: str) -> Any:
    """What made objects that a person has not made alone; ``None`` for those of a person."""
    from pydicom.sr.codedict import codes  # noqa: PLC0415 - slow to import

    if kind == "MANUAL":
        return None
    return highdicom().AlgorithmIdentificationSequence(
        name=label_of(name), family=codes.DCM.ArtificialIntelligence, version=version()
    )


def colour_as_lab(colour: str) -> Any:
    """``#RRGGBB`` as DICOM recommends colours."""
    return highdicom().color.CIELabColor.from_string(colour)


def label_of(text: str, end: str = "") -> str:
    """Text as DICOM's labels and titles can have it; their values are parted by backslashes.

    Args:
        text: Of any length.
        end: What stands behind it whole.
    """
    return re.sub(r"[\\\x00-\x1f\x7f]+", " ", text).strip()[: LONGEST - len(end)].rstrip() + end


def renamed_line(names: Iterable[str], end: str = "") -> list[str]:
    """Which names of classes are written otherwise, because a label cannot hold them."""
    changed = [printable(name) for name in names if label_of(name, end) != name + end]
    line = said(
        "Names of classes that are longer than DICOM's labels, or have signs that those cannot "
        "have, are written otherwise: {names}.",
        names=some_names(changed),
    )
    return [line] * bool(changed)


def person_name(name: str) -> str:
    """A name without the characters that part a DICOM name."""
    return re.sub(r"[\\^=\x00-\x1f]+", " ", name).strip()[:LONGEST]


def creator_of(persons: Iterable[str]) -> str | None:
    """Who made an object, where it was one person with a name."""
    names = sorted({person_name(name) for name in persons} - {""})
    return names[0] if len(names) == 1 else None
