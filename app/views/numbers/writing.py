"""The table of objects as text for the clipboard, and as a file; both made off the thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.views.numbers.object_model import cell_words
from app.views.numbers.words import header_of
from lvit_core.files import refuse_inside, refuse_other_file
from lvit_core.measurement.at_hand import ObjectNumbers
from lvit_core.measurement.tables import writing_table
from lvit_core.progress import Progress

EVERY = 200  # rows between two words about how far it is


def as_shown(
    table: ObjectNumbers,
    columns: Sequence[str],
    titles: Mapping[str, str],
    rows: Sequence[int],
    progress: Progress,
) -> str:
    """Rows as they are shown, under their headers, with tabs between cells."""
    lines = ["\t".join(map(header_of, columns))]
    for done, place in enumerate(rows):
        if done % EVERY == 0:
            progress(done, len(rows))
        cells = (cell_words(table, titles, place, column) for column in columns)
        lines.append("\t".join(" ".join(one.split()) for one in cells))
    return "\n".join(lines) + "\n"


def write_objects(
    out: Path,
    table: ObjectNumbers,
    rows: Sequence[int],
    image: str,
    folder: Path,
    progress: Progress,
) -> int:
    """Writes rows with all their columns under the names of `lvit measure`; returns how many.

    Raises:
        LViTError: The file would lie in the project, or is another one than such a table.
    """
    columns = ["image", *table.columns]
    refuse_inside(out, folder)
    refuse_other_file(out, b"image,")
    with writing_table(out, columns) as written:
        for done, place in enumerate(rows):
            if done % EVERY == 0:
                progress(done, len(rows))
            told = table.row(place)
            written.write({"image": image, **{name: told[name] for name in columns[1:]}})
    return len(rows)
