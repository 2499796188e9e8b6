"""The sheets of the LViT layout: one row a mask file, one sentence a row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from zipfile import ZipFile

from lvit_core.cells import put_text
from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import LINE_SIGNS, read_bounded
from lvit_core.exchange.code_pages import text_of
from lvit_core.exchange.declaration import KEY, declared
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.unread_facts import UnreadFacts
from lvit_core.files import refuse_no_file
from lvit_core.reading_log import log_read
from lvit_core.wording import said

Row = tuple[object, ...]
_IMAGE = ("image", "image name", "filename", "file name", "file_name")
_TEXT = ("description", "text", "sentence", "caption")
_MOST_BYTES = 64 << 20
_TOO_MANY = said(
    "Its row has more cells than the table has columns; a sentence that holds the sign between "
    "cells needs quotes."
)
_HEAD_ROWS = 10  # a title may stand above the heads of the columns

# The paper's loader looks up every image and splits its text: a row must be there and be text.
NO_SENTENCE = " "
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What pandas, which that loader uses, takes for "no value"; a space behind it makes it text again.
_MISSING = frozenset(
    {
        "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN",
        "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
    }
)  # fmt: skip


def write_sheet(path: Path, rows: Iterable[tuple[str, str]]) -> None:
    """Writes columns ``Image`` (mask file name) and ``Description``."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to import
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.append(["Image", "Description"])
    for name, text in rows:
        cells = []
        for value in (name, f"{text} " if text in _MISSING else without_controls(text)):
            cells.append(WriteOnlyCell(sheet))
            put_text(cells[-1], value)
        sheet.append(cells)
    book.save(path)


def without_controls(text: str) -> str:
    """The text as a sheet can hold it: signs that XML has no place for become spaces."""
    return _NO_XML.sub(" ", text)


class UnreadableSheetError(LViTError):
    """A file that is no sheet of sentences, or a damaged one."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of sentences.

    Args:
        sentences: By the stem of the image they belong to.
        whose: Whose left and right each means, where a column ``Laterality`` says so. The layout's
            own rule is the viewer's, so that its sheets have no such column.
        losses: Rows whose sentences are lost.
        unsaid: Images with a row that holds no sentence.
        notes: What is said beside sentences and is not read.
    """

    sentences: dict[str, str]
    whose: dict[str, str] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    unsaid: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    @property
    def laterality(self) -> str | None:
        """What all of its sentences declare; ``None`` where none does.

        Raises:
            LViTError: They differ.
        """
        told = {self.whose.get(stem) for stem in self.sentences}
        if len(told) > 1:
            raise LViTError(
                "The sheet mixes the viewer's and the patient's left and right.",
                "Make a sheet of each.",
            )
        return next(iter(told), None)


def find_sheets(folder: Path) -> list[Path]:
    """The sheets of a folder: those the layout names, and tables with the same two columns."""
    files = [
        path
        for path in sorted(folder.glob("*"))
        if path.suffix.lower() in (".xlsx", ".csv") and not path.name.startswith(("~$", "."))
    ]
    return [path for path in files if is_named_sheet(path) or _has_columns(path)]


def is_named_sheet(path: Path) -> bool:
    """Whether the name says that it is a sheet of sentences."""
    return path.stem.lower().endswith("_text")


def read_sheet(path: Path) -> Sheet:
    """Reads a sheet, or a table with commas, semicolons or tabs between its columns.

    Raises:
        UnreadableSheetError: It is no sheet or lacks the two columns.
        LViTError: It declares sides that this program does not know.
    """
    rows, (title, head), others = _table(path)
    formulas = _Formulas(path, title, head)
    image, text, whose = (_column(rows[0], names) for names in (_IMAGE, _TEXT, (KEY,)))
    sheet = Sheet({})
    if others:
        reason = said("The first sheet with sentences was read; these have some too.")
        sheet.losses.append(Loss(path.name, some_names(others), reason))
    unread = UnreadFacts((), "image")
    for number, row in enumerate(rows[1:], start=1):
        name, sentence = _cell(row, image), _cell(row, text)
        unread.look(_beside(rows[0], row, {image, text, whose}), path.name)
        if not name:
            if sentence:
                _lose(sheet, path, f"row {head + number + 1}", "It names no image.")
            continue
        stem = PureWindowsPath(name).stem.removeprefix("mask_")
        if sentence and not title and any(map(str.strip, map(str, row[len(rows[0]) :]))):
            _lose(sheet, path, stem, _TOO_MANY)
            continue
        if not sentence:
            if formulas.at(number, text):
                _lose(sheet, path, stem, "It is a formula whose result the file does not hold.")
            else:
                sheet.unsaid.add(stem)
            continue
        if sheet.sentences.get(stem, sentence) != sentence:
            _lose(sheet, path, stem, "A later row has another sentence for this image.")
        sheet.sentences[stem] = sentence
        told = declared(row[whose], path.name) if 0 <= whose < len(row) else None
        if told is not None:
            sheet.whose[stem] = told
    sheet.notes.extend(unread.notes())
    return sheet


