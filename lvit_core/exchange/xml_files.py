"""XML of foreign label files: read without anything that XML can make a program do."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from lvit_core.errors import LViTError


def read_xml(path: Path) -> ElementTree.Element:
    """The root of an XML file.

    Raises:
        LViTError: It cannot be opened, is not XML, or defines entities, which label files never do.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LViTError(f"{path.name} cannot be opened.", "Check the path.") from error
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        raise LViTError(f"{path.name} defines entities.", "Export it again without them.")
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise LViTError(f"{path.name} is not XML.", "Export it again.") from error
