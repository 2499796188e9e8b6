"""The table of sentences for a folder of masks, as the LViT layout wants it (`*_text.xlsx`)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from lvit_core.cells import put_text
from lvit_core.cli.mask_files import SUFFIXES
from lvit_core.errors import LViTError
from lvit_core.files import refuse_other_file, refuse_over, writing
from lvit_core.prompt.description import Description

Describe = Callable[[Path, Path | None], Description]


def describe_folder(
    folder: Path,
    lungs: Path | None,
    out: Path | None,
    describe: Describe,
    report: Callable[[str], None],
    laterality: str = "viewer",
) -> dict[str, Any]:
    """Drafts a sentence for every mask of a folder and writes the table.

    Args:
        lungs: Folder of lung masks with the same names (``mask_`` in front or not); a mask
            without one is described by the usual place of lungs.
        laterality: Whose left and right the sentences speak of; other than the viewer's, which is
            the layout's rule, it gets a column of its own.
        out: The table, or the folder it goes into; beside the masks' folder when not given.

    Returns:
        ``{"table", "sentences", "without_lungs", "skipped": [{"name", "reason"}], "rows"}``.
    """
    if lungs is not None and not lungs.is_dir():
        raise LViTError(f"{lungs.name} is not a folder.", "Give a folder of lung masks.")
    masks = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    table = _table_path(folder, out)
    refuse_over(table, folder, lungs)
    refuse_other_file(table)  # mostly a data set's own sentences, which people wrote
    if not masks:
        raise LViTError(f"{folder.name} holds no masks.", "Masks are PNG, TIFF or NPY files.")
    rows: list[tuple[str, str]] = []
    skipped: list[dict[str, str]] = []
    without: list[str] = []
    for path in masks:
        organ = _organ_of(path, lungs)
        if organ is None and lungs is not None:
            without.append(path.name)
        try:
            rows.append((path.name, describe(path, organ).sentence.canonical))
        except LViTError as error:
            skipped.append({"name": path.name, "reason": error.message})
            report(f"Skipped: {error.message}")
    _write(table, rows, laterality)
    return {
        "table": str(table),
        "sentences": len(rows),
        "without_lungs": without,
        "skipped": skipped,
        "rows": [{"Image": name, "Description": text} for name, text in rows],
    }


def _organ_of(mask: Path, lungs: Path | None) -> Path | None:
    if lungs is None:
        return None
    stem = mask.stem.removeprefix("mask_")
    for name in (mask.stem, stem, f"mask_{stem}", f"lungs_{stem}"):
        for suffix in SUFFIXES:
            if (path := lungs / f"{name}{suffix}").is_file():
                return path
    return None


def _table_path(folder: Path, out: Path | None) -> Path:
    if out is not None and out.suffix.lower() == ".xlsx":
        return out
    parent = out or folder.parent
    name = folder.parent.name if folder.name.lower().startswith(("label", "mask")) else folder.name
    return parent / f"{name.removesuffix('_Folder') or 'masks'}_text.xlsx"


def _write(path: Path, rows: list[tuple[str, str]], laterality: str) -> None:
    import openpyxl  # noqa: PLC0415 - 0.2 s that other commands do not need

    book = openpyxl.Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("a new workbook has a sheet")
    whose = () if laterality == "viewer" else (laterality,)
    sheet.append(("Image", "Description", "Laterality")[: 2 + len(whose)])
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate((*row, *whose), start=1):
            put_text(sheet.cell(number, column), value)
    try:
        with writing(path, private=True) as partial:
            book.save(partial)
    except OSError as error:
        raise LViTError(f"{path.name} cannot be written.", "Choose another place.") from error
