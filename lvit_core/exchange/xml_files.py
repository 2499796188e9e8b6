"""XML of foreign label files: read without anything that XML can make a program do."""

from __future__ import annotations

from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree

from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import (
    MOST_MEMORY_BYTES,
    XML_SIGNS,
    read_bounded,
    refuse_no_file,
    too_large,
)
from lvit_core.exchange.code_pages import codec_of_xml
from lvit_core.exchange.label_files import files_ending
from lvit_core.exchange.reports import Loss
from lvit_core.reading_log import log_read
from lvit_core.stopping import refuse_stopped

_BLOCK = 1 << 20  # bytes that are looked through at a time
_LONGEST_MARK = 16
_LOOKS_AFTER = 256  # children: whether somebody asked to stop
_ELEMENT_BYTES = 240  # of an element in memory, and of each of its attributes
_MOST_OF_CHILD = MOST_MEMORY_BYTES // 4


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


def children_of(path: Path, tag: str, program: str) -> Iterator[ElementTree.Element]:
    """The children of a file's root, one after the other; each is emptied when the next is read.

    Args:
        path: The file.
        tag: What the root has to be called.
        program: Whose file this is.

    Raises:
        LViTError: It cannot be opened, is not XML, is of another program or defines entities, or
            one child would not fit into memory. This may come after some children were given.
    """
    refuse_no_file(path)
    log_read(path)
    try:
        _refuse_entities(path)
        with path.open("rb") as stream:
            codec = codec_of_xml(iter(lambda: stream.read(_BLOCK), b""), path)
            stream.seek(0)
            text = TextIOWrapper(stream, codec, "replace") if codec else stream
            yield from _children(text, tag, program, path)
    except OSError as error:
        raise LViTError("{name} cannot be opened.", "Check the path.", name=path.name) from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise LViTError("{name} is not XML.", "Export it again.", name=path.name) from error


def _children(
    stream: BinaryIO | TextIOWrapper, tag: str, program: str, path: Path
) -> Iterator[ElementTree.Element]:
    depth = memory = children = 0
    root: ElementTree.Element | None = None
    for event, element in ElementTree.iterparse(stream, ("start", "end")):
        if event == "start":
            depth += 1
            attributes = element.attrib  # made anew each time it is asked for
            memory += _ELEMENT_BYTES * (1 + len(attributes))
            if attributes:
                memory += sum(map(len, attributes.values()))
            if root is None:
                root = element
                if root.tag != tag:
                    raise LViTError("It is not a file of {program}.", program=program)
            if memory > _MOST_OF_CHILD:
                raise too_large(path)
            continue
        depth -= 1
        if depth == 1 and root is not None:
            children += 1
            if children % _LOOKS_AFTER == 0:
                refuse_stopped()
            yield element
            root.clear()
            memory = 0


def _refuse_entities(path: Path) -> None:
    """Looks for entities before anything is parsed: they could unfold to any size."""
    with path.open("rb") as stream:
        tail = b""
        while block := stream.read(_BLOCK):
            refuse_stopped()
            # The same in an encoding of two or four bytes.
            plain = (tail + block).replace(b"\0", b"")
            if b"<!ENTITY" in plain or b"<!DOCTYPE" in plain:
                raise LViTError(
                    "{name} defines entities.", "Export it again without them.", name=path.name
                )
            tail = plain[-_LONGEST_MARK:]


def read_xml(path: Path) -> ElementTree.Element:
    """The root of an XML file.

    Raises:
        LViTError: It cannot be opened, is not XML, or defines entities, which label files never do.
    """
    data = read_bounded(path, XML_SIGNS)
    plain = data.replace(b"\0", b"")  # the same in an encoding of two or four bytes
    if b"<!ENTITY" in plain or b"<!DOCTYPE" in plain:
        raise LViTError("{name} defines entities.", "Export it again without them.", name=path.name)
    try:
        codec = codec_of_xml([data], path)
        return ElementTree.fromstring(data.decode(codec, "replace") if codec else data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise LViTError("{name} is not XML.", "Export it again.", name=path.name) from error
