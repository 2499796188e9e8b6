"""Label Studio's exports come in: every kind of region, both kinds of file, several people."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
from shapely import affinity
from shapely.geometry import Point, box

from lvit_core.errors import LViTError
from lvit_core.exchange import import_as_project, label_studio
from lvit_core.exchange.label_studio_shapes import unpacked
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.project import Project
from lvit_core.prompt.templates import load_template
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image
from tests.lvit_core.exchange.test_dicom_seg_in import drawn

pytestmark = pytest.mark.exchange

# What label_studio_sdk.converter.brush.mask2rle makes of `SDK_MASK`.
SDK_RLE = [
    0, 0, 3, 48, 57, 27, 254, 147, 0, 195, 255, 248, 140, 3, 15, 255, 226, 48, 9, 255, 227, 0, 194,
    127, 248, 140, 3, 15, 255, 226, 48, 12, 63, 255, 168, 192, 35, 255, 140, 2, 63, 248, 192, 35,
    255, 140, 2, 63, 248, 192, 35, 255, 140, 2, 63, 248, 192, 35, 255, 140, 2, 63, 253, 22, 0,
]  # fmt: skip
SDK_MASK = np.zeros((12, 17), bool)
SDK_MASK[2:7, 3:11] = True
SDK_MASK[4, 5] = False
SDK_MASK[9, 1:16:2] = True


def percent(x: float, y: float) -> list[float]:
    return [x / WIDTH * 100, y / HEIGHT * 100]


def region(kind: str, label: str, ident: str, **value: Any) -> dict[str, Any]:
    told = {**value, kind: [label]} if label else value
    return {
        "original_width": WIDTH, "original_height": HEIGHT, "image_rotation": 0, "value": told,
        "id": ident, "from_name": "label", "to_name": "image", "type": kind, "origin": "manual",
    }  # fmt: skip


def rectangle(x: float, y: float, w: float, h: float, label: str = "nucleus", **more: Any) -> Any:
    left, top = percent(x, y)
    width, height = percent(w, h)
    return region(
        "rectanglelabels", label, f"r{x}", x=left, y=top, width=width, height=height, **more
    )


def polygon(corners: list[tuple[float, float]], label: str = "nucleus", **more: Any) -> Any:
    points = [percent(*corner) for corner in corners]
    return region("polygonlabels", label, f"p{corners[0][0]}", points=points, closed=True, **more)


def task(results: list[Any], name: str = "1a2b3c4d-a.png", **more: Any) -> dict[str, Any]:
    annotation = {"id": 7, "completed_by": 3, "result": results, "was_cancelled": False,
                  "updated_at": "2025-05-01T10:00:00Z"}  # fmt: skip
    return {
        "id": 1,
        "data": {"image": f"/data/upload/1/{name}"},
        "annotations": [annotation],
    } | more


def bring(tmp_path: Path, document: Any, template: str = "nuclei") -> ImportReport:
    write_image(tmp_path / "d" / "a.png", 1)
    write_image(tmp_path / "d" / "b.png", 2)
    (tmp_path / "d" / "project.json").write_text(json.dumps(document))
    options = {"template": template, "laterality": "viewer"}
    report = import_as_project("label-studio", tmp_path / "d", tmp_path / "p", options)
    lost = sum(loss.objects for loss in report.losses)
    assert report.objects_found == report.objects + report.already + lost
    return report


def states(place: Path) -> dict[str, str]:
    with Project.open(place) as project:
        return {one.name: one.state.value for one in project.images.all()}


def test_regions_cover_what_they_enclose(tmp_path: Path) -> None:
    x, y = percent(70, 50)
    rx, ry = percent(20, 10)
    turned = rectangle(100, 10, 20, 8, "turned", rotation=30)
    alpha = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    alpha[80:85, 5:25, 3] = 255
    picture = base64.b64encode(imagecodecs.png_encode(alpha)).decode()
    report = bring(tmp_path, [task([
        rectangle(5, 5, 10, 20), turned, polygon([(20, 20), (40, 20), (40, 30), (20, 30)]),
        region("ellipselabels", "round", "e", x=x, y=y, radiusX=rx, radiusY=ry, rotation=45),
        region("bitmasklabels", "mask", "m", imageDataURL=f"data:image/png;base64,{picture}"),
    ])])  # fmt: skip
    assert report.losses == []
    found = {key[2]: masks for key, masks in drawn(tmp_path / "p").items()}
    assert sorted(int(mask.sum()) for mask in found["nucleus"]) == [200, 200]
    shape = affinity.rotate(box(100, 10, 120, 18), 30, origin=(100, 10))
    assert abs(found["turned"][0].sum() - shape.area) < 8
    rows, columns = np.nonzero(found["turned"][0])
    assert shape.buffer(1).contains(Point(columns.mean(), rows.mean()))
    assert rows[columns.argmax()] > 18  # clockwise: the right end went down
    ellipse = affinity.rotate(affinity.scale(Point(70, 50).buffer(1, 64), 20, 10), 45)
    assert abs(found["round"][0].sum() - ellipse.area) < 12
    assert found["round"][0][61, 81] and not found["round"][0][39, 81]
    assert found["mask"][0].sum() == 100


def test_a_brush_is_what_the_programs_own_code_wrote(tmp_path: Path) -> None:
    values = unpacked(bytes(SDK_RLE), SDK_MASK.size * 4)
    assert np.array_equal(values.reshape(12, 17, 4)[:, :, 3] > 0, SDK_MASK)
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "c.png").write_bytes(imagecodecs.png_encode(SDK_MASK.astype(np.uint8)))
    brush = region("brushlabels", "nucleus", "b", format="rle", rle=SDK_RLE)
    brush |= {"original_width": 17, "original_height": 12}
    cut = {**brush, "id": "cut", "value": {**brush["value"], "rle": SDK_RLE[:20]}}
    wrong = {**brush, "id": "wrong", "value": {**brush["value"], "rle": [300, *SDK_RLE]}}
    bomb = {**brush, "id": "bomb", "value": {**brush["value"], "rle": [255] * 9}}
    report = bring(tmp_path, [task([brush, cut, wrong, bomb], "c.png")])
    assert np.array_equal(drawn(tmp_path / "p")["c.png", "nuclei", "nucleus"][0], SDK_MASK)
    assert [loss.what for loss in report.losses] == [
        f"region {name} (nucleus)" for name in ("cut", "wrong", "bomb")
    ]  # fmt: skip


def test_the_short_form_and_one_annotation_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = [load_template(name) for name in ("chest-xray", "nuclei", "fluorescence")]
    monkeypatch.setattr(label_studio, "every_template", lambda: ours)  # no kind of free words
    square = {**rectangle(5, 5, 10, 10)["value"], "original_width": WIDTH,
              "original_height": HEIGHT}  # fmt: skip
    later = {**square, "rectanglelabels": ["mitosis"]}
    report = bring(tmp_path, [
        {"image": "/data/local-files/?d=set%2Fa.png", "id": 1, "label": [square, later],
         "annotator": 1, "annotation_id": 5, "updated_at": "2025-01-02"},
        {"image": "/data/local-files/?d=set%2Fa.png", "id": 1, "label": [later], "annotator": 2,
         "annotation_id": 6, "updated_at": "2025-01-03", "choice": "Blurred"},
    ])  # fmt: skip
    assert report.objects == 1
    assert {key[2] for key in drawn(tmp_path / "p")} == {"mitosis"}
    told = {loss.what: loss.objects for loss in report.losses}
    assert told == {"annotation 5 by annotator 1": 2, "the text 'Blurred'": 0}
    assert any("a.png has that of annotator 2 (the newest)" in note for note in report.notes)


def test_who_said_what_and_who_said_nothing(tmp_path: Path) -> None:
    mine = task([rectangle(5, 5, 10, 10)])
    first = mine["annotations"][0]
    mine["annotations"] = [
        {**first, "ground_truth": True, "completed_by": {"email": "ann@ward"}},
        {**first, "id": 8, "updated_at": "2025-06-01", "result": [rectangle(50, 50, 5, 5)] * 1},
        {**first, "id": 9, "was_cancelled": True},
    ]
    mine["predictions"] = [{"result": [rectangle(1, 1, 5, 5)]}]
    nothing = task([], "9f8e7d6c-b.png", id=2)
    report = bring(tmp_path, [mine, nothing])
    assert states(tmp_path / "p") == {"a.png": "labeled", "b.png": "labeled"}
    with Project.open(tmp_path / "p") as project:
        (record,) = project.journal.load_objects(1, "nuclei")
    assert (record.provenance.origin, record.provenance.person) == ("person", "ann@ward")
    assert record.box
    notes = " ".join(report.notes)
    assert "(ground truth)" in notes and "Skipped" in notes and "1 predictions" in notes
    assert [(loss.what, loss.objects) for loss in report.losses] == [
        ("annotation 8 by annotator 3", 1)
    ]


def test_labels_of_their_own_texts_and_what_encloses_nothing(tmp_path: Path) -> None:
    shape = rectangle(5, 5, 10, 10, "")
    shape["type"] = "rectangle"
    label = {**shape, "type": "labels", "value": {**shape["value"], "labels": ["lung"]}}
    x, y = percent(3, 3)
    sentence = "Bilateral pulmonary infection, two infected areas."
    report = bring(tmp_path, [task([
        shape, label, polygon([(50, 50), (70, 50), (70, 70)]),
        region("keypointlabels", "point", "k", x=x, y=y, width=0.3),
        polygon([(20, 70), (30, 70), (30, 80)], "open") | {"id": "open"},
        {"id": "t", "type": "textarea", "value": {"text": [sentence, "Patient coughs."]}},
        {"id": "c", "type": "choices", "value": {"choices": ["Doubtful"]}},
        {"type": "relation", "from_id": "k", "to_id": "t"},
        {"id": "n", "type": "number", "value": {"number": 3}},
        rectangle(float("nan"), 5, 10, 10) | {"id": "nan"},
    ])], "chest-xray")  # fmt: skip
    assert {key[1:] for key in drawn(tmp_path / "p")} == {
        ("lungs", "lung"), ("lesion", "nucleus"), ("lesion", "open"),
    }  # fmt: skip
    told = {loss.what: (loss.objects, loss.reason) for loss in report.losses}
    assert told.keys() == {
        "the text 'Patient coughs.'", "the text 'Doubtful'", "region k (point)",
        "region nan (nucleus)", "number n",
    }  # fmt: skip
    assert told["region k (point)"] == (1, "It is a keypoint, which encloses no pixels.")
    with Project.open(tmp_path / "p") as project:
        assert project.images.get(1).sentence == sentence
        assert project.images.get(1).state.value == "in_progress"


def test_a_picture_of_another_size_and_other_files_are_named(tmp_path: Path) -> None:
    other = rectangle(5, 5, 10, 10) | {"original_width": 999}
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "other.json").write_text('{"shapes": []}')
    (tmp_path / "d" / "deep.json").write_text("[" * 200_000)
    report = bring(tmp_path, [task([other]), {"id": 4, "data": {"text": "no picture"}}])
    told = {(loss.file, loss.what): loss.reason for loss in report.losses}
    assert f"999 x {HEIGHT}" in told["a.png", "1 object"]
    assert told["project.json", "task 2"] == "It names no picture."
    assert "no export" in told["other.json", ""] and "not JSON" in told["deep.json", ""]
    with pytest.raises(LViTError, match="no export of Label Studio"):
        import_as_project("label-studio", tmp_path / "d" / "other.json", tmp_path / "q", {})


def test_relations_and_remarks_on_regions_are_told(tmp_path: Path) -> None:
    relation = {"type": "relation", "from_id": "r10", "to_id": "r40", "direction": "right"}
    first, second = rectangle(10, 10, 9, 9), rectangle(40, 10, 9, 9)
    report = bring(tmp_path, [task([first | {"meta": {"text": ["odd"]}}, second, relation])])
    told = " ".join(report.notes)
    assert report.objects == 2 and "1 relation of objects is not read: " in told
    assert "say as 'meta' of 1 object is not read" in told
