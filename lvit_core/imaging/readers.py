"""The door for files: says what a file is, reads it, or refuses it in words a person can act on.

Formats are told by their first bytes, not their names, and every size is checked in the header
before a single pixel is decoded. The decoding itself lives in one module per family of formats.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.imaging.groups import group_of_file_name
from lvit_core.imaging.image import Image
from lvit_core.imaging.info import ImageInfo
from lvit_core.imaging.limits import LARGEST_AREA_PX, LARGEST_SIDE_PX
from lvit_core.imaging.pages import Page, Pages
from lvit_core.imaging.reader import Reader
from lvit_core.imaging.slide_parts import MIRAX, is_mirax
from lvit_core.imaging.sniff import head_of, kind_of, no_image
from lvit_core.plugins import Plugin, Table, installed, table
from lvit_core.reading_log import log_read
from lvit_core.stopping import refuse_stopped

__all__ = ["LARGEST_AREA_PX", "LARGEST_SIDE_PX", "ImageInfo", "find_images", "probe", "read"]

# What systems leave in folders by themselves.
_CLUTTER = frozenset({"thumbs.db", "desktop.ini", "dicomdir"})


def probe(path: str | Path) -> ImageInfo:
    """Size, type and facts of an image without decoding its pixels.

    Raises:
        LViTError: The file is missing, empty, no image, damaged, cut off, a stack or too large.
    """
    path = Path(path)
    reader = reader_of(path)
    log_read(path)
    try:
        info = reader.probe(path)
    except OSError as error:
        raise _cannot_open(path, error) from error
    except MemoryError as error:
        raise _no_memory(path) from error
    if reader.tells_patient:
        return info
    return replace(info, patient_group=group_of_file_name(path.name))


def read(path: str | Path) -> Image:
    """Reads a whole image with all its bits.

    Raises:
        LViTError: As `probe`, or the pixels cannot be decoded.
    """
    path = Path(path)
    log_read(path)
    try:
        return reader_of(path).read(path)
    except OSError as error:
        raise _cannot_open(path, error) from error
    except MemoryError as error:
        raise _no_memory(path) from error


def pages_of(path: str | Path) -> list[Page]:
    """The pictures in a file, none of them decoded; one where it holds one.

    Raises:
        LViTError: The file is missing, no image, or damaged.
    """
    path = Path(path)
    pages = reader_of(path).pages
    try:
        found = pages.list(path) if pages is not None else []
    except OSError as error:
        raise _cannot_open(path, error) from error
    if len(found) > 1:
        return found
    info = probe(path)
    return [Page(1, info.height, info.width)]


class PageWriter:
    """Writes pictures of a file as files of their own, the same bytes each time.

    A context, in which the file is held open.

    Args:
        path: The file with several pictures.

    Raises:
        LViTError: It holds one picture, or cannot be read.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = path = Path(path)
        pages = reader_of(path).pages
        log_read(path)
        if pages is None:
            raise LViTError(
                "{name} holds one picture, no pages.", "Add the file itself.", name=path.name
            )
        self._suffix = pages.suffix
        try:
            self._open = pages.open(path)
        except OSError as error:
            raise _cannot_open(path, error) from error
        except MemoryError as error:
            raise _no_memory(path) from error

    def __enter__(self) -> PageWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def write(self, number: int, target: str | Path) -> Path:
        """Writes one picture.

        Args:
            number: Which, from 1.
            target: Where to, without an ending.

        Returns:
            What was written: ``target`` with an ending.

        Raises:
            LViTError: There is no such page, or it cannot be decoded.
        """
        return self._written(self._open.write, number, Path(target))

    def write_numbers(self, number: int, target: str | Path) -> Path:
        """The same for masks, whose numbers stay as they are stored."""
        return self._written(self._open.write_numbers, number, Path(target))

    def _written(self, write: Callable[[int, Path], None], number: int, target: Path) -> Path:
        target = target.with_name(target.name + self._suffix)
        try:
            write(number, target)
        except MemoryError as error:
            raise _no_memory(self._path) from error
        return target


def reader_of(path: str | Path) -> Reader:
    """The reader that knows a file; plug-ins are asked about what none of ours knows.

    Raises:
        LViTError: The file is missing or empty, or no reader knows it.
    """
    path = Path(path)
    head = head_of(path)
    kind = kind_of(head)
    if is_mirax(path) or (kind == "tiff" and _is_scanners(path)):
        kind = "slide"
    if kind is not None:
        return OURS[kind]
    for reader in reader_table().items.values():
        if reader.recognises(head):
            return reader
    raise no_image(path, head)


def reader_table() -> Table[Reader]:
    """All readers, and what is wrong with plug-ins that are not among them."""
    return _table(installed("readers"))


def suffixes() -> tuple[str, ...]:
    """Usual endings of files that can be read."""
    readers = reader_table().items.values()
    return tuple(dict.fromkeys(suffix for reader in readers for suffix in reader.suffixes))


