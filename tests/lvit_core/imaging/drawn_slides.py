"""Slides in a scanner maker's format, small and drawn here; OpenSlide itself has to accept them."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image

_SHORT, _LONG, _FLOAT, _ASCII, _RATIONAL, _SIGNED = 3, 4, 11, 2, 5, 9
_PER_CM = 3
_FORMAT_FLAG, _SOURCE_LENS = 65420, 65421
_PLACES = (65422, 65423, 65424)  # of the picture on the glass, and its depth, in nanometres
MACRO, MAP = -1.0, -2.0  # lenses that stand for pictures of the whole glass
UM = 0.46


def write_ndpi(path: Path, levels: list[tuple[NDArray[np.uint8], float]], um: float = UM) -> None:
    """An NDPI of Hamamatsu: a TIFF of whole JPEG pictures whose directories have long offsets.

    Args:
        path: The file.
        levels: Pictures (H, W, 3), each with its lens: its magnification, `MACRO` or `MAP`.
        um: Micrometres of a pixel of the first one.
    """
    body = bytearray(b"II*\0" + bytes(8))
    link = 4  # where the place of the next directory is written
    finest = levels[0][1]
    for pixels, lens in levels:
        height, width = pixels.shape[:2]
        data = io.BytesIO()
        Image.fromarray(pixels).save(data, "JPEG", quality=95)
        strip = len(body)
        body += data.getvalue() + bytes(len(data.getvalue()) % 2)
        scale = finest / lens if lens > 0 else 100.0
        resolution = len(body)
        body += struct.pack("<II", round(1e7 / (um * scale)), 1000)
        maker = len(body)
        body += b"Hamamatsu\0"
        entries = [
            (256, _LONG, 1, struct.pack("<I", width)),
            (257, _LONG, 1, struct.pack("<I", height)),
            (258, _SHORT, 1, struct.pack("<HH", 8, 0)),
            (259, _SHORT, 1, struct.pack("<HH", 7, 0)),
            (262, _SHORT, 1, struct.pack("<HH", 6, 0)),
            (271, _ASCII, 10, struct.pack("<I", maker)),
            (273, _LONG, 1, struct.pack("<I", strip)),
            (277, _SHORT, 1, struct.pack("<HH", 3, 0)),
            (278, _LONG, 1, struct.pack("<I", height)),
            (279, _LONG, 1, struct.pack("<I", len(data.getvalue()))),
            (282, _RATIONAL, 1, struct.pack("<I", resolution)),
            (283, _RATIONAL, 1, struct.pack("<I", resolution)),
            (296, _SHORT, 1, struct.pack("<HH", _PER_CM, 0)),
            (_FORMAT_FLAG, _LONG, 1, struct.pack("<I", 1)),
            (_SOURCE_LENS, _FLOAT, 1, struct.pack("<f", lens)),
            *((place, _SIGNED, 1, bytes(4)) for place in _PLACES),
        ]
        struct.pack_into("<Q", body, link, len(body))
        body += struct.pack("<H", len(entries))
        for tag, kind, count, value in entries:
            body += struct.pack("<HHI", tag, kind, count) + value
        link = len(body)
        body += bytes(8) + bytes(4 * len(entries))  # the high halves of all values
    path.write_bytes(bytes(body))


def write_scn(path: Path, tissue: NDArray[np.uint8], um: float = UM) -> None:
    """An SCN of Leica: a tiled TIFF with a picture of the glass, then one level of the tissue.

    The tissue lies on the glass with a margin on all sides, which was never scanned.

    Args:
        path: The file.
        tissue: Pixels (H, W, 3).
        um: Micrometres of a pixel.
    """
    height, width = tissue.shape[:2]
    nm = round(um * 1000)
    macro = np.ascontiguousarray(tissue[::8, ::8])
    glass = f'sizeX="{2 * width * nm}" sizeY="{2 * height * nm}"'
    text = f"""<?xml version="1.0"?>
