"""Keys by their place: what a key of another alphabet is called on the Latin keyboard below it.

Whoever writes Russian or Hebrew presses the key of B for the brush, whatever letter stands on it.
The place is told by the keyboard itself where the system passes it on; else the letter tells it.
"""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QKeyEvent

_ROWS = ("`1234567890-=", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./")
_FIRST_CODES = (0x02, 0x10, 0x1E, 0x2C)  # of the first key of a row, as PC keyboards count
_CODE_OFFSETS = {"windows": 0, "xcb": 8, "wayland": 8}
"""What is added to the numbers of a PC keyboard on each of Qt's platforms."""
# By Apple's own numbers from 0 on; blank: no character.
_MAC_CODES = "asdfhgzxcv bqweryt123465=97-80]ou[ip lj'k;\\,/nm.  `"

# The letters of the three rows. Where alphabets disagree the first one here is believed: it only
# matters where the place of the key is not known.
_ALPHABETS: tuple[tuple[str, str, str], ...] = (
    ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),  # Russian
    ("йцукенгшщзхї", "фівапролджє", "ячсмитьбю"),  # Ukrainian
    ("йцукенгшўзх'", "фывапролджэ", "ячсмітьбю"),  # Belarusian
    ("љњертзуиопшђ", "асдфгхјклчћ", "ѕџцвбнм,."),  # Serbian
    ("; ερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ"),  # Greek; its two small sigmas are one capital
    ("/'קראטוןםפ", "שדגכעיחלךף,", "זסבהנמצתץ."),  # Hebrew
    ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرﻻىةوزظ"),  # Arabic
    ("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو"),  # Persian
)


def _places() -> dict[str, str]:
    found: dict[str, str] = {}
    for alphabet in _ALPHABETS:
        for letters, row in zip(alphabet, _ROWS[1:], strict=True):
            for letter, place in zip(letters, row, strict=False):
                if not letter.isascii():
                    found.setdefault(letter.upper(), place.upper())
    return found


PLACE_OF_LETTER = _places()
"""Letters of other alphabets, as capitals, and what stands on the same key of a US keyboard."""


def _codes() -> dict[int, str]:
    found = {0x29: "`", 0x2B: "\\"}
    for first, row in zip(_FIRST_CODES, _ROWS, strict=True):
        for number, place in enumerate(row.strip("`\\")):
            found[first + number] = place.upper()
    return found


_PLACE_OF_CODE = _codes()


def place_of(event: QKeyEvent, platform: str = "") -> str:
    """What a US keyboard has where the pressed key is, as a capital; empty where nobody knows.

    ``platform`` is Qt's name of the window system; the running one where nothing is said.
    """
    system = platform or QGuiApplication.platformName()
    offset = _CODE_OFFSETS.get(system.partition("-")[0])
    if system == "cocoa":
        code = event.nativeVirtualKey()
        known = _MAC_CODES[code].strip().upper() if 0 <= code < len(_MAC_CODES) else ""
    else:
        known = "" if offset is None else _PLACE_OF_CODE.get(event.nativeScanCode() - offset, "")
    return known or PLACE_OF_LETTER.get(_letter(event), "")


def is_latin(event: QKeyEvent) -> bool:
    """Whether the key is a letter or digit of the Latin alphabet: then the letter itself counts."""
    key = event.key()
    return key < 0x80 and chr(key).isalnum()


def in_other_alphabets(keys: str) -> list[str]:
    """The same keys where other alphabets are written: ``Ctrl+Я`` and others for ``Ctrl+Z``."""
    head, plus, last = keys.rpartition("+")
    if not plus or len(last) != 1:
        return []
    return [f"{head}+{letter}" for letter, place in PLACE_OF_LETTER.items() if place == last]


def _letter(event: QKeyEvent) -> str:
    key = event.key()
    return chr(key).upper() if 0x80 <= key < 0x10000 else event.text().upper()
