"""A CSV table that is written row by row, so that a million rows take no memory."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lvit_core.cells import as_cell
from lvit_core.files import writing
from lvit_core.measurement.objects import Row


class Table:
    """Rows under fixed columns; a cell without a value stays empty."""

    def __init__(self, write_row: Callable[[dict[str, Any]], object]) -> None:
        self._write_row = write_row
        self.rows = 0

    def write(self, row: Row) -> None:
        """Adds one row; raises ``ValueError`` for a column that the table does not have."""
        self._write_row({name: as_cell(value) for name, value in row.items()})
        self.rows += 1


@contextmanager
def writing_table(path: str | Path, columns: Sequence[str]) -> Iterator[Table]:
    """Gives a table (UTF-8) that is there as a whole at the end of the block, or not at all."""
    path = Path(path)
    with (
        writing(path, private=True) as partial,
        partial.open("w", encoding="utf-8", newline="") as stream,
    ):
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        yield Table(writer.writerow)
