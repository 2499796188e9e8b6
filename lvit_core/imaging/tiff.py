"""TIFF in all its number types: headers, completeness and, for what fits into memory, pixels."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.imaging import limits
from lvit_core.imaging import tiff_layout as layout
from lvit_core.imaging.codestreams import codestream_of, refuse_many_scans
from lvit_core.imaging.image import Image
from lvit_core.imaging.info import ImageInfo
from lvit_core.imaging.limits import check_size, other_colours, unreadable
from lvit_core.imaging.quiet import silence
from lvit_core.imaging.resolution import spacing_of
from lvit_core.imaging.tiff_chain import check_chain, check_description
from lvit_core.imaging.tiff_colours import stated_window, stays_inverted, to_pixels
from lvit_core.imaging.upright import upright, upright_pair

if TYPE_CHECKING:
    from PIL.TiffImagePlugin import TiffImageFile
    from tifffile import TiffFile, TiffFrame, TiffPage, TiffPageSeries

_TRIED_BYTES = 16_000_000  # a first strip or tile up to this size is decoded when a file is probed
_WHOLE_PX = 1 << 20  # of a compressed part: larger ones are looked through whole when added
_HEAD_BYTES = 65_536  # of a compressed strip: its header lies in here
_BLOCK_PX = 32  # to whole blocks of this size a JPEG may be padded
_IN_MEMORY_BYTES = 200_000_000  # what is converted as a whole is read as a whole up to here


@contextmanager
def open_tiff(path: Path) -> Iterator[TiffFile]:
    """Opens a TIFF; faults in its structure become `LViTError`."""
    silence("tifffile")
    check_chain(path)
    try:
        with open_file(path) as tiff:
            if tiff.is_ome:
                check_description(path, tiff.pages.first.description)
            yield tiff
    except (LViTError, MemoryError):
        raise
    except Exception as error:  # a damaged file may fail anywhere inside tifffile
        raise unreadable(path, error) from error


def open_file(path: Path) -> TiffFile:
    """The file alone: an OME header may name others, anywhere on the disk."""
    from tifffile import TiffFile  # noqa: PLC0415 - slow to import

    return TiffFile(path, _multifile=False)


def probe_tiff(path: Path) -> ImageInfo:
    """Header facts of the image in the file; its first strip or tile is decoded as a trial.

    Raises:
        LViTError: It is damaged, cut off, a stack, several pictures, or too large.
    """
    with open_tiff(path) as tiff:
        series = layout.main_series(path, tiff)
        page = layout.keyframe(series)
        size = layout.stored_size(path, series)
        tiled = reads_tiles(page)
        layout.check_page(path, page, by_tiles=tiled)
        if tiled:
            layout.check_levels(path, series.levels[-1].keyframe)
        if not tiled or _is_large(page):
            check_segments(path, page)
        if layout.by_pillow(page):
            read_by_pillow(path)  # what it cannot convert shows only then
        else:
            _try_first_segment(path, page)
        turn = layout.orientation(page)
        spacing, kind = spacing_of(tiff, series, page)
        height, width = upright_pair(size, turn)
        return ImageInfo(
            height,
            width,
            layout.channels(page),
            str(page.dtype),
            upright_pair(spacing, turn) if spacing else None,
            format="tiff",
            tiled=tiled,
            spacing_kind=kind,
        )


def read_tiff(path: Path) -> Image:
    """The image at full resolution, upright.

    Raises:
        LViTError: As `probe_tiff`, or it is a slide that must be read tile by tile.
    """
    with open_tiff(path) as tiff:
        series = layout.main_series(path, tiff)
        page = layout.keyframe(series)
        height, width = layout.stored_size(path, series)
        layout.check_page(path, page, by_tiles=False)
        check_segments(path, page)
        if layout.by_pillow(page):
            pixels = read_by_pillow(path)
        else:
            samples = np.asarray(series.levels[0].asarray())
            samples = channels_last(samples, series.levels[0].axes)
            if samples.shape[:2] != (height, width):
                raise unreadable(path, "its size is contradictory")
            pixels = upright(to_pixels(page, samples), layout.orientation(page))
        return image_of(path, tiff, series, page, pixels)


def image_of(
    path: Path, tiff: TiffFile, series: TiffPageSeries, page: TiffPage, pixels: NDArray[Any]
) -> Image:
    """Upright pixels of a page with what its tags say of their size and polarity."""
    spacing, kind = spacing_of(tiff, series, page)
    return Image(
        pixels,
        spacing_mm=upright_pair(spacing, layout.orientation(page)) if spacing else None,
        window=stated_window(page, pixels),
        inverted=stays_inverted(page),
        source=path.name,
        spacing_kind=kind,
    )


def reads_tiles(page: TiffPage) -> bool:
    """Whether a page is read tile by tile, or strip by strip where it is large, not as a whole."""
    if layout.by_pillow(page):
        return False
    if not page.is_tiled:
        return _reads_strips(page)
    if page.dtype is not None and page.dtype.name in ("uint8", "uint16", "int16", "bool"):
        return True
    return int(page.imagelength) * int(page.imagewidth) * 8 > _IN_MEMORY_BYTES


def _reads_strips(page: TiffPage) -> bool:
    """Whether a page does not fit into memory, but each of its strips does."""
    if page.dtype is None or page.dtype.name not in ("uint8", "uint16", "int16"):
        return False
    row = int(page.imagewidth) * int(page.samplesperpixel) * layout.item_bytes(page)
    rows, height = segment_size(page)[0], int(page.imagelength)
    return row * height > limits.LARGEST_BYTES and row * rows <= limits.LARGEST_TILE_BYTES


def segment_size(page: TiffPage) -> tuple[int, int]:
    """Height and width of a tile, or of a strip, which goes across the page."""
    if page.is_tiled:
        return int(page.tilelength), int(page.tilewidth)
    return min(int(page.rowsperstrip), int(page.imagelength)), int(page.imagewidth)


def decode_segment(path: Path, page: TiffPage, index: int) -> NDArray[Any] | None:
    """A strip or tile as ``(h, w, S)``, ``None`` where a slide leaves it out.

    Raises:
        LViTError: It cannot be decoded.
    """
    block = decode_block(path, page, page, index)
    return None if block is None else block[0]


def decode_block(
    path: Path, page: TiffPage, found: TiffPage | TiffFrame, index: int
) -> NDArray[Any] | None:
    """A strip or tile as ``(d, h, w, S)``, ``None`` where a file leaves it out.

    Args:
        path: For messages.
        page: What tells how it is packed.
        found: Whose it is; another page of the same stack may be.
        index: Which.

    Raises:
        LViTError: It cannot be decoded.
    """
    try:
        handle = page.parent.filehandle
        handle.seek(found.dataoffsets[index])
        data = handle.read(found.databytecounts[index])
        if not data:
            return None
        _check_codestream(path, page, data)
        segment, _, _ = page.decode(
            data, index, jpegtables=page.jpegtables, jpegheader=page.jpegheader
        )
    except (LViTError, MemoryError):
        raise
    except Exception as error:  # every codec fails in its own way
        raise unreadable(path, error) from error
    return None if segment is None else np.asarray(segment)


def _try_first_segment(path: Path, page: TiffPage) -> None:
    """What cannot be decoded is refused when it is added, not when it is opened."""
    rows, columns = segment_size(page)
    if rows * columns * int(page.samplesperpixel) * layout.item_bytes(page) <= _TRIED_BYTES:
        decode_segment(path, page, 0)


def _is_large(page: TiffPage) -> bool:
    """Whether what is compressed at a time is so large that going over it often takes long."""
    rows, columns = segment_size(page)
    return rows * columns > _WHOLE_PX


def check_segments(path: Path, page: TiffPage) -> None:
    """Refuses compressed pictures inside that have another size than the tags promise, or that
    would take minutes.

    Raises:
        LViTError: There is one.
    """
    from tifffile import TIFF  # noqa: PLC0415 - slow to import

    if page.compression not in TIFF.IMAGE_COMPRESSIONS and page.compression not in (6, 7):
        return
    handle = page.parent.filehandle
    whole = _is_large(page)
    for offset, count in zip(page.dataoffsets, page.databytecounts, strict=False):
        if count:
            handle.seek(offset)
            _check_codestream(path, page, handle.read(count if whole else min(count, _HEAD_BYTES)))


def _check_codestream(path: Path, page: TiffPage, head: bytes) -> None:
    stream = codestream_of(head)
    if stream is None:
        return
    rows = int(page.tilelength if page.is_tiled else page.imagelength)
    columns = int(page.tilewidth if page.is_tiled else page.imagewidth)
    if stream.height > rows + _BLOCK_PX or stream.width > columns + _BLOCK_PX:
        raise unreadable(path, "a compressed part has another size than told")
    refuse_many_scans(path, head, stream)


def channels_last(pixels: NDArray[Any], axes: str) -> NDArray[Any]:
    """``(H, W)`` or ``(H, W, S)`` out of any order of axes."""
    kept = [index for index, axis in enumerate(axes) if axis in "YXS"]
    pixels = pixels.reshape([pixels.shape[index] for index in kept])
    order = [axes[index] for index in kept]
    wanted = [axis for axis in "YXS" if axis in order]
    return pixels.transpose([order.index(axis) for axis in wanted])


def open_by_pillow(path: Path, stream: Any) -> TiffImageFile:
    """The file as Pillow sees it.

    Raises:
        LViTError: Its colours cannot be read, or it is too large.
    """
    from PIL.TiffImagePlugin import TiffImageFile  # noqa: PLC0415 - slow to import

    try:
        picture = TiffImageFile(stream)
    except Exception as error:  # a damaged file may fail anywhere inside
        raise other_colours(path) from error
    width, height = picture.size
    check_size(path, height, width, pixel_bytes=4)
    return picture


def read_by_pillow(path: Path) -> NDArray[np.uint8]:
    """The first page, upright and in RGB; Pillow turns it by itself."""
    with path.open("rb") as stream:
        return np.array(open_by_pillow(path, stream).convert("RGB"))