def stack_suffixes() -> tuple[str, ...]:
    """Endings of files that hold many pictures, or labels of them."""
    return tuple(one for reader in reader_table().items.values() for one in reader.stacks)


def plain_name(path: PurePath) -> str:
    """A file's name without its ending, of one part or two."""
    ends = [one for one in stack_suffixes() if path.name.lower().endswith(one)]
    return path.name[: -len(max(ends, key=len))] if ends else path.stem


def is_named_like_a_picture(path: PurePath) -> bool:
    """Whether a name ends as those of pictures do; what the file is, `probe` says."""
    return path.suffix.lower() in suffixes()


@lru_cache(maxsize=2)
def _table(_plugins: tuple[Plugin, ...]) -> Table[Reader]:
    return table("readers", OURS, _accept)


def _accept(plugin: Plugin) -> Reader:
    found = plugin.load()
    if not isinstance(found, Reader):
        raise plugin.problem("it is no Reader.")
    return found


def _late(module: str, name: str) -> Callable[..., Any]:
    """A function of a format's module, which is imported with the first file of that format."""

    def call(*arguments: object) -> Any:
        return getattr(import_module(f"lvit_core.imaging.{module}"), name)(*arguments)

    return call


_is_scanners = _late("slide", "is_scanners")


def _pages(module: str, family: str, suffix: str = ".tif") -> Pages:
    opened = _late(module, f"{family.capitalize()}Pages")
    return Pages(_late(module, f"pages_of_{family}"), opened, suffix)


def _animated(kind: str) -> Pages:
    listed, opened = _late("animation", "pages_of_animation"), _late("animation", "AnimationPages")
    return Pages(lambda path: listed(path, kind), lambda path: opened(path, kind))


def _reader(
    kind: str, *endings: str, pages: Pages | None = None, tells_patient: bool = False
) -> Reader:
    return Reader(
        kind,
        lambda head: kind_of(head) == kind,
        _late(kind, f"probe_{kind}"),
        _late(kind, f"read_{kind}"),
        tells_patient,
        endings,
        pages,
    )


def _pillow(kind: str, *endings: str) -> Reader:
    probe_file, read_file = _late("raster", "probe_pillow"), _late("raster", "read_pillow")
    return Reader(
        kind,
        lambda head: kind_of(head) == kind,
        lambda path: probe_file(path, kind),
        lambda path: read_file(path, kind),
        suffixes=endings,
        pages=_animated(kind) if kind in ("gif", "webp", "avif") else None,
    )


_READERS = (
    _reader("png", ".png", pages=_animated("png")),
    _pillow("jpeg", ".jpg", ".jpeg"),
    _reader("tiff", ".tif", ".tiff", ".svs", pages=_pages("tiff_pages", "tiff")),
    _reader("dicom", ".dcm", pages=_pages("dicom_frames", "dicom", ".dcm"), tells_patient=True),
    _reader("netpbm", ".pbm", ".pgm", ".ppm", ".pnm", ".pam", pages=_pages("netpbm", "netpbm")),
    _reader("slide", ".ndpi", ".scn", ".bif", ".svslide", ".czi", ".mrxs"),
    replace(_reader("nifti", pages=_pages("nifti", "nifti", ".dcm")), stacks=(".nii", ".nii.gz")),
    _pillow("bmp", ".bmp"),
    _pillow("gif", ".gif"),
    _pillow("webp", ".webp"),
    _reader("jp2", ".jp2", ".j2k", ".jpx"),
    _pillow("avif", ".avif"),
)
OURS: dict[str, Reader] = {reader.name: reader for reader in _READERS}


def find_images(paths: Iterable[str | Path]) -> list[Path]:
    """The files to try: those given, and all below given folders, in a stable order.

    Hidden files and what operating systems leave behind are passed over. Whether a file really
    is an image shows when it is probed, so that nothing is left out in silence.

    Raises:
        Cancelled: A person asked to stop; a whole disk takes minutes.
        LViTError: A given path does not exist.
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            for file in _files_below(path):
                refuse_stopped()
                found.setdefault(file)
        elif path.exists():
            found.setdefault(path)
        else:
            raise LViTError("{path} does not exist.", "Check the path.", path=path)
    return list(found)


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        slides = {Path(name).stem for name in files if name.lower().endswith(MIRAX)}
        folders[:] = sorted(name for name in folders if name[0] != "." and name not in slides)
        for name in sorted(files):
            if not name.startswith(".") and name.lower() not in _CLUTTER:
                yield Path(parent) / name


def _no_memory(path: Path) -> LViTError:
    return LViTError(
        "{name} does not fit into memory.",
        "Close other programs, or save it in tiles.",
        name=path.name,
    )


def _cannot_open(path: Path, error: OSError) -> LViTError:
    return LViTError(
        "{name} cannot be read: {value}.",
        "Check the rights and the disk.",
        name=path.name,
        value=error.strerror or error,
    )
