"""Label files in old code pages, wherever their first odd letter stands, are read and told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.exchange import import_as_project
from lvit_core.exchange.code_pages import text_of
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.project import Project

FAR = "x" * 70_000  # the odd letter comes after 64 KB
NAMES = {"cp1252": "Läsion", "cp1251": "опухоль", "gb18030": "细胞核", "cp932": "腫瘍ソ"}
WORDS = {
    "cp1252": ["Läsion", "Tumör", "nécrose", "Größe", "Ü", "coração", "señal", "5° links", "µm"],
    "cp1251": ["ядро", "Ядро", "ЯДРО", "лёгкое", "левое лёгкое", "ткань_1", "КЛЕТКА"],
    "gb18030": [
        "细胞",
        "肺部",
        "结节",
        "左肺",
        "磨玻璃影",
        "胸腔积液",
        "有丝分裂",
        "图像1",
        "核_1",
    ],
    "cp932": ["細胞", "核", "腫瘍", "ガン", "がん", "肺野", "ソーマ", "すりガラス陰影", "壊死"],
}
BOX = [[2, 2], [8, 2], [8, 6], [2, 6]]
RING = [float(value) for point in BOX for value in point]


def coco(folder: Path, name: str, codec: str) -> None:
    document = {
        "info": {"description": FAR},
        "images": [{"id": 1, "file_name": f"{name}.png", "width": 30, "height": 20}],
        "categories": [{"id": 1, "name": name}],
        "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "segmentation": [RING]}],
    }
    (folder / "annotations.json").write_bytes(dumped(document, codec))


def labelme(folder: Path, name: str, codec: str) -> None:
    shape = {"label": name, "points": BOX, "shape_type": "polygon"}
    document = {"version": FAR, "shapes": [shape], "imagePath": f"{name}.png"}
    (folder / "a.json").write_bytes(dumped(document, codec))


def label_studio(folder: Path, name: str, codec: str) -> None:
    value = {"points": [[10, 10], [30, 10], [30, 30]], "polygonlabels": [name]}
    result = {"id": "r", "type": "polygonlabels", "value": value, "original_width": 30,
              "original_height": 20}  # fmt: skip
    task = {"id": 1, "inner": FAR, "data": {"image": f"{name}.png"},
            "annotations": [{"result": [result]}]}  # fmt: skip
    (folder / "a.json").write_bytes(dumped([task], codec))


def geojson(folder: Path, name: str, codec: str) -> None:
    feature = {"type": "Feature", "properties": {"classification": {"name": name}},
               "geometry": {"type": "Polygon", "coordinates": [[*BOX, BOX[0]]]}}  # fmt: skip
    document = {"type": "FeatureCollection", "name": FAR, "features": [feature]}
    (folder / f"{name}.geojson").write_bytes(dumped(document, codec))


def jsonl(folder: Path, name: str, codec: str) -> None:
    line = {"file_name": f"{name}.png", "objects": {"bbox": [[2, 2, 6, 4]], "categories": [name]}}
    data = dumped({"note": FAR}, codec) + b"\n" + dumped(line, codec)
    (folder / "metadata.jsonl").write_bytes(data)


def voc(folder: Path, name: str, codec: str) -> None:
    sides = "<xmin>3</xmin><ymin>3</ymin><xmax>8</xmax><ymax>6</ymax>"
    text = (
        f"<annotation><folder>{FAR}</folder><filename>{name}.png</filename>"
        f"<object><name>{name}</name><bndbox>{sides}</bndbox></object></annotation>"
    )
    (folder / "a.xml").write_bytes(text.encode(codec))


def voc_declared(folder: Path, name: str, codec: str) -> None:
    voc(folder, name, codec)
    said = {"gb18030": "GB2312", "cp932": "Shift_JIS", "cp1252": "windows-1252"}.get(codec, codec)
    head = f'<?xml version="1.0" encoding="{said}"?>'.encode()
    (folder / "a.xml").write_bytes(head + (folder / "a.xml").read_bytes())


def cvat(folder: Path, name: str, codec: str) -> None:
    text = (
        f'<annotations><meta>{FAR}</meta><image id="0" name="{name}.png" width="30" height="20">'
        f'<polygon label="{name}" points="2,2;8,2;8,6;2,6"/></image></annotations>'
    )
    (folder / "a.xml").write_bytes(text.encode(codec))


def yolo(folder: Path, name: str, codec: str) -> None:
    (folder / "data.yaml").write_bytes(f"# {FAR}\nnames: ['{name}']\n".encode(codec))
    (folder / f"{name}.txt").write_text("0 0.1 0.1 0.3 0.1 0.3 0.3\n")


def dumped(document: object, codec: str) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode(codec)


WRITERS: dict[str, tuple[str, Callable[[Path, str, str], None]]] = {
    "coco": ("coco", coco), "labelme": ("labelme", labelme), "geojson": ("geojson", geojson),
    "label-studio": ("label-studio", label_studio), "jsonl": ("jsonl", jsonl), "voc": ("voc", voc),
    "voc, declared": ("voc", voc_declared), "cvat": ("cvat", cvat), "yolo": ("yolo", yolo),
}  # fmt: skip


def picture(path: Path) -> None:
    Picture.fromarray(np.random.default_rng(1).integers(0, 256, (20, 30), np.uint8)).save(path)


def bring(name: str, data: Path, home: Path) -> ImportReport:
    return import_as_project(name, data, home, {"template": "nuclei"})


@pytest.mark.parametrize("codec", sorted(NAMES))
@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_names_come_in_as_they_were_written(tmp_path: Path, kind: str, codec: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    picture(data / f"{NAMES[codec]}.png")
    name, write = WRITERS[kind]
    write(data, NAMES[codec], codec)
    report = bring(name, data, tmp_path / "new")
    assert (report.images, report.objects) == (1, 1)
    assert all(loss.file == "metadata.jsonl" for loss in report.losses)
    told = [note for note in report.notes if note.startswith("Not in UTF-8")]
    assert len(told) == (kind != "voc, declared")
    with Project.open(tmp_path / "new") as project:
        (record,) = project.images.all()
        objects = project.journal.load_objects(record.id, "nuclei")
        assert [one.class_name for one in objects] == [NAMES[codec]]


@pytest.mark.parametrize("codec", sorted(WORDS))
def test_each_word_tells_its_code_page(codec: str) -> None:
    for word in WORDS[codec]:
        assert text_of(f'{{"a": "{word}"}}'.encode(codec), Path("a.json")) == f'{{"a": "{word}"}}'


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"])
def test_what_is_unicode_is_not_guessed(tmp_path: Path, codec: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    picture(data / "细胞.png")
    coco(data, "细胞", codec)
    report = bring("coco", data, tmp_path / "new")
    assert (report.objects, report.losses) == (1, [])
    assert not any("UTF" in note for note in report.notes)


def test_one_damaged_letter_costs_itself(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    picture(data / "a.png")
    labelme(data, "细胞", "utf-8")
    text = (data / "a.json").read_bytes().replace("细胞.png".encode(), b'a.png", "note": "\xe7\xbb')
    (data / "a.json").write_bytes(text)
    report = bring("labelme", data, tmp_path / "new")
    assert (report.objects, report.losses) == (1, [])
    (told,) = (note for note in report.notes if "UTF" in note)
    assert "UTF-8 with damaged letters: a.json" in told


def test_a_sheet_in_an_old_code_page(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "img").mkdir(parents=True)
    (data / "labelcol").mkdir()
    picture(data / "img" / "细胞.png")
    Picture.fromarray(np.zeros((20, 30), np.uint8)).save(data / "labelcol" / "细胞.png")
    rows = f"Image,Description\n{FAR}.png,\nC:\\data\\细胞.png,Many nuclei.\n"
    (data / "Train_text.csv").write_bytes(rows.encode("gb18030"))
    report = bring("lvit", data, tmp_path / "new")
    assert report.sentences == 1
    assert any("Chinese" in note for note in report.notes)


def test_wide_lines_are_refused_by_name(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "b").mkdir(parents=True)
    (data / "c").mkdir(parents=True)
    picture(data / "b" / "核.png")
    picture(data / "c" / "核2.png")
    jsonl(data / "b", "核", "utf-16")
    jsonl(data / "c", "核2", "utf-8")
    report = bring("jsonl", data, tmp_path / "new")
    assert report.objects == 1
    assert any("UTF-16" in loss.reason for loss in report.losses)
