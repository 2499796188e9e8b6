"""Small files that ask for gigabytes: headers that lie, and streams that unfold."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO

from PIL import Image as Picture

GIGABYTE = 1 << 30
SIDE = 50_000  # of a picture that would take 2.5 GB, or 7.5 GB in colour


@lru_cache
def unfolding(count: int = 1300) -> bytes:
    """A zlib stream of so many megabytes of zeros; made of one piece, again and again."""
    packer = zlib.compressobj(9)
    piece = bytes(1 << 20)
    first = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 1
    for _ in range(count):
        checksum = zlib.adler32(piece, checksum)
    # A last empty block of fixed codes, then the sum over all.
    return first + again * (count - 1) + b"\x03\x00" + struct.pack(">I", checksum)


def png(*chunks: tuple[bytes, bytes], side: int = SIDE, colour: int = 0) -> bytes:
    head = struct.pack(">IIBBBBB", side, side, 8, colour, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def small_png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A picture of 8 x 8 with other chunks before its pixels."""
    return png(*chunks, (b"IDAT", zlib.compress(bytes(9) * 8)), side=8)


def tiff(*entries: tuple[int, int, int, int], data: bytes = b"", big: bool = False) -> bytes:
    """One directory; ``entries`` are tag, kind, count and value."""
    if big:
        body = struct.pack("<Q", len(entries)) + b"".join(
            struct.pack("<HHQQ", *one) for one in sorted(entries)
        )
        return b"II+\0\x08\0\0\0" + struct.pack("<Q", 16) + body + bytes(8) + data
    body = struct.pack("<H", len(entries)) + b"".join(
        struct.pack("<HHII", *one) for one in sorted(entries)
    )
    return b"II*\0" + struct.pack("<I", 8) + body + bytes(4) + data


def grey_tiff(
    side: int,
    *more: tuple[int, int, int, int],
    compression: int = 1,
    data: bytes = bytes(2000),
    big: bool = False,
) -> bytes:
    known = {256: side, 257: side, 258: 8, 259: compression, 262: 1, 277: 1}
    known |= {} if any(one[0] == 322 for one in more) else {273: 400, 278: side, 279: 1000}
    entries = [
        (tag, 4, 1, value) for tag, value in known.items() if tag not in {m[0] for m in more}
    ]
    return tiff(*entries, *more, data=data, big=big)


def nifti(*sides: int) -> bytes:
    head = bytearray(352)
    struct.pack_into("<i", head, 0, 348)
    struct.pack_into("<8h", head, 40, len(sides), *sides, *(1,) * (7 - len(sides)))
    struct.pack_into("<hh", head, 70, 2, 8)
    struct.pack_into("<f", head, 108, 352.0)
    head[344:348] = b"n+1\0"
    return bytes(head)


def dicom(rows: int, frames: int, depth: int = 0, jpeg: bytes = b"") -> bytes:
    """Explicit little endian, by hand: a library would refuse to write it."""

    def element(group: int, number: int, kind: bytes, value: bytes) -> bytes:
        value += b"\0" * (len(value) % 2)
        if kind in (b"OB", b"OW", b"SQ", b"UN"):
            size = struct.pack("<HI", 0, len(value))
        else:
            size = struct.pack("<H", len(value))
        return struct.pack("<HH", group, number) + kind + size + value

    syntax = element(2, 0x10, b"UI", b"1.2.840.10008.1.2." + (b"4.51" if jpeg else b"1"))
    meta = element(2, 0, b"UL", struct.pack("<I", len(syntax))) + syntax
    nested = b"".join(
        struct.pack("<HH2sHI", 0x40, 0x555, b"SQ", 0, 0xFFFFFFFF)
        + struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)
        for _ in range(depth)
    )
    body = element(8, 0x16, b"UI", b"1.2.840.10008.5.1.4.1.1.7")
    body += element(8, 0x60, b"CS", b"OT")
    for number, value in ((2, 1), (0x10, rows), (0x11, rows), (0x100, 8), (0x101, 8), (0x102, 7),
                          (0x103, 0)):  # fmt: skip
        body += element(0x28, number, b"US", struct.pack("<H", value))
        if number == 2:
            body += element(0x28, 4, b"CS", b"MONOCHROME2")
            body += element(0x28, 8, b"IS", str(frames).encode())
    if jpeg:
        jpeg += bytes(len(jpeg) % 2)
        item = struct.pack("<HHIHHI", 0xFFFE, 0xE000, 0, 0xFFFE, 0xE000, len(jpeg)) + jpeg
        pixels = struct.pack("<HH2sHI", 0x7FE0, 0x10, b"OB", 0, 0xFFFFFFFF) + item
        pixels += struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    else:
        pixels = element(0x7FE0, 0x10, b"OW", bytes(100))
    return bytes(128) + b"DICM" + meta + body + nested + pixels


