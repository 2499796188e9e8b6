"""Label files in old code pages: which one it is, looked for in the whole file, and told.

UTF-8, UTF-16 and UTF-32 are known by their bytes. What is none of them is guessed by how its
letters stand together, and the report says what the file was taken for.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain
from pathlib import Path

from lvit_core.exchange.few_names import FewNames
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import said

UTF_8 = "utf-8"
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_TITLES = {
    UTF_8: said("UTF-8 with damaged letters"),
    "cp1252": said("Western European text (Windows-1252)"),
    "cp1251": said("Cyrillic text (Windows-1251)"),
    "gb18030": said("Chinese text (GB 18030)"),
    "cp932": said("Japanese text (Shift JIS)"),
}
# Encodings of several bytes a letter, and what reads all that is written under their name.
_WIDE = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "shift_jis": "cp932",
    "cp932": "cp932", "euc_jp": "euc_jp", "euc_kr": "cp949", "cp949": "cp949", "big5": "cp950",
    "cp950": "cp950", "big5hkscs": "big5hkscs",
}  # fmt: skip
_BLOCK = 1 << 17
_HEAD = 1 << 10
_MOST_WORDS = 4000
_LONGEST_WORD = 48  # bytes to either side of a letter
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)""")
_OTHER = re.compile(rb"[\x80-\xff]+")
_ENDS = frozenset(b' \t\r\n",:/<>')
_RUSSIAN = re.compile("(?<![A-Za-z])[А-Яа-яЁё]+(?![A-Za-z])")
_GUESSED: ContextVar[dict[str, FewNames] | None] = ContextVar("code_pages_guessed", default=None)


@contextmanager
def telling_code_pages() -> Iterator[Callable[[], list[str]]]:
    """Gives what says, in one line each, which files were taken for which old code page."""
    guessed: dict[str, FewNames] = {}
    token = _GUESSED.set(guessed)
    try:
        yield lambda: [_line(codec, names) for codec, names in guessed.items()]
    finally:
        _GUESSED.reset(token)


def text_of(data: bytes, path: Path) -> str:
    """The text of a file that was read whole, without a mark of its order."""
    codec = _codec_of([data], path)
    return data.decode(codec, _errors(codec)).removeprefix("\ufeff")


def unicode_text_of(data: bytes) -> str:
    """The text of a file that has no letters to guess by; raises UnicodeDecodeError for others."""
    return data.decode(_told_by_bytes(data[:_HEAD])).removeprefix("\ufeff")


def decoder_of(path: Path) -> codecs.IncrementalDecoder:
    """What decodes a file piece by piece; raises OSError where it cannot be read."""
    codec = codec_of(path)
    return codecs.getincrementaldecoder(codec)(_errors(codec))


def codec_of(path: Path) -> str:
    """The name of a file's encoding, after a look at all of it; raises OSError."""
    with path.open("rb") as stream:
        return _codec_of(iter(lambda: stream.read(_BLOCK), b""), path)


def codec_of_xml(blocks: Iterable[bytes], path: Path) -> str:
    """The encoding of an XML file; empty where its parser is to find it by itself.

    Args:
        blocks: What the file holds, piece by piece.
        path: It.
    """
    parts = iter(blocks)
    first = next(parts, b"")
    if _told_by_bytes(first) != UTF_8:
        return ""
    said = _DECLARED.match(first[:_HEAD])
    try:
        declared = codecs.lookup(said[1].decode("ascii")).name if said else UTF_8
    except LookupError:
        declared = UTF_8
    if declared != UTF_8:  # the parser knows those of one byte a letter only
        return _WIDE.get(declared, "")
    return _codec_of(chain([first], parts), path)


def _errors(codec: str) -> str:
    return "replace" if codec in _TITLES else "strict"


def _codec_of(blocks: Iterable[bytes], path: Path) -> str:
    words = _Words()
    check, is_utf_8 = codecs.getincrementaldecoder(UTF_8)(), True
    for number, block in enumerate(blocks):
        refuse_stopped()
        if number == 0 and (codec := _told_by_bytes(block[:_HEAD])) != UTF_8:
            return codec
        words.look(block)
        try:
            if is_utf_8:
                check.decode(block)
        except UnicodeDecodeError:
            is_utf_8 = False
    try:
        if is_utf_8:
            check.decode(b"", final=True)
            return UTF_8
    except UnicodeDecodeError:
        pass
    codec = words.codec()
    if (guessed := _GUESSED.get()) is not None:
        guessed.setdefault(codec, FewNames()).add(path.name)
    return codec


