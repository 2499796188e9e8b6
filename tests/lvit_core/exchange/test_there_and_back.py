"""Random projects through every format and back: equal, or the difference had been announced.

``make test-exchange`` tries 40 of each format, others each time; ``LVIT_EXAMPLES=300 pytest
tests/lvit_core/exchange/test_there_and_back.py`` tries more.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from lvit_core.errors import LViTError
from lvit_core.exchange import format_named, formats, import_as_project
from lvit_core.exchange.content import Content
from lvit_core.exchange.export_options import ExportOptions
from lvit_core.imaging.readers import read
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import Layer
from lvit_core.prompt.templates import load_template
from tests.lvit_core.exchange.random_projects import Drawn, Made, Plan, build, plans

pytestmark = pytest.mark.exchange

EXAMPLES = int(os.environ.get("LVIT_EXAMPLES", "3"))
BOTH_WAYS = [name for name, item in formats().items() if item.exporter and item.reader]

# What an announcement may excuse: a line of either report that matches, and no other.
UNREAD = r"nobody has accepted nothing is read|outline (of their|is that of the) largest part"
ANNOUNCED = {
    "image": r"left out|without objects ha(s|ve) no file",
    "picture": r"8 bits|compressed|hounsfield|turned over",
    "shape": r"not square",
    "spacing": r"without pixel spacing|pixel size|size of a pixel",
    "sentence": r"[Ss]entences .*only in provenance|sentence.*blank|question marks",
    "pixels": rf"{UNREAD}|Only the layer of findings|holes, which are filled|lost \d+ of",
    "objects": rf"{UNREAD}|organs are other objects|one label|holes, which are filled|"
    r"several parts|share a segment|lost \d+ of",
    "classes": r"Classes .*only in provenance|one label",
    "state": r"left out: |nobody has labeled|without a mask",
    "split": r"hold-out",
    "orientation": r"which side is the patient's left",
    "people": r"who made each object.*only in|objects are only in|one label|are other objects|"
    rf"lost \d+ of|{UNREAD}|share a segment|Only the layer of findings",
}


@dataclass
class Seen:
    """One image as a project holds it.

    ``labels`` has by layer the ids ``(H, W)`` of objects a person made or accepted, ``machine`` of
    the others; ``classes`` the class of each id.
    """

    record: ImageRecord
    pixels: np.ndarray
    labels: dict[str, np.ndarray] = field(default_factory=dict)
    machine: dict[str, np.ndarray] = field(default_factory=dict)
    classes: dict[str, dict[int, str]] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)  # who drew or accepted, as exports call them


def look(project: Project, record: ImageRecord) -> Seen:
    seen = Seen(record, read(project.images.path(record.id)).pixels)
    for layer in load_template(record.template).layers:
        plane = project.journal.load_plane(record.id, layer.name).to_array()
        table = project.journal.load_objects(record.id, layer.name)
        for place, of_machine in ((seen.labels, False), (seen.machine, True)):
            ids = [r.id for r in table if (r.state == "machine") is of_machine]
            place[layer.name] = np.where(np.isin(plane, ids), plane, 0)
        seen.classes[layer.name] = {r.id: r.class_name for r in table}
        drawn = [r.provenance for r in table if r.state == "labeled" and (plane == r.id).any()]
        name = project.pseudonyms.reader
        seen.people += [f"{p.origin} {p.person and name(p.person)}" for p in drawn]
    seen.people.sort()
    return seen


def partition(labels: np.ndarray) -> np.ndarray:
    """Ids numbered anew in the order in which they are met, so that equal objects are equal."""
    values, first, back = np.unique(labels, return_index=True, return_inverse=True)
    order = np.empty(len(values), np.int64)
    filled = values > 0
    order[~filled] = 0
    order[filled] = np.argsort(np.argsort(first[filled])) + 1
    return order[back].reshape(labels.shape)


def class_map(seen: Seen, layer: str, labels: np.ndarray) -> list[str]:
    known = seen.classes[layer]
    return [known.get(number, "") for number in labels.ravel().tolist()]


def differences(before: Seen, after: Seen, layers: list[Layer], machine: bool) -> Iterator[str]:
    """Which facets of an image are not as they were."""
    if before.pixels.shape != after.pixels.shape or not np.array_equal(before.pixels, after.pixels):
        yield "picture"
    sizes = before.record.spacing_mm, after.record.spacing_mm
    known = [size for size in sizes if size is not None]
    if len(known) == 1 or (known and not np.allclose(*known, rtol=1e-4)):
        yield "spacing"
    kinds = before.record.spacing_kind, after.record.spacing_kind
    if not known and kinds[0] is not kinds[1]:
        yield "shape"
    if len(known) == 2 and before.record.spacing_kind is not after.record.spacing_kind:
        yield "kind"
    if before.people != after.people:
        yield "people"
    for name in ("sentence", "state", "split", "orientation"):
        if getattr(before.record, name) != getattr(after.record, name):
            yield name
    for layer in layers:
        pairs = [(before.labels[layer.name], after.labels[layer.name])]
        other = before.machine[layer.name]
        pairs.append((other if machine else other * 0, after.machine[layer.name]))
        for one, two in pairs:
            if one.shape != two.shape or not np.array_equal(one > 0, two > 0):
                yield "pixels"
            elif not np.array_equal(partition(one), partition(two)):
                yield "objects"
            elif class_map(before, layer.name, one) != class_map(after, layer.name, two):
                yield "classes"


def _number(record: ImageRecord) -> int:
    return int(re.findall(r"\d+", record.name.removesuffix(".nii.gz"))[-1])


def bring_back(name: str, out: Path, plan: Plan, home: Path) -> tuple[Path, list[str]]:
    report = import_as_project(
        name, out, home, {"template": plan.template, "laterality": plan.laterality or None}
    )
    lost = sum(loss.objects for loss in report.losses)
    assert report.objects_found == report.objects + report.already + lost
    return home, report.notes


def there_and_back(name: str, plan: Plan, folder: Path) -> list[str]:
    """What nobody had announced, a line each; empty is right."""
    chosen = format_named(name)
    options = {key: value for key, value in plan.options if key in chosen.options}
    with build(plan, folder) as project:
        try:
            report = chosen.export(project, folder / "out", {"images": "all", **options})
        except LViTError as error:
            assert "nothing to export" in error.message, error.message
            return []
        content = Content(project, ExportOptions("all"))
        entries = json.loads((folder / "out" / "provenance.json").read_text())["images"]
        stems = {content.stems[id_]: id_ for id_ in content.selection.images.ids}
        own = [project.images.get(stems[entry["name"]]) for entry in entries]
        before = {content.stems[record.id]: look(project, record) for record in own}
        everyone = {record.id for record in project.images.all()}
        if name == "geojson":  # pictures are not copied: they lie where their owner put them
            for stem, seen in before.items():
                path = project.images.path(seen.record.id)
                shutil.copy(path, folder / "out" / f"{stem}{path.suffix}")
    told = list(report.losses)
    found = []
    if len(own) < len(everyone) and not any(re.search(ANNOUNCED["image"], t) for t in told):
        found.append("images are left out")
    try:
        home, notes = bring_back(name, folder / "out", plan, folder / "again")
    except LViTError as error:
        empty = any("without objects ha" in line and "no file" in line for line in told)
        return [] if name.startswith("dicom-") and empty else [error.message]
    told += notes
    with Project.open(home) as again:
        after = {
            Path(r.name).name.removesuffix(".gz").replace(".ome.", "."): r
            for r in again.images.all()
        }
        by_stem = {n.rsplit(".", 1)[0]: r for n, r in after.items()}
        if name == "nnunet":  # which gives each case a number, and takes signs out of names
            by_stem = dict(zip(before, sorted(again.images.all(), key=_number), strict=True))
        for stem, seen in before.items():
            record = by_stem.get(stem)
            if record is None:
                if not any(re.search(ANNOUNCED["image"], line) for line in told):
                    found.append(f"{stem} is not there: {sorted(by_stem)}")
                continue
            layers = list(load_template(seen.record.template).layers)
            machine = bool(options.get("machine"))
            for facet in dict.fromkeys(differences(seen, look(again, record), layers, machine)):
                if not any(re.search(ANNOUNCED[facet], line) for line in told):
                    one = {key: getattr(seen.record, key, "") for key in (facet, "spacing_mm")}
                    two = {key: getattr(record, key, "") for key in (facet, "spacing_mm")}
                    found.append(f"{facet} of {stem}: {one} -> {two}")
    return [*found, *(f"    told: {line}" for line in told)] if found else []


@pytest.mark.parametrize("name", BOTH_WAYS)
@settings(
    derandomize=EXAMPLES < 10,  # the everyday tests are the same every day
    deadline=None,
    max_examples=EXAMPLES,
    suppress_health_check=list(HealthCheck),
    database=None,
)
@given(plan=plans())
def test_what_goes_out_comes_back_or_was_announced(name: str, plan: Plan) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        assert "\n".join(there_and_back(name, plan, folder)) == ""
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_names_that_look_like_masks_and_machine_work_alone_come_back(
    name: str, tmp_path: Path
) -> None:
    labels = np.zeros((12, 14), np.int32)
    labels[2:5, 3:9] = 1
    people = Drawn("nuclei", labels, ("nucleus",) * 3, ("ann",) * 3, (False,) * 3, high=False)
    machine = replace(people, machine=(True,) * 3)
    made = [
        Made(stem, "png", (12, 14), layers, "", state, "holdout")
        for stem, layers, state in (
            ("mask_1", (people,), "labeled"), ("1", (people,), "labeled"), ("a", (), "labeled"),
            ("a.b", (people,), "labeled"), ("a_mask", (machine,), "in_progress"),
        )
    ]  # fmt: skip
    for number, images in enumerate((made, made[2:3], made[4:])):
        plan = Plan("nuclei", "none", tuple(images), (("machine", True),), pixel_size=False)
        folder = tmp_path / str(number)
        folder.mkdir()
        assert there_and_back(name, plan, folder) == []
