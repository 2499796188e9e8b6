"""Events to curves, pictures and TensorBoard files that its own format's rules accept."""

import struct

import pytest

from lvit_core.errors import LViTError
from lvit_core.training.curves import draw_curves, read_curves, smoothed, write_tensorboard
from lvit_core.training.events import EventWriter, GenerationEnded, Started, Step


@pytest.fixture
def run(tmp_path):
    writer = EventWriter(tmp_path / "events.jsonl")
    writer.write(Started())
    for step in (1, 2, 3, 2, 3, 4):  # a rollback repeats steps 2 and 3
        writer.write(Step(step=step, losses={"total": 1 / step}, learning_rate=0.1, seconds=0.5))
    writer.write(GenerationEnded(step=4, number=1, validation_dice=0.7, pseudo_change=None))
    writer.close()
    return tmp_path


def test_repeated_steps_replace_what_they_repeat(run):
    curves = read_curves(run)
    assert curves["loss/total"].steps == [1, 2, 3, 4]
    assert curves["generation/validation_dice"].values == [0.7]
    assert "generation/pseudo_change" not in curves


def test_picture(run):
    path = run / "curves.png"
    draw_curves({"a": read_curves(run)}, path)
    draw_curves({"a": read_curves(run), "b": read_curves(run)}, path)
    assert path.read_bytes().startswith(b"\x89PNG")


def test_smoothing_begins_without_bias():
    assert smoothed([4.0, 4.0, 4.0], 10) == pytest.approx([4.0, 4.0, 4.0])
    assert smoothed([0.0, 1.0], 1) == [0.0, 1.0]


def crc32c(data):
    """Bit by bit, from the Castagnoli polynomial."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def fields(message):
    """Field number -> values of a protocol buffer."""
    found, at = {}, 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                return value

    while at < len(message):
        key = varint()
        if key & 7 == 0:
            value = varint()
        elif key & 7 == 1:
            value, at = struct.unpack_from("<d", message, at)[0], at + 8
        elif key & 7 == 5:
            value, at = struct.unpack_from("<f", message, at)[0], at + 4
        else:
            size = varint()
            value, at = message[at : at + size], at + size
        found.setdefault(key >> 3, []).append(value)
    return found


def test_tensorboard_file_parses_with_valid_checksums(run):
    assert crc32c(b"123456789") == 0xE3069283  # the published check value
    data = write_tensorboard(read_curves(run), run / "tb", "run").read_bytes()
    events, at = [], 0
    while at < len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        for start, size in ((at, 8), (at + 12, length)):
            (stored,) = struct.unpack_from("<I", data, start + size)
            crc = crc32c(data[start : start + size])
            assert stored == (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF
        events.append(fields(data[at + 12 : at + 12 + length]))
        at += length + 16
    assert events[0][3] == [b"brain.Event:2"]
    scalars = [(fields(fields(e[5][0])[1][0]), e[2][0]) for e in events[1:]]
    dice = [(s[2][0], step) for s, step in scalars if s[1] == [b"generation/validation_dice"]]
    assert dice == [(pytest.approx(0.7), 4)]
    assert sum(s[1] == [b"loss/total"] for s, _ in scalars) == 4


def test_no_steps_no_curves(tmp_path):
    with pytest.raises(LViTError, match="no training steps"):
        read_curves(tmp_path)
