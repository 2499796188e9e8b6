"""The sheets of the LViT layout: one row a mask file, one sentence a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from lvit_core.errors import LViTError
from lvit_core.exchange.declaration import KEY, declared

# The paper's loader looks up every image and splits its text: a row must be there and be text.
NO_SENTENCE = " "
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
        for value in (name, f"{text} " if text in _MISSING else text):
            cell = WriteOnlyCell(sheet, value=value)
            cell.data_type = "s"  # a sentence that begins with = is no formula
            cells.append(cell)
        sheet.append(cells)
    book.save(path)


@dataclass(frozen=True)
class Sheet:
    """A sheet of sentences.

    Args:
        sentences: By the stem of the image they belong to.
        laterality: Whose left and right they mean, if a column ``Laterality`` says so. The layout's
            own rule is the viewer's, so that its sheets have no such column.
    """

    sentences: dict[str, str]
    laterality: str | None = None


def read_sheet(path: Path) -> Sheet:
    """Reads a sheet.

    Raises:
        LViTError: It is no sheet, lacks the two columns, or declares several conventions.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.active
        rows = [] if sheet is None else list(sheet.iter_rows(values_only=True))
        book.close()
    except Exception as error:  # a damaged archive fails in many ways
        raise LViTError(f"{path.name} is not a readable sheet.", "Save it as .xlsx again.") from (
            error
        )
    header = [str(cell or "").strip().lower() for cell in rows[0]] if rows else []
    if "image" not in header or "description" not in header:
        raise LViTError(
            f"{path.name} has no columns Image and Description.", "Name its columns so."
        )
    image, text = header.index("image"), header.index("description")
    sentences = {}
    whose = header.index(KEY) if KEY in header else None
    conventions: set[str | None] = set()
    for row in rows[1:]:
        if len(row) > max(image, text) and row[image] is not None:
            stem = PurePath(str(row[image]).strip()).stem.removeprefix("mask_")
            sentence = str(row[text] or "").strip()
            if sentence:
                sentences[stem] = sentence
                if whose is not None:
                    conventions.add(declared(row[whose], path.name))
    if len(conventions) > 1:
        raise LViTError(
            f"{path.name} mixes the viewer's and the patient's left and right.",
            "Make a sheet of each.",
        )
    return Sheet(sentences, next(iter(conventions), None))
