"""Large JSON is read member by member, and says what the whole would say."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from lvit_core.errors import Cancelled, LViTError
from lvit_core.exchange import format_named, import_as_project, json_stream
from lvit_core.exchange.json_stream import BEGIN, parts_of
from lvit_core.stopping import stoppable
from tests.lvit_core.exchange.conftest import write_image

pytestmark = pytest.mark.exchange

DOCUMENTS: dict[str, Any] = {
    "coco": {"info": {"a": [1, {"b": None}]}, "images": [{"id": 1}, {"id": 2.5e3}], "none": []},
    "list": [1, 123456789, -1.5, "text, ] } and more", True, None, {"a": {"b": [[[]]]}}, []],
    "letters": {"images": [{"name": "Lunge rechts \u00e4\u00f6 \U0001f600"}]},
    "number": 12345678,
    "empty": {},
}


def rebuilt(path: Path) -> Any:
    """What the parts of a file say together."""
    whole: Any = None
    for part in parts_of(path):
        if part.value is not BEGIN:
            assert json.loads(part.text) == part.value
        if part.key:
            whole = whole or {}
            if part.value is BEGIN:
                whole[part.key] = []
            elif isinstance(whole.get(part.key), list):
                whole[part.key].append(part.value)
            else:
                whole[part.key] = part.value
        elif part.value is BEGIN:
            whole = []
        elif isinstance(whole, list):
            whole.append(part.value)
        else:
            whole = part.value
    return whole


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("block", [1, 7, 1 << 20])
def test_the_parts_are_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, block: int
) -> None:
    document = DOCUMENTS[name]
    told = {} if document == {} else document
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"):
        for indent in (None, 2):
            text = json.dumps(document, ensure_ascii=name == "letters" and block > 1, indent=indent)
            (tmp_path / "a.json").write_bytes(f"{text}\n".encode(encoding))
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(json_stream, "BLOCK", block)
                assert (rebuilt(tmp_path / "a.json") or {}) == (told or {})


@pytest.mark.parametrize(
    "text",
    ["", "{", '{"a": [1, 2', '{"a" 1}', '{"a": [1 2]}', "[1],", "[1,]", "{1: 2}", "[" * 99_999],
)
def test_what_is_no_json_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(LViTError, match="is not JSON"):
        list(parts_of(tmp_path / "a.json"))


def test_an_old_code_page_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes('{"a": ["Bär"]}'.encode("cp1252"))
    assert rebuilt(tmp_path / "a.json") == {"a": ["Bär"]}


def test_a_cancel_is_heard_inside_of_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(list(range(400_000))))
    with stoppable(lambda: True), pytest.raises(Cancelled):
        list(parts_of(tmp_path / "a.json"))


def coco(count: int, points: int) -> dict[str, Any]:
    ring = [float(n % 30) for n in range(2 * points)]
    return {
        "annotations": [
            {"id": n, "image_id": n % 3, "category_id": 1, "segmentation": [ring]}
            for n in range(count)
        ],
        "images": [{"id": n, "file_name": f"{n}.png"} for n in range(3)],
        "categories": [{"id": 1, "name": "nucleus"}],
    }


@pytest.mark.thorough
def test_a_large_coco_file_is_never_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Objects before images, of three images by turns: 6 MB of text, which are 40 in memory."""
    monkeypatch.setattr(json_stream, "BLOCK", 1 << 16)
    file = tmp_path / "a.json"
    file.write_text(json.dumps(coco(600, 1000)))
    size = file.stat().st_size
    read = format_named("coco").reader
    assert read is not None
    tracemalloc.start()
    bundle = read(tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 6_000_000 and peak < size / 4
    assert [len(item.shapes) for item in bundle.items] == [200] * 3
    assert [shape.what for shape in bundle.items[1].shapes][:2] == ["annotation 1", "annotation 4"]


def test_objects_find_their_image_in_any_order(tmp_path: Path) -> None:
    data = tmp_path / "d"
    for number in range(3):
        write_image(data / f"{number}.png", number)
    document = coco(7, 4)
    for number, one in enumerate(document["annotations"]):
        one["segmentation"] = [[4 * number, 1, 4 * number + 3, 1, 4 * number + 3, 9, 4 * number, 9]]
    document["annotations"][6]["image_id"] = 9
    document["annotations"].append(5)
    (data / "a.json").write_text(json.dumps(document))
    report = import_as_project("coco", data, tmp_path / "p", {"template": "nuclei"})
    assert (report.images, report.objects, report.objects_found) == (3, 6, 7)
    assert [(loss.what, loss.objects) for loss in report.losses] == [
        ("annotation number 8", 0), ("annotation 6", 1),
    ]  # fmt: skip
