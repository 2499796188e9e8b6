"""A label map that is stored at once takes no more memory than a few rows of its tiles."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
from PIL import Image

from lvit_core.annotation.objects import Provenance
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings


def test_a_large_map_is_stored_row_of_tiles_by_row_of_tiles(tmp_path: Path) -> None:
    side = 2100
    file = tmp_path / "a.png"
    Image.fromarray(np.zeros((side, side), np.uint8)).save(file)
    labels = np.zeros((side, side), np.int32)
    rows, columns = np.divmod(np.arange(900), 30)
    for number, (y, x) in enumerate(zip(rows * 70, columns * 70, strict=True), start=1):
        labels[y + 3 : y + 60, x + 2 : x + 66] = 3 * number
    with Project.create(tmp_path / "p", ProjectSettings("x", "nuclei")) as project:
        (record,) = project.images.add([file]).added

        def store() -> int:
            return store_labels(
                project, record.id, "nuclei", labels,
                classes={3 * n: "nucleus" for n in range(901)},
                provenance=Provenance("person", "ann"), title="Draw",
            )  # fmt: skip

        tracemalloc.start()
        assert store() == 900
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 3 * labels.nbytes, "it was five times as much"
        stored = project.journal.load_plane(record.id, "nuclei").to_array()
    assert np.array_equal(stored * 3, labels)
