"""The provenance file is read line by line, and what it says of objects only when it is needed."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from typing import Any

import pytest

from lvit_core.annotation.objects import ObjectRecord
from lvit_core.exchange import format_named
from lvit_core.exchange.provenance_file import KnownDataset, read_origins, read_provenance
from lvit_core.project.project import Project

pytestmark = pytest.mark.exchange


def facts(known: KnownDataset) -> dict[str, Any]:
    """All that is known, in plain values."""
    return {
        stem: {name: dict(records) for name, records in image.layers.items()}
        for stem, image in known.images.items()
    }


def records_alive() -> int:
    gc.collect()
    return sum(type(one) is ObjectRecord for one in gc.get_objects())


@pytest.mark.thorough
def test_records_of_one_image_are_held_at_a_time(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    format_named("png").export(project, out)
    before = records_alive()
    known = read_provenance(out)
    assert (len(known.images), known.template, records_alive()) == (4, "chest-xray", before)
    tissue = known.images["tissue"].layers
    assert tissue["nuclei"][7].class_name == "nucleus"
    assert records_alive() == before + 60
    scan = known.images["scan"].layers
    assert {name: len(records) for name, records in scan.items()} == {"lesion": 2, "lungs": 2}
    assert records_alive() == before + 4


def test_a_file_that_was_laid_out_anew_says_the_same(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    format_named("png").export(project, out)
    file = out / "provenance.json"
    ours, origins = read_provenance(out), read_origins(out)
    other = tmp_path / "other"
    other.mkdir()
    for text in (
        json.dumps(json.loads(file.read_text("utf-8")), indent=2),
        file.read_text("utf-8").replace(', "layers": {', ', "layers":{'),
    ):
        (other / file.name).write_text(text, encoding="utf-8")
        theirs = read_provenance(other)
        assert facts(theirs) == facts(ours)
        assert (theirs.template, theirs.laterality) == (ours.template, ours.laterality)
        assert read_origins(other) == origins


def test_a_damaged_line_costs_its_image(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    format_named("png").export(project, out)
    file = out / "provenance.json"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace('"layers"', '"layer')
    lines[2] = lines[2].replace('"state": "labeled"', '"state": "lost"')  # of objects too
    file.write_text("".join(lines), encoding="utf-8")
    known = read_provenance(out)
    assert (sorted(known.images), known.damaged) == (["empty", "tissue"], 2)
