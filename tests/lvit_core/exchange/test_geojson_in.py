"""GeoJSON as QuPath writes it comes in; what we wrote comes back as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lvit_core.exchange import format_named, import_as_project, json_files
from lvit_core.exchange.content import Content
from lvit_core.exchange.export_options import ExportOptions
from lvit_core.project.project import Project
from tests.lvit_core.exchange.conftest import (
    HEIGHT,
    WIDTH,
    chest_labels,
    nuclei_labels,
    write_image,
)
from tests.lvit_core.exchange.test_foreign_outlines import sizes

pytestmark = pytest.mark.exchange

RING = [[10, 10], [20, 10], [20, 20], [10, 20], [10, 10]]
HOLE = [[12, 12], [14, 12], [14, 14], [12, 14], [12, 12]]
FAR = [[[x + 30, y] for x, y in RING]]
POLYGON = {"type": "Polygon", "coordinates": [RING, HOLE]}
LINE = {"type": "LineString", "coordinates": [[1, 1], [9, 9]]}


def feature(geometry: Any, name: Any = "Tumor", **properties: Any) -> dict[str, Any]:
    told = {"classification": {"name": name}, **properties}
    return {"type": "Feature", "geometry": geometry, "properties": told}


def bring(folder: Path, document: Any, name: str = "a.geojson") -> Any:
    write_image(folder / "d" / "a.png", 1)
    (folder / "d" / name).write_text(json.dumps(document))
    return import_as_project("geojson", folder / "d", folder / "p", {"template": "nuclei"})


@pytest.mark.parametrize(
    ("geometry", "pixels"),
    [
        (POLYGON, 96),
        ({"type": "MultiPolygon", "coordinates": [[RING, HOLE], FAR]}, 196),
        ({"type": "GeometryCollection", "geometries": [POLYGON, LINE]}, 96),
        ({"type": "Polygon", "coordinates": [[[x, y, 0] for x, y in RING]]}, 100),
    ],
)
def test_geometries_that_enclose_pixels_come_in(geometry: Any, pixels: int, tmp_path: Path) -> None:
    report = bring(tmp_path, {"type": "FeatureCollection", "features": [feature(geometry)]})
    assert sizes(tmp_path / "p") == {"Tumor": [pixels]}
    assert report.losses == []
    lines = geometry["type"] == "GeometryCollection"
    assert any("A LineString in feature 1" in note for note in report.notes) == lines


@pytest.mark.parametrize(
    "document",
    [
        [feature(POLYGON)], feature(POLYGON), {"type": "FeatureCollection",
                                               "features": [feature(POLYGON)]},
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.geojson", "a.json", "a.png.geojson"])
def test_collections_lists_and_single_features(document: Any, name: str, tmp_path: Path) -> None:
    bring(tmp_path, document, name)
    assert sizes(tmp_path / "p") == {"Tumor": [96]}


@pytest.mark.parametrize(
    "bad",
    [
        feature(LINE), feature(None), feature({"type": "Polygon", "coordinates": []}),
        feature({"type": "Polygon", "coordinates": [[["a", "b"]]]}), feature({"type": "Polygon"}),
        feature({"type": "GeometryCollection", "geometries": [LINE]}), 5,
    ],
)  # fmt: skip
def test_a_bad_feature_costs_itself(bad: Any, tmp_path: Path) -> None:
    report = bring(tmp_path, [bad, feature(POLYGON)])
    (lost,) = report.losses
    assert (lost.file, lost.objects, lost.what.startswith("feature 1")) == ("a.geojson", 1, True)
    assert sizes(tmp_path / "p") == {"Tumor": [96]}


def test_measurements_and_nuclei_of_cells_are_told(tmp_path: Path) -> None:
    cell = feature(POLYGON, measurements={"Area": 3.5}) | {"nucleusGeometry": POLYGON}
    report = bring(tmp_path, [cell])
    assert any("measurements of 1 objects" in note for note in report.notes)
    assert any("1 cells of a.geojson" in note for note in report.notes)


def test_what_was_written_comes_back(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    format_named("geojson").export(project, out, {"keep_readers": True})
    content = Content(project, ExportOptions())
    for image in content.images:
        picture = content.path(image)
        target = out / f"{content.stems[image.id]}{picture.suffix}"
        target.write_bytes(picture.read_bytes())
    options = {"template": "chest-xray", "laterality": "patient"}
    report = import_as_project("geojson", out, tmp_path / "again", options)
    assert report.losses == []
    lesion, lungs = chest_labels()
    with Project.open(tmp_path / "again") as again:
        images = {image.name: image for image in again.images.all()}
        scan = images["scan.png"]
        table = {one.class_name: one for one in again.journal.load_objects(scan.id, "lesion")}
        plane = again.journal.load_plane(scan.id, "lesion").to_array()
        assert np.array_equal(plane == table["infection"].id, lesion == 3)
        assert table["consolidation"].provenance.person == "ann"
        assert np.array_equal(again.journal.load_plane(scan.id, "lungs").to_array() > 0, lungs > 0)
        assert images["tissue.png"].template == "nuclei", "the provenance beside it says so"
    onto = import_as_project("geojson", out, tmp_path / "project-2", {"template": "nuclei"})
    assert onto.objects >= len(np.unique(nuclei_labels())) - 1


def test_files_too_large_for_memory_are_read_feature_by_feature(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    format_named("geojson").export(project, tmp_path / "out")
    whole = format_named("geojson").read(tmp_path / "out")
    monkeypatch.setattr(json_files, "MOST_MEMORY_BYTES", 0)
    parts = format_named("geojson").read(tmp_path / "out")
    assert (parts.notes, parts.losses) == (whole.notes, whole.losses) == ([], [])
    for one, other in zip(whole.items, parts.items, strict=True):
        assert (one.source, one.state) == (other.source, other.state)
        assert one.laterality == other.laterality
        for first, second in zip(one.shapes, other.shapes, strict=True):
            assert (first.what, first.class_name, first.record) == (
                second.what, second.class_name, second.record,
            )  # fmt: skip
            drawn = [shape.draw((HEIGHT, WIDTH)) for shape in (first, second)]
            assert drawn[0][0] == drawn[1][0]
            assert np.array_equal(drawn[0][1], drawn[1][1])


def test_large_files_that_end_badly_cost_themselves(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    format_named("geojson").export(project, tmp_path / "out")
    monkeypatch.setattr(json_files, "MOST_MEMORY_BYTES", 0)
    file = tmp_path / "out" / "tissue.geojson"
    text = file.read_text(encoding="utf-8")
    deep = text.replace("[", "[" * 99_999, 9)
    for damaged in (text[:-20], text.replace('"features"', '"other"'), deep):
        file.write_text(damaged, encoding="utf-8")
        (loss,) = format_named("geojson").read(tmp_path / "out").losses
        assert loss.file == "tissue.geojson"
    monkeypatch.setattr(json_files, "_MEMBER", 0)
    (loss, *_) = format_named("geojson").read(tmp_path / "out").losses
    assert "too large" in loss.reason