def jpeg(side: int) -> bytes:
    frame = struct.pack(">BHHBBBB", 8, side, side, 1, 1, 0x11, 0)
    return (b"\xff\xd8" + b"\xff\xc0" + struct.pack(">H", 2 + len(frame)) + frame
            + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + bytes(100) + b"\xff\xd9")  # fmt: skip


@lru_cache
def scans(side: int, count: int) -> bytes:
    """A progressive JPEG that goes over its picture again and again; each time takes 14 bytes."""
    stream = BytesIO()
    Picture.new("L", (side, side), 128).save(stream, "JPEG", progressive=True)
    data = stream.getvalue()
    last = data[data.rfind(b"\xff\xda") : -2]
    return data[:-2] + last * count + b"\xff\xd9"


def layers() -> bytes:
    """A JPEG 2000 picture that says it has as many layers of quality as there can be."""
    stream = BytesIO()
    Picture.new("L", (2000, 2000), 128).save(stream, "JPEG2000", codeblock_size=(4, 4))
    data = bytearray(stream.getvalue())
    struct.pack_into(">H", data, data.find(b"\xff\x52") + 6, 65_535)
    return bytes(data)


def frames(count: int) -> bytes:
    """A GIF of so many pictures of one pixel."""
    one = b"!\xf9\4\0\1\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0"
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + one * count + b";"


def avif(side: int) -> bytes:
    """A small AVIF picture whose header says that it is large."""
    stream = BytesIO()
    Picture.new("L", (16, 16), 128).save(stream, "AVIF")
    data = stream.getvalue()
    place = data.find(b"ispe") + 8
    return data[:place] + struct.pack(">II", side, side) + data[place + 8 :]


def tiff_of_jpeg(data: bytes, side: int, *more: tuple[int, int, int, int]) -> bytes:
    return grey_tiff(side, (279, 4, 1, len(data)), *more, compression=7,
                     data=bytes(400 - 8 - 2 - 12 * 9 - 4 - 12 * len(more)) + data)  # fmt: skip


def ome(*images: str) -> bytes:
    """A picture of 8 x 8 whose description tells of others."""
    data = f"<OME xmlns='http://www.openmicroscopy.org/x'>{''.join(images)}</OME>".encode() + b"\0"
    return grey_tiff(8, (270, 2, len(data), 2000), data=bytes(2000 - 134) + data)


OME_IMAGE = (
    "<Image ID='i'><Pixels ID='p' SizeX='8' SizeY='8' SizeC='1' SizeZ='1' SizeT='1' Type='uint8' "
    "DimensionOrder='XYZCT'><TiffData/></Pixels></Image>"
)


