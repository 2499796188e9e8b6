"""Netpbm: the values that Pillow gives, all bits of colours, and limits before memory is taken."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.errors import LViTError
from lvit_core.exchange.picture_files import read_labels
from lvit_core.imaging.pages import SeveralPagesError
from lvit_core.imaging.readers import pages_of, probe, read
from tests.lvit_core.imaging.one_page import write_page

CHANCE = np.random.default_rng(0)


def raw(kind: int, shape: tuple[int, ...], top: int) -> tuple[bytes, np.ndarray]:
    values = CHANCE.integers(0, top + 1, shape)
    dtype = ">u2" if top > 255 else "u1"
    head = b"P%d # seen by\n%d\t%d\r\n# %s\n%d\n" % (kind, shape[1], shape[0], b"x" * 50, top)
    return head + values.astype(dtype).tobytes(), values


def plain(kind: int, values: np.ndarray, top: int) -> bytes:
    text = " ".join(map(str, values.reshape(-1)))
    head = f"P{kind}\n{values.shape[1]} {values.shape[0]}\n# note\n"
    return f"{head}{top}\n{text}\n".encode() if kind > 1 else f"{head}{text}\n".encode()


@pytest.mark.parametrize("top", [1, 3, 100, 255, 4095, 65535])
@pytest.mark.parametrize("kind", [2, 3, 5, 6])
def test_values_are_those_of_pillow(tmp_path: Path, kind: int, top: int) -> None:
    shape = (7, 9, 3) if kind in (3, 6) else (7, 9)
    data, values = raw(5 if kind == 2 else 6 if kind == 3 else kind, shape, top)
    path = tmp_path / "a.pnm"
    path.write_bytes(data if kind > 3 else plain(kind, values, top))
    info, pixels = probe(path), read(path).pixels
    assert (info.height, info.width, info.channels) == (7, 9, 3 if len(shape) == 3 else 1)
    assert str(pixels.dtype) == info.dtype == ("uint16" if top > 255 else "uint8")
    with Picture.open(path) as file:
        theirs = np.asarray(file)
    ours = pixels.astype(np.int64)
    if top > 255 and len(shape) == 3:  # Pillow keeps the highest 8 bits of colours
        assert np.abs(ours / 257 - theirs).max() <= 1
    else:
        assert np.array_equal(ours, theirs)
    if len(shape) == 2:
        assert np.array_equal(read_labels(path), values)  # numbers of objects are not stretched


@pytest.mark.parametrize("text", [False, True])
def test_bits_are_black_where_they_are_1(tmp_path: Path, text: bool) -> None:
    mask = CHANCE.random((5, 11)) > 0.5
    path = tmp_path / "a.pbm"
    if text:
        rows = ["".join("01"[int(black)] for black in row) for row in ~mask]
        path.write_text("P1\n#c\n11 5\n" + "\n".join(rows))
    else:
        Picture.fromarray(mask).save(path)
    assert np.array_equal(read(path).pixels, mask * np.uint8(255))
    assert np.array_equal(read_labels(path) > 0, mask)


@pytest.mark.parametrize(
    ("depth", "name"),
    [(1, "GRAYSCALE"), (2, "GRAYSCALE_ALPHA"), (3, "RGB"), (4, "RGB_ALPHA"), (1, "BLACKANDWHITE")],
)
def test_pam_is_read_without_alpha(tmp_path: Path, depth: int, name: str) -> None:
    top = 1 if name == "BLACKANDWHITE" else 65535
    values = CHANCE.integers(0, top + 1, (4, 6, depth))
    head = f"P7\nWIDTH 6\n# a\nHEIGHT 4\nDEPTH {depth}\nMAXVAL {top}\nTUPLTYPE {name}\nENDHDR\n"
    (tmp_path / "a.pam").write_bytes(
        head.encode() + values.astype("u1" if top < 256 else ">u2").tobytes()
    )
    wanted = values[:, :, 0] if depth < 3 else values[:, :, :3]
    assert np.array_equal(read(tmp_path / "a.pam").pixels, wanted * (255 if top == 1 else 1))


def test_several_pictures_in_a_file_are_pages(tmp_path: Path) -> None:
    first, second = raw(5, (3, 4), 255), raw(6, (5, 6, 3), 255)
    path = tmp_path / "a.pnm"
    path.write_bytes(first[0] + second[0])
    with pytest.raises(SeveralPagesError):
        probe(path)
    assert [(page.height, page.width) for page in pages_of(path)] == [(3, 4), (5, 6)]
    assert np.array_equal(read(write_page(path, 2, tmp_path / "b")).pixels, second[1])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"P5\n30000 30000\n255\n", "too large"),
        (b"P2\n20000 20000\n255\n", "too large"),
        (b"P6 9 9 255\n" + b"x" * 9, "cut off"),
        (b"P2 2 2 255 1 2 3", "cut off"),
        (b"P2 2 2 255 1 x 3 4", "damaged"),
        (b"P1 2 2 1 0 7 0", "damaged"),
        (b"P2 2 2 255 1 -2 3 4", "damaged"),
        (b"P5 2 2 0\n1234", "damaged"),
        (b"P5 2 2 70000\n12341234", "damaged"),
        (b"P5 2 99999999999999\n255\n", "damaged"),
        (b"P5 \n", "damaged"),
        (b"P5 0 5 255\n", "no pixels"),
        (b"P7\nWIDTH 2\nHEIGHT 2\nDEPTH 5\nMAXVAL 255\nENDHDR\n" + b"x" * 20, "5 channels"),
        (b"P7\nWIDTH 2\nHEIGHT x\nDEPTH 1\nMAXVAL 255\nENDHDR\n", "damaged"),
        (b"P7\nWIDTH 2\n", "damaged"),
        (b"P5 # " + b"x" * 100_000, "damaged"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "a.pgm").write_bytes(data)
    for ask in (probe, read, read_labels):
        with pytest.raises(LViTError, match=words):
            ask(tmp_path / "a.pgm")
