"""XML of foreign label files: read without anything that XML can make a program do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import XML_SIGNS, read_bounded
from lvit_core.exchange.label_files import files_ending
from lvit_core.exchange.reports import Loss


def roots_of(
    path: Path, tag: str, program: str, losses: list[Loss]
) -> Iterator[tuple[Path, ElementTree.Element]]:
    """Each file at ``path``, or in a folder and below, with its root.

    Args:
        tag: What the root has to be called.
        program: Whose files these are, for the loss that names one that is not.
        losses: Gets a line for each file that is left out.
    """
    for file in [path] if path.is_file() else files_ending(path, ".xml"):
        try:
            root = read_xml(file)
        except LViTError as error:
            losses.append(Loss(file.name, "", error.message))
            continue
        if root.tag == tag:
            yield file, root
        else:
            losses.append(Loss(file.name, "", f"It is not a file of {program}."))


def read_xml(path: Path) -> ElementTree.Element:
    """The root of an XML file.

    Raises:
        LViTError: It cannot be opened, is not XML, or defines entities, which label files never do.
    """
    data = read_bounded(path, XML_SIGNS)
    plain = data.replace(b"\0", b"")  # the same in an encoding of two or four bytes
    if b"<!ENTITY" in plain or b"<!DOCTYPE" in plain:
        raise LViTError(f"{path.name} defines entities.", "Export it again without them.")
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise LViTError(f"{path.name} is not XML.", "Export it again.") from error