def _told_by_bytes(head: bytes) -> str:
    """The encoding by a mark or by the zeros of wide letters; UTF-8 where neither is there."""
    marked = next((codec for mark, codec in _MARKS if head.startswith(mark)), "")
    return marked or json.detect_encoding(head)


def _line(codec: str, names: FewNames) -> str:
    return said(
        "Not in UTF-8, and read as {title}: {names}. See that names are right; else save as UTF-8.",
        title=_TITLES[codec],
        names=names.told(),
    )


class _Words:
    """The words of a file that have other letters than ASCII."""

    def __init__(self) -> None:
        self._found: dict[bytes, None] = {}
        self._rest = b""  # of a word at the end of a block

    def look(self, block: bytes) -> None:
        """Takes in the words of the next piece of the file."""
        if block.isascii() or len(self._found) >= _MOST_WORDS:
            self._rest = block[-_LONGEST_WORD:]
            return
        text = self._rest + block
        self._rest = block[-_LONGEST_WORD:]
        stop = 0
        for match in _OTHER.finditer(text):
            if match.start() < stop:
                continue
            start, stop = match.span()
            first, last = max(0, start - _LONGEST_WORD), min(len(text), stop + _LONGEST_WORD)
            while start > first and text[start - 1] not in _ENDS:
                start -= 1
            while stop < last and text[stop] not in _ENDS:
                stop += 1
            self._found[text[start:stop]] = None
            if len(self._found) >= _MOST_WORDS:
                return

    def codec(self) -> str:
        """The encoding in which they make most sense."""
        whole = sum(_is_utf_8(word) for word in self._found)
        if 2 * whole >= len(self._found):
            return UTF_8
        return max(_SENSE, key=lambda codec: sum(_sense(word, codec) for word in self._found))


def _is_utf_8(word: bytes) -> bool:
    try:
        word.decode(UTF_8)
    except UnicodeDecodeError:
        return False
    return True


def _sense(word: bytes, codec: str) -> float:
    """How much sense a word makes, from 0 to about 1."""
    try:
        return _SENSE[codec](word.decode(codec))
    except UnicodeDecodeError:
        return 0.0


def _western(text: str) -> float:
    """Single letters with accents stand among plain ones."""
    around = f" {text} "
    found = []
    for before, sign, after in zip(around, around[1:], around[2:], strict=False):
        if sign.isascii():
            continue
        beside = before.isascii() + after.isascii()
        letters = (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
        plain = "À" <= sign <= "ÿ" and sign not in "×÷"
        found.append((1.0 if letters and plain else 0.55 if not plain else 0.4) * beside / 2)
    return sum(found) / max(1, len(found))


def _cyrillic(text: str) -> float:
    """Words of small letters, perhaps with a large one at the beginning."""
    others = sum(not sign.isascii() for sign in text)
    fitting = 0.0
    for word in _RUSSIAN.findall(text):
        if len(word) > 1 and word[1:].islower():
            fitting += len(word)
        elif len(word) > 1 and word.isupper():
            fitting += len(word) * (0.85 if len(word) < 5 else 1.05)
        elif word == text:
            fitting += 0.3
    return fitting / max(1, others)


def _chinese(text: str) -> float:
    """Characters of the first level of GB 2312, which are those in use."""
    return _mean(text, _of_gb_2312)


def _of_gb_2312(sign: str) -> float:
    try:
        row = sign.encode("gb2312")[0]
    except UnicodeEncodeError:
        return 0.1
    if 0xB0 <= row <= 0xD7:
        return 1.0
    return 0.3 if row >= 0xD8 else 0.6 if "\u3000" <= sign <= "\uffee" else 0.2


def _japanese(text: str) -> float:
    """Kana, and characters of the first level of JIS."""
    return _mean(text, _of_jis)


def _of_jis(sign: str) -> float:
    if "\u3041" <= sign <= "\u30fe":
        return 1.0
    data = sign.encode("cp932", "replace")
    if len(data) == 1:  # narrow kana
        return 0.1
    return 0.95 if 0x88 <= data[0] <= 0x97 else 0.6 if data[0] == 0x81 else 0.2


def _mean(text: str, sense: Callable[[str], float]) -> float:
    found = [sense(sign) for sign in text if not sign.isascii()]
    return sum(found) / max(1, len(found))


# The first of several that make as much sense is taken.
_SENSE: dict[str, Callable[[str], float]] = {
    "cp1252": _western, "cp1251": _cyrillic, "gb18030": _chinese, "cp932": _japanese,
}  # fmt: skip
