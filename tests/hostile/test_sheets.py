"""Sheets of strangers are counted before they are unpacked; what we write is never a formula."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from lvit_core.cli.output import counted
from lvit_core.cli.text_table import describe_folder
from lvit_core.errors import LViTError
from lvit_core.exchange.sheets import read_sheet, write_sheet
from lvit_core.prompt.describe import describe
from lvit_core.prompt.templates import load_template
from lvit_core.training.bundled.sources import write_sentences

pytestmark = pytest.mark.hostile
ROOT = Path(__file__).parents[2]
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x.invalid")', "\t=1", "\r=1")


def kinds(path: Path) -> set[str]:
    sheet = load_workbook(path).active
    return {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    write_sheet(tmp_path / "a.xlsx", [(f"{text}.png", text) for text in FORMULAS])
    assert kinds(tmp_path / "a.xlsx") == {"s"}
    assert set(read_sheet(tmp_path / "a.xlsx").sentences.values()) == {
        text.strip() for text in FORMULAS
    }


def test_a_table_of_masks_with_names_of_formulas(tmp_path: Path) -> None:
    import numpy as np

    (tmp_path / "masks").mkdir()
    (tmp_path / "masks" / "=1+1.png").touch()
    template, mask = load_template("nuclei"), np.eye(32, dtype=np.int32)
    described = describe(mask, template)
    describe_folder(
        tmp_path / "masks", None, tmp_path / "a.xlsx", lambda *_: described, lambda _: None
    )
    assert kinds(tmp_path / "a.xlsx") == {"s"}


def test_whoever_writes_a_table_writes_its_cells_in_one_place() -> None:
    """A new writer of CSV or of sheets puts strangers' text into cells by ``lvit_core.cells``."""
    writers = []
    for path in [*ROOT.glob("lvit_core/**/*.py"), *ROOT.glob("app/**/*.py")]:
        source = path.read_text(encoding="utf-8")
        if re.search(r"csv\.(writer|DictWriter)\(|\bWorkbook\(|\.to_(csv|excel)\(", source):
            writers.append(path.name)
            assert re.search(r"\b(as_cell|put_text)\(", source), path
    assert len(writers) > 3
    separators = re.compile(r"""["']\\t["']\.join|\bdelimiter=["']\\t""")
    for path in ROOT.glob("lvit_core/**/*.py"):
        found = separators.search(path.read_text(encoding="utf-8"))
        assert found is None or path.name in writers, f"{path} writes columns by itself"


def test_the_tables_of_training_data_hold_no_formula(tmp_path: Path) -> None:
    write_sentences(tmp_path / "a.xlsx", {f"{text}.png": text for text in FORMULAS})
    assert kinds(tmp_path / "a.xlsx") == {"s"}


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x0b", "\ud800", "\uffff"])
def test_signs_that_no_sheet_can_hold_do_not_stop_it(sign: str, tmp_path: Path) -> None:
    write_sheet(tmp_path / "a.xlsx", [("a.png", f"left{sign}lung")])
    assert read_sheet(tmp_path / "a.xlsx").sentences == {"a": "left lung"}


def test_a_sheet_that_unfolds_is_refused_before_it_does(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", bytes(100 << 20))
    assert (tmp_path / "a.xlsx").stat().st_size < 200_000
    with pytest.raises(LViTError, match="larger than"):
        read_sheet(tmp_path / "a.xlsx")


def test_a_row_is_called_as_the_sheet_counts_it(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["A title"], [], ["Image", "Description"], ["a.png", "x"], [None, "y"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    (loss,) = read_sheet(tmp_path / "a.xlsx").losses
    assert "row 5" in loss.line()


def test_a_sentence_with_a_comma_and_no_quotes_is_told_and_not_cut(tmp_path: Path) -> None:
    table = "Image,Description\na.png,no finding, but the left\nb.png,left,,\n"
    (tmp_path / "a.csv").write_text(table)
    sheet = read_sheet(tmp_path / "a.csv")
    assert sheet.sentences == {"b": "left"} and not sheet.unsaid
    assert [loss.sentences for loss in sheet.losses] == [1]
    assert "more cells than the table has columns" in sheet.losses[0].line()


def test_one_is_no_plural() -> None:
    assert [counted(number, "step") for number in (0, 1, 1200)] == [
        "0 steps", "1 step", "1,200 steps",
    ]  # fmt: skip