def _cell(row: Row, column: int) -> str:
    return str(row[column] if column < len(row) and row[column] is not None else "").strip()


def _beside(head: Row, row: Row, read: set[int]) -> dict[str, object]:
    """What a row says in columns that are not read, by their heads."""
    cells = zip(head, row, strict=False)
    return {
        str(name).strip(): value
        for place, (name, value) in enumerate(cells)
        if place not in read and name is not None and str(name).strip()
    }


def _lose(sheet: Sheet, path: Path, stem: str, reason: str) -> None:
    sheet.losses.append(Loss(path.name, f"a sentence of {stem}", reason, sentences=1))


def _has_columns(path: Path) -> bool:
    try:
        _table(path)
    except LViTError:
        return False
    return True


def _table(path: Path) -> tuple[list[Row], tuple[str, int], list[str]]:
    """The rows from the heads of the columns on, where these stand, and other sheets with such.

    Where: the name of the sheet, empty in a table of plain text, and the row, from 0.
    """
    plain = path.suffix.lower() == ".csv"
    named = [("", _comma_rows(path))] if plain else _sheet_rows(path)
    found = [
        (name, rows, place)
        for name, rows in named
        for place, row in list(enumerate(rows[:_HEAD_ROWS]))
        if min(_column(row, _IMAGE), _column(row, _TEXT)) >= 0
    ]
    if not found:
        raise UnreadableSheetError(
            said("{name} has no columns Image and Description.", name=path.name),
            "Name its columns so.",
        )
    first, rows, place = found[0]
    others = dict.fromkeys(name for name, *_ in found if name != first)
    return rows[place:], (first, place), list(others)


def _column(head: Row, names: tuple[str, ...]) -> int:
    """Where a column is; -1 where there is none."""
    cells = [str(cell if cell is not None else "").strip().lower() for cell in head]
    return next((cells.index(name) for name in names if name in cells), -1)


def _sheet_rows(path: Path, *, formulas: bool = False) -> list[tuple[str, list[Row]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import

    refuse_no_file(path)
    log_read(path)
    found: list[tuple[str, list[Row]]] = []
    try:
        with ZipFile(path) as archive:  # a small file may unpack to a very large one
            large = sum(part.file_size for part in archive.infolist()) > _MOST_BYTES
        if large:
            raise UnreadableSheetError(
                said(
                    "{name} is larger than {value} MB once it is unpacked.",
                    name=path.name,
                    value=_MOST_BYTES >> 20,
                ),
                "Keep the two columns only.",
            )
        book = load_workbook(path, read_only=True, data_only=not formulas)
        for sheet in book.worksheets:
            rows: list[Row] = [tuple(row) for row in sheet.iter_rows(values_only=True)]
            found.append((sheet.title, rows))
        book.close()
    except LViTError:
        raise
    except Exception as error:  # a damaged archive fails in many ways
        raise UnreadableSheetError(
            said("{name} is not a readable sheet.", name=path.name), "Save it as .xlsx again."
        ) from error
    return found


def _comma_rows(path: Path) -> list[Row]:
    try:
        text = text_of(read_bounded(path, LINE_SIGNS), path)
        head = text.partition("\n")[0]
        return [
            tuple(row)
            for row in csv.reader(
                io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count)
            )
        ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableSheetError(
            said("{name} is not a readable table.", name=path.name),
            "Save it as .xlsx, or as CSV in UTF-8.",
        ) from error


class _Formulas:
    """The formulas of a sheet, read when the first cell is empty."""

    def __init__(self, path: Path, title: str, head: int) -> None:
        self._path, self._title, self._head = path, title, head
        self._rows: list[Row] | None = None

    def at(self, number: int, column: int) -> bool:
        """Whether a cell of a row below the heads holds one."""
        if not self._title:  # plain text has none
            return False
        if self._rows is None:
            self._rows = dict(_sheet_rows(self._path, formulas=True))[self._title][self._head :]
        row = self._rows[number] if number < len(self._rows) else ()
        return column < len(row) and str(row[column] or "").startswith("=")
