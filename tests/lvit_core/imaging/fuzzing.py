"""Opens damaged copies of pictures in a process of its own, and says what each of them cost.

Run by `test_fuzz` as ``python fuzzing.py COPIES SKIP FILE...``: for every copy after the first
SKIP it writes one line of JSON
before (``{"start": ...}``) and one after, so that whoever waits can tell a hang and a crash.
"""

from __future__ import annotations

import json
import random
import struct
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging.pyramid import open_source
from lvit_core.imaging.readers import pages_of, probe, read
from tests.lvit_core.imaging.one_page import write_page

_TELLING = (0, 1, 0x7F, 0x80, 0xFF)
_WORDS = (0, 1, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 30_000, 65_500)


def flip_bytes(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.choice((*_TELLING, chance.randrange(256)))


def cut_off(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data)) :]


def change_header(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(max(1, min(len(data) - 4, 700)))
        width = chance.choice((2, 4))
        order = chance.choice((">", "<"))
        value = chance.choice(_WORDS) & (0xFFFF if width == 2 else 0xFFFFFFFF)
        data[place : place + width] = struct.pack(order + {2: "H", 4: "I"}[width], value)


def move_a_part(data: bytearray, chance: random.Random) -> None:
    begin = chance.randrange(len(data))
    part = data[begin : begin + chance.randint(1, 300)]
    if chance.random() < 0.5:
        del data[begin : begin + len(part)]
    place = chance.randrange(len(data) + 1)
    data[place:place] = part


def change_tag(data: bytearray, chance: random.Random) -> None:
    """One entry of a TIFF's first directory; other files are changed at their end."""
    order = {b"II": "<", b"MM": ">"}.get(bytes(data[:2]))
    if order is None or len(data) < 16 or data[2:3] == b"+":
        data[-min(len(data), 40) :] = bytes(chance.randrange(256) for _ in range(20))
        return
    (start,) = struct.unpack_from(order + "I", data, 4)
    if start + 2 > len(data):
        return
    (count,) = struct.unpack_from(order + "H", data, start)
    place = start + 2 + 12 * chance.randrange(max(1, count)) + chance.choice((2, 4, 8))
    if place + 4 <= len(data):
        struct.pack_into(order + "I", data, place, chance.choice((*_WORDS, chance.getrandbits(32))))


MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    flip_bytes, cut_off, change_header, move_a_part, change_tag,
)  # fmt: skip


def damaged(original: bytes, seed: str) -> bytes:
    """A damaged copy, the same for the same seed."""
    chance = random.Random(seed)
    data = bytearray(original)
    chance.choice(MUTATIONS)(data, chance)
    if data[:4] == b"\x89PNG" and chance.random() < 0.7:
        _mend_checksums(data)
    return bytes(data)


def _mend_checksums(data: bytearray) -> None:
    """So that the damage reaches the decoder."""
    place = 8
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        end = place + 8 + length
        if end + 4 > len(data):
            return
        struct.pack_into(">I", data, end, zlib.crc32(data[place + 4 : end]))
        place = end + 4


def peak_mb(reset: bool = False) -> float:
    """Most memory of this process since the last reset."""
    try:
        if reset:
            Path("/proc/self/clear_refs").write_text("5")
        status = Path("/proc/self/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def open_all_ways(path: Path) -> str:
    """``"opened"``, ``"refused"`` or what went wrong."""
    result = "opened"
    for way in (probe, read, _view, _take_apart):
        try:
            way(path)
        except LViTError as error:
            result = "refused" if error.hint else f"no hint: {error}"
        except BaseException as error:  # noqa: BLE001 - a decoder that panics raises one
            return f"{way.__name__}: {type(error).__name__}: {error}"[:200]
    return result


def _take_apart(path: Path) -> None:
    if len(pages := pages_of(path)) > 1:
        read(write_page(path, pages[-1].number, path.with_name("page")))


def _view(path: Path) -> None:
    source = open_source(path)
    source.read(source.levels - 1, Rect(0, 0, *source.shape(source.levels - 1)))


def say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main() -> None:
    copies, skip, files = int(sys.argv[1]), int(sys.argv[2]), list(map(Path, sys.argv[3:]))
    with tempfile.TemporaryDirectory() as folder:
        for index in range(skip, copies * len(files)):
            file = files[index // copies]
            name = f"{file.name}#{index % copies}"
            copy = Path(folder) / f"copy{file.suffix}"
            copy.write_bytes(damaged(file.read_bytes(), name))
            say({"start": name})
            peak_mb(reset=True)
            begin = time.process_time()
            result = open_all_ways(copy)
            seconds = time.process_time() - begin  # of its own, however busy the machine
            say({"name": name, "result": result, "s": seconds, "mb": peak_mb()})


if __name__ == "__main__":
    main()
