"""Colour profiles as files can hold them: shared, in parts, in disorder, or made to do harm."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image, ImageCms

from lvit_core.exchange.clean_copies import clean_jpeg
from lvit_core.exchange.clean_profiles import clean_profile

pytestmark = [pytest.mark.exchange, pytest.mark.hostile]

KINDS = (b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2")


def a_profile(places: dict[bytes, tuple[int, int]], body: bytes) -> bytes:
    """A profile of a screen whose tags lie at these places (start, length) of its body."""
    header = bytearray(128)
    header[12:16], header[16:20], header[20:24], header[36:40] = b"mntr", b"RGB ", b"XYZ ", b"acsp"
    first = 132 + 12 * len(places)
    table = b"".join(struct.pack(">4sII", k, first + at, size) for k, (at, size) in places.items())
    return bytes(header) + struct.pack(">I", len(places)) + table + body


def a_jpeg(parts: list[tuple[int, bytes]]) -> bytes:
    """A picture with these numbered parts of a profile."""
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "JPEG")
    data = stream.getvalue()
    segments = b"".join(
        b"\xff\xe2"
        + struct.pack(">H", len(part) + 16)
        + b"ICC_PROFILE\0"
        + bytes((number, 9))
        + part
        for number, part in parts
    )
    return data[:2] + segments + data[2:]


def test_values_that_tags_share_are_written_once() -> None:
    value = b"mft2" + bytes(100_000)
    cleaned = clean_profile(a_profile(dict.fromkeys(KINDS, (0, len(value))), value))
    assert cleaned is not None and len(cleaned) < len(value) + 1000


def test_values_that_overlap_do_not_make_much_of_little() -> None:
    body = b"mft2" * 50_000
    places = {kind: (4 * number, 150_000) for number, kind in enumerate(KINDS)}
    assert clean_profile(a_profile(places, body)) is None


def test_a_profile_in_more_parts_than_fit_is_left_out() -> None:
    value = b"mft2" + bytes(18_000_000)
    profile = a_profile({b"A2B0": (0, len(value))}, value)
    parts = [(1, profile[at : at + 60_000]) for at in range(0, len(profile), 60_000)]
    assert len(parts) > 255
    with Image.open(io.BytesIO(clean_jpeg(a_jpeg(parts)))) as picture:
        assert "icc_profile" not in picture.info and picture.size == (8, 8)


def test_parts_in_disorder_are_one_profile() -> None:
    known = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    half = len(known) // 2
    cleaned = clean_jpeg(a_jpeg([(2, known[half:]), (1, known[:half])]))
    with Image.open(io.BytesIO(cleaned)) as picture:
        assert picture.info["icc_profile"] == clean_profile(known)


def test_a_part_without_number_is_no_profile() -> None:
    data = a_jpeg([])
    bare = data[:2] + b"\xff\xe2\0\x0eICC_PROFILE\0" + data[2:]
    assert clean_jpeg(bare) == clean_jpeg(data)