<scn xmlns="http://www.leica-microsystems.com/scn/2010/10/01">
<collection name="c" {glass}>
<image name="glass"><pixels sizeX="{macro.shape[1]}" sizeY="{macro.shape[0]}">
<dimension sizeX="{macro.shape[1]}" sizeY="{macro.shape[0]}" r="0" ifd="0"/></pixels>
<view {glass} offsetX="0" offsetY="0"/></image>
<image name="tissue"><device model="Leica SCN400"/>
<pixels sizeX="{width}" sizeY="{height}">
<dimension sizeX="{width}" sizeY="{height}" r="0" ifd="1"/></pixels>
<view sizeX="{width * nm}" sizeY="{height * nm}" offsetX="{width // 2 * nm}"
 offsetY="{height // 2 * nm}"/>
<scanSettings><objectiveSettings><objective>20</objective></objectiveSettings>
<illuminationSettings><illuminationSource>brightfield</illuminationSource></illuminationSettings>
</scanSettings></image>
</collection></scn>"""
    with tifffile.TiffWriter(path, bigtiff=True) as tiff:
        for pixels, told in ((macro, text), (tissue, None)):
            tiff.write(
                pixels, photometric="rgb", tile=(64, 64), compression="zlib",
                description=told, metadata=None, software="Leica",
            )  # fmt: skip


def write_mirax(path: Path, tissue: NDArray[np.uint8], um: float = UM) -> None:
    """A MIRAX slide: a small JPEG, and a folder of the same name with an index and tiles.

    Args:
        path: The file, named ``.mrxs``.
        tissue: Pixels (H, W, 3); whole tiles of 128 pixels.
        um: Micrometres of a pixel.
    """
    side = 128
    down, across = tissue.shape[0] // side, tissue.shape[1] // side
    Image.fromarray(np.ascontiguousarray(tissue[::8, ::8])).save(path, "JPEG")
    folder = path.with_suffix("")
    folder.mkdir()
    data, records = bytearray(b"01.02abcdefgh"), bytearray()
    for row in range(down):
        for column in range(across):
            part = tissue[row * side :, column * side :][:side, :side]
            packed = io.BytesIO()
            Image.fromarray(np.ascontiguousarray(part)).save(packed, "PNG")
            size = len(packed.getvalue())
            records += struct.pack("<iiii", row * across + column, len(data), size, 0)
            data += packed.getvalue()
    (folder / "Data0000.dat").write_bytes(bytes(data))
    start = len(b"01.02abcdefgh") + 8
    index = b"01.02abcdefgh" + struct.pack("<ii", start, start)
    index += struct.pack("<i", start + 4)  # the one level
    index += struct.pack("<ii", 0, start + 12)  # its first page
    index += struct.pack("<ii", down * across, 0) + bytes(records)
    (folder / "Index.dat").write_bytes(index)
    (folder / "Slidedat.ini").write_text(
        f"""[GENERAL]
SLIDE_VERSION=01.02
SLIDE_ID=abcdefgh
IMAGENUMBER_X={across}
IMAGENUMBER_Y={down}
OBJECTIVE_MAGNIFICATION=20
[HIERARCHICAL]
HIER_COUNT=1
NONHIER_COUNT=0
INDEXFILE=Index.dat
HIER_0_NAME=Slide zoom level
HIER_0_COUNT=1
HIER_0_VAL_0_SECTION=LAYER_0_LEVEL_0_SECTION
[DATAFILE]
FILE_COUNT=1
FILE_0=Data0000.dat
[LAYER_0_LEVEL_0_SECTION]
OVERLAP_X=0
OVERLAP_Y=0
MICROMETER_PER_PIXEL_X={um}
MICROMETER_PER_PIXEL_Y={um}
IMAGE_FORMAT=PNG
IMAGE_FILL_COLOR_BGR=16777215
DIGITIZER_WIDTH={side}
DIGITIZER_HEIGHT={side}
IMAGE_CONCAT_FACTOR=0
""",
        encoding="utf-8",
    )