PICTURES: dict[str, Callable[[], bytes]] = {
    "header.png": lambda: png((b"IDAT", zlib.compress(bytes(1000)))),
    "colour.png": lambda: png((b"IDAT", zlib.compress(bytes(1000))), colour=2),
    "unfolds.png": lambda: png((b"IDAT", unfolding())),
    "text.png": lambda: small_png((b"zTXt", b"Comment\0\0" + unfolding())),
    "itext.png": lambda: small_png((b"iTXt", b"C\0\1\0\0\0" + unfolding())),
    "profile.png": lambda: small_png((b"iCCP", b"p\0\0" + unfolding())),
    "chunks.png": lambda: small_png(*[(b"tEXt", b"a\0b")] * 100_000),
    "long chunk.png": lambda: png()[:-12] + struct.pack(">I", 0x7FFFFFFF) + b"IDAT" + bytes(99),
    "header.tif": lambda: grey_tiff(SIDE),
    "strip.tif": lambda: grey_tiff(SIDE, (279, 4, 1, 0xFFFFFFFF)),
    "many strips.tif": lambda: grey_tiff(SIDE, (273, 4, 400_000_000, 100)),
    "deflate.tif": lambda: grey_tiff(SIDE, compression=8),
    "lzw.tif": lambda: grey_tiff(SIDE, compression=5),
    "packbits.tif": lambda: grey_tiff(SIDE, compression=32773),
    "tile.tif": lambda: grey_tiff(60_000, (322, 4, 1, 60_000), (323, 4, 1, 60_000),
                                  (324, 4, 1, 400), (325, 4, 1, 100), compression=8),
    "big.tif": lambda: grey_tiff(0x7FFFFFFF, big=True),
    "count.tif": lambda: grey_tiff(8, (270, 2, 0xFFFFFFF0, 8)),
    "circle.tif": lambda: grey_tiff(8)[:-2004] + struct.pack("<I", 8) + bytes(2000),
    "images.ome.tif": lambda: ome(OME_IMAGE * 50_000),
    "elements.ome.tif": lambda: ome("<a/>" * 9_000_000),
    "header.jpg": lambda: jpeg(65_500),
    "scans.jpg": lambda: scans(3000, 20_000),
    "large scans.jpg": lambda: scans(8000, 90),
    "scans.tif": lambda: tiff_of_jpeg(scans(3000, 20_000), 3000),
    "scans.dcm": lambda: dicom(3000, 1, jpeg=scans(3000, 20_000)),
    "small scans.dcm": lambda: dicom(600, 1, jpeg=scans(600, 200_000)),
    "layers.jp2": layers,
    "frames.gif": lambda: frames(10_000),
    "header.avif": lambda: avif(60_000),
    "header.pbm": lambda: b"P4 400000 400000\n" + bytes(99),
    "header.gif": lambda: b"GIF89a\xff\xff\xff\xff\xf0\0\0" + bytes(6)
    + b",\0\0\0\0\xff\xff\xff\xff\0\x08\x01\0\0;",
    "header.bmp": lambda: b"BM" + struct.pack("<IIIIiiHHIIIIII", 99, 0, 54, 40, SIDE, SIDE, 1, 24,
                                              0, 0, 0, 0, 0, 0) + bytes(99),
    "rle.bmp": lambda: b"BM" + struct.pack("<IIIIiiHHIIIIII", 99, 0, 1078, 40, SIDE, SIDE, 1, 8,
                                           1, 9, 0, 0, 0, 0) + bytes(1024) + b"\xff\x01\0\x01",
    "header.webp": lambda: b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xfe\xff\x0f\xfe\xff\x0f"
    + b"VP8L\x05\0\0\0/\xff\xff\xff\x0f",
    "header.pgm": lambda: b"P5 60000 60000 255\n" + bytes(99),
    "plain.pgm": lambda: b"P2 60000 60000 255\n" + b"1 " * 99,
    "wide.pgm": lambda: b"P5 " + b"9" * 5000 + b" 1 255\n",
    "header.pam": lambda: b"P7\nWIDTH 60000\nHEIGHT 60000\nDEPTH 4\nMAXVAL 65535\n"
    b"TUPLTYPE RGB_ALPHA\nENDHDR\n" + bytes(99),
    "header.npy": lambda: b"\x93NUMPY\1\0\x76\0" + (
        b"{'descr': '|u1', 'fortran_order': False, 'shape': (60000, 60000), }".ljust(117) + b"\n"
    ) + bytes(99),
    "header.dcm": lambda: dicom(65_535, 1),
    "frames.dcm": lambda: dicom(65_535, 2_000_000_000),
    "nested.dcm": lambda: dicom(8, 1, 30_000),
    "sizes.jp2": lambda: b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 \0\0\0\0jp2 \0\0\0\x2djp2h"
    + b"\0\0\0\x16ihdr" + struct.pack(">IIHBBBB", SIDE, SIDE, 3, 7, 7, 0, 0)
    + b"\0\0\0\x0fcolr\1\0\0\0\0\0\x10\0\0\0\0jp2c\xff\x4f\xff\x51" + struct.pack(
        ">HHIIIIIIIIH", 47, 0, SIDE, SIDE, 0, 0, SIDE, SIDE, 0, 0, 3) + b"\7\1\1" * 3 + bytes(9),
}  # fmt: skip
