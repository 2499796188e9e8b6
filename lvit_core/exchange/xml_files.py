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
from lvit_core.wording import said

_BLOCK = 1 << 20  # bytes that are looked through at a time
_LONGEST_MARK = 16
_PART = 1 << 16  # of a file that is parsed at a time
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
            losses.append(
                Loss(file.name, "", said("It is not a file of {program}.", program=program))
            )


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
    roots: list[ElementTree.Element] = []
    memory = 0

    def made(name: str, attributes: dict[str, str]) -> ElementTree.Element:
        nonlocal memory
        memory += _ELEMENT_BYTES * (1 + len(attributes))
        if attributes:
            memory += sum(map(len, attributes.values()))
        if memory > _MOST_OF_CHILD:
            raise too_large(path)
        element = ElementTree.Element(name, attributes)
        if not roots:
            if name != tag:
                raise LViTError("It is not a file of {program}.", program=program)
            roots.append(element)
        return element

    # Events of each element, as `iterparse` gives them, take twice the time of parsing.
    parser = ElementTree.XMLParser(target=ElementTree.TreeBuilder(made))
    while block := stream.read(_PART):
        refuse_stopped()
        parser.feed(block)
        if roots and len(roots[0]) > 1:  # the last one may not have ended
            ended = roots[0][:-1]
            del roots[0][:-1]
            memory = 0
            yield from ended
    parser.close()
    yield from roots[0]


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
