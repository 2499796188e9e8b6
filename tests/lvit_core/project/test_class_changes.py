"""Classes of a whole project change in one step, and go back in one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError
from lvit_core.project.answer_planes import class_planes, told_planes
from lvit_core.project.class_changes import (
    ClassList,
    add_class,
    delete_class,
    edit_class,
    match_class,
    merge_class,
    unknown_classes,
)
from lvit_core.project.labels import store_labels
from lvit_core.project.many_images import ManyDone
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings, Proposal
from lvit_core.project.setting_faults import setting_faults
from lvit_core.prompt.template import LabelClass
from lvit_core.prompt.template_text import template_of
from lvit_core.prompt.templates import load_template
from tests.lvit_core.prompt.own_kinds import BREAST

HERE = ClassList()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    settings = ProjectSettings("p", "breast", "none")
    made = Project.create(tmp_path / "p", settings, seed="s", kind=BREAST)
    for number in range(2):
        Image.fromarray(np.full((16, 16), number, np.uint8)).save(tmp_path / f"{number}.png")
        (record,) = made.images.add([tmp_path / f"{number}.png"]).added
        plane = np.zeros((16, 16), np.int32)
        plane[2:6, 2:6], plane[8:12, 8:12] = 1, 2
        store_labels(
            made, record.id, "lesion", plane, classes={1: "benign", 2: "malignant"},
            provenance=Provenance("person", "Ada", "", "", "2026-01-01T00:00:00+00:00"),
            title="Draw",
        )  # fmt: skip
    return made


def state(project: Project) -> tuple[object, object]:
    names = [
        [item.class_name for item in project.journal.load_objects(record.id, "lesion")]
        for record in project.images.all()
    ]
    return names, load_template("breast").finding_layer.classes


@pytest.mark.parametrize(
    "change",
    [
        lambda p: add_class(p, HERE, LabelClass("cyst", "Cyst", "#123456", key="4")),
        lambda p: edit_class(p, HERE, "benign", title="Harmless"),
        lambda p: edit_class(p, HERE, "benign", title="BENIGN"),
        lambda p: edit_class(p, HERE, "benign", colour="#654321", key="9"),
        lambda p: merge_class(p, HERE, "benign", "malignant"),
    ],
)
def test_every_change_is_one_step_that_goes_back(
    project: Project, change: Callable[[Project], ManyDone]
) -> None:
    with project:
        before = state(project)
        done = change(project)
        after = state(project)
        assert done.whole and after != before
        with Project.open(project.folder, read_only=True) as reader:
            assert state(reader) == after
        done.take_back(project)
        assert state(project) == before
        assert change(project).changed == done.changed


def test_each_image_tells_the_step_in_its_history(project: Project) -> None:
    with project:
        edit_class(project, HERE, "benign", title="Harmless")
        for record in project.images.all():
            titles = [entry.title for entry in project.journal.history(record.id)]
            assert titles[-1] == "Change class to harmless"
        (first, second) = project.images.all()
        entry = project.journal.history(first.id)[-1]
        project.journal.undo(entry.id)  # in one image alone
        assert state(project)[0] == [["benign", "malignant"], ["harmless", "malignant"]]
        assert unknown_classes(project, HERE) == {"benign": 1}
        assert second.id != first.id


def test_a_step_that_was_built_upon_is_not_taken_back_and_nothing_changes(project: Project) -> None:
    with project:
        done = edit_class(project, HERE, "benign", title="Harmless")
        edit_class(project, HERE, "harmless", title="Kind")
        before = state(project)
        with pytest.raises(LViTError):
            done.take_back(project)
        assert state(project) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda p: add_class(p, HERE, LabelClass("Benign ", "B", "#123456")),
        lambda p: add_class(p, HERE, LabelClass("", "B", "#123456")),
        lambda p: add_class(p, HERE, LabelClass("cyst", "Cyst", "red")),
        lambda p: edit_class(p, HERE, "benign", title="malignant"),
        lambda p: edit_class(p, HERE, "benign", title="  "),
        lambda p: edit_class(p, HERE, "cyst", title="Cyst"),
        lambda p: edit_class(p, HERE, "benign", key="x"),
        lambda p: merge_class(p, HERE, "benign", "benign"),
        lambda p: merge_class(p, HERE, "benign", "cyst"),
        lambda p: delete_class(p, HERE, "benign"),
        lambda p: delete_class(p, ClassList(layer="lungs"), "benign"),
    ],
)
def test_what_is_refused_changes_nothing(
    project: Project, change: Callable[[Project], ManyDone]
) -> None:
    with project:
        before = state(project)
        with pytest.raises(LViTError):
            change(project)
        assert state(project) == before


def test_the_last_class_of_a_layer_stays(tmp_path: Path) -> None:
    settings = ProjectSettings("p", "breast", "none")
    with Project.create(tmp_path / "p", settings, seed="s", kind=BREAST) as project:
        delete_class(project, HERE, "benign")
        with pytest.raises(LViTError, match="at least one class"):
            delete_class(project, HERE, "malignant")


def waiting(project: Project) -> tuple[str, ...]:
    (record, *_) = project.images.all()
    found = project.proposals.load(record.id)
    assert found is not None
    return found.classes


def propose(project: Project, classes: tuple[str, ...]) -> None:
    (record, *_) = project.images.all()
    planes = np.zeros((len(classes), 16, 16), np.uint8)
    project.proposals.save(Proposal(record.id, "lesion", classes, planes, 0.5, "", "1"))


def test_a_proposal_that_waits_follows_the_list_of_classes(project: Project) -> None:
    """It named a class that was gone, and accepting it made objects of that class."""
    with project:
        propose(project, ("benign",))
        done = edit_class(project, HERE, "benign", title="Harmless")
        assert waiting(project) == ("harmless",)
        done.take_back(project)
        assert waiting(project) == ("benign",)
        merge_class(project, HERE, "benign", "malignant")
        assert waiting(project) == ("malignant",)
        propose(project, ("cyst", "malignant"))
        assert waiting(project) == ("cyst", "malignant")


def test_planes_of_several_classes_are_told_by_name_never_by_place() -> None:
    layer = template_of(BREAST, "b").finding_layer
    planes = np.zeros((2, 4, 4), np.uint8)
    assert class_planes(planes, layer, ("Malignant", "cyst"))[1] == ("malignant", "cyst")
    assert class_planes(planes[0], layer, ("cyst",))[1] == ("benign",)
    for names in ((), ("benign",)):
        with pytest.raises(LViTError, match="does not say which"):
            class_planes(planes, layer, names)


def test_a_name_of_another_list_means_a_class_by_a_word_of_a_person(project: Project):
    with project:
        number = project.images.all()[0].id
        plane = np.zeros((16, 16), np.int32)
        plane[2:6, 2:6] = 1
        made = Provenance("import", "", "", "", "2026-01-01T00:00:00+00:00")
        store_labels(
            project, number, "lesion", plane, classes={1: "Tumour"}, provenance=made, title="Import"
        )
        before = state(project)
        assert unknown_classes(project, HERE) == {"Tumour": 1}
        done = match_class(project, HERE, "Tumour", "malignant")
        assert unknown_classes(project, HERE) == {}
        assert project.class_words.of("breast") == {"Tumour": "malignant"}
        layer = load_template("breast").finding_layer
        planes = np.zeros((2, 4, 4), np.uint8)
        told = told_planes(planes, layer, ("tumour", "cyst"), project.class_words.of("breast"))
        assert told.names == ("malignant", "cyst")
        done.take_back(project)
        assert state(project) == before and project.class_words.of("breast") == {}
        with pytest.raises(LViTError, match="class of the project"):
            match_class(project, HERE, "Benign", "malignant")
        with pytest.raises(LViTError, match="no class"):
            match_class(project, HERE, "Tumour", "nothing")


def test_damaged_words_are_told_and_removed():
    key = "class words/breast"
    told = {"name": "p", "template": "breast", "laterality": "none", "seed": "s"}
    assert setting_faults({**told, key: '{"a": "b"}'}) == {}
    for value in ("[]", '{"a": 1}', "{", "3"):
        assert list(setting_faults({**told, key: value})) == [key]
