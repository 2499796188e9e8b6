"""The classes of a whole project: added, renamed, recoloured, merged and deleted.

Each is one step for all images. Objects that get another name get it by a step in the journal of
their image, and what classes there are is a setting of the project, so all of it is told by the
history and can be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.edits.whole import relabel
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.objects import Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError
from lvit_core.project.clock import now
from lvit_core.project.many_images import ManyDone, carry_out
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import LabelClass, Layer, Template
from lvit_core.prompt.templates import load_template
from lvit_core.wording import counted

if TYPE_CHECKING:
    from lvit_core.project.project import Project


@dataclass(frozen=True)
class ClassList:
    """Which classes are meant: those of one layer of one kind of image.

    Args:
        template: Its name; the kind of the project when empty.
        layer: Its name; that of findings when empty.
    """

    template: str = ""
    layer: str = ""

    def found(self, project: Project) -> tuple[Template, Layer]:
        """As they are now; raises ``LViTError`` where there is no such one."""
        template = load_template(self.template or project.template_name)
        return template, template.layer(self.layer) if self.layer else template.finding_layer


def add_class(project: Project, where: ClassList, item: LabelClass) -> ManyDone:
    """One more; objects that have its name already become what it is."""
    _, layer = where.found(project)
    _refuse_taken(layer, item.name)
    return _change(project, where, [*layer.classes, item])


def edit_class(
    project: Project,
    where: ClassList,
    name: str,
    *,
    title: str | None = None,
    colour: str | None = None,
    key: str | None = None,
) -> ManyDone:
    """Another title, and with it the name of every object that has it; another colour or key.

    ``None`` leaves what is there. The class that had the key loses it.
    """
    _, layer = where.found(project)
    item = _known(layer, name)
    title = item.title if title is None else " ".join(title.split())
    new = item.name if title == item.title else title.casefold()
    if new.casefold() == item.name.casefold():
        new = item.name
    else:
        _refuse_taken(layer, new)
    changed = replace(
        item,
        name=new,
        title=title,
        colour=item.colour if colour is None else colour,
        key=item.key if key is None else key,
    )
    classes = [
        changed if one is item else replace(one, key="") if key and one.key == key else one
        for one in layer.classes
    ]
    return _change(project, where, classes, {name: new} if new != name else {})


def merge_class(project: Project, where: ClassList, name: str, into: str) -> ManyDone:
    """Every object of a class becomes one of another, and the class is gone."""
    _, layer = where.found(project)
    _known(layer, into)
    if name == into:
        raise LViTError("A class cannot be merged with itself.", "Choose another class.")
    return _change(project, where, [c for c in layer.classes if c.name != name], {name: into})


def delete_class(project: Project, where: ClassList, name: str) -> ManyDone:
    """A class that no object has.

    Raises:
        LViTError: An object has it, it is the only one, or there is none of that name.
    """
    template, layer = where.found(project)
    item = _known(layer, name)
    if count := project.kinds.used(template.name).get((layer.name, name), 0):
        raise LViTError(
            f"{counted(count, 'object')} of the project {'is' if count == 1 else 'are'} "
            f"'{item.title}'.",
            "Merge the class into another one: then its objects go there.",
        )
    return _change(project, where, [one for one in layer.classes if one is not item])


def match_class(project: Project, where: ClassList, name: str, into: str) -> ManyDone:
    """A name that the list lacks means one of its classes: for objects here, and for any model.

    Raises:
        LViTError: There is no such class, or the name is one of the list itself.
    """
    template, layer = where.found(project)
    _known(layer, into)
    if any(item.name.casefold() == name.casefold() for item in layer.classes):
        raise LViTError(
            "'{name}' is a class of the project itself.",
            "Merge the two, if they are the same.",
            name=name,
        )
    before = project.class_words.of(template.name)
    with project.transaction():
        done = _change(project, where, layer.classes, {name: into})
        project.class_words.state(template.name, {**before, name: into})

    def take_back(opened: Project) -> None:
        with opened.transaction():
            if done.take_back is not None:
                done.take_back(opened)
            opened.class_words.state(template.name, before)

    return replace(done, take_back=take_back)


def unknown_classes(project: Project, where: ClassList) -> dict[str, int]:
    """Classes of objects that the template lacks, and how many objects have each."""
    template, layer = where.found(project)
    known = {item.name for item in layer.classes}
    used = project.kinds.used(template.name)
    return {
        name: count for (place, name), count in used.items()
        if place == layer.name and name not in known
    }  # fmt: skip


def _change(
    project: Project,
    where: ClassList,
    classes: Sequence[LabelClass],
    became: Mapping[str, str] | None = None,
) -> ManyDone:
    """The list of classes from now on, and what objects of which class are."""
    template, layer = where.found(project)
    before, became = layer.classes, became or {}
    ids = project.kinds.images_with(template.name, layer.name, tuple(became)) if became else []
    with project.transaction():
        done = carry_out(project, ids, _relabelling(project, layer, became))
        project.kinds.change_classes(template, {layer.name: classes})

    def take_back(opened: Project) -> None:
        with opened.transaction():
            done.take_back(opened)
            opened.kinds.change_classes(load_template(template.name), {layer.name: before})

    readers = project.kinds.readers_with(layer.name, tuple(became)) if became else []
    kept = tuple(f"{one}: the objects of this reader keep the class they have" for one in readers)
    return replace(done, left=(*done.left, *kept), take_back=take_back, whole=True)


def _relabelling(
    project: Project, layer: Layer, became: Mapping[str, str]
) -> Callable[[ImageRecord], tuple[list[Edit], str]]:
    author = Provenance("person", project.person, "", "", now())

    def edits(record: ImageRecord) -> tuple[list[Edit], str]:
        table = project.journal.load_objects(record.id, layer.name)
        made = []
        for old, new in became.items():
            chosen = [item.id for item in table if item.class_name == old]
            plane = LabelPlane(record.height, record.width)  # no pixel changes
            made.append(relabel(Workspace(plane, table, layer.name, new, author), chosen, new))
        return [edit for edit in made if not edit.empty], ""

    return edits


def _known(layer: Layer, name: str) -> LabelClass:
    for item in layer.classes:
        if item.name == name:
            return item
    known = ", ".join(item.name for item in layer.classes)
    raise LViTError(f"There is no class '{name}' in '{layer.title}'.", f"Known: {known}.")


def _refuse_taken(layer: Layer, name: str) -> None:
    folded = " ".join(name.casefold().split())
    if any(" ".join(item.name.casefold().split()) == folded for item in layer.classes):
        raise LViTError(
            f"There is a class '{name}' already.", "Choose another name, or merge the two."
        )
