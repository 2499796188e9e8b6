"""The classes of the open project as actions: each is one step for all images."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.session.actions.conditions import can_write, has_document
from app.session.notices import Notices
from app.session.registry import ActionGroup, action
from app.translation import title_words, tr
from app.views.project_steps import ProjectSteps
from lvit_core.errors import LViTError
from lvit_core.wording import counted

if TYPE_CHECKING:  # they load the data base, and the window opens before that
    from lvit_core.project.class_changes import ClassList
    from lvit_core.project.many_images import ManyDone
    from lvit_core.project.project import Project


@dataclass(eq=False)
class ClassActions(ActionGroup, menu="", enabled=can_write):
    """They concern the layer that is being edited; Ctrl+Z takes the last one back."""

    _steps: ProjectSteps

    @action("class.add", "Add a class", icon="class")
    def add(self, title: str, colour: str, key: str = "") -> None:
        """One more class in all images of this kind."""
        from lvit_core.project.class_changes import add_class
        from lvit_core.prompt.template import LabelClass

        title = " ".join(title.split())
        item = LabelClass(title.casefold(), title, colour, key=key)
        self._do(
            lambda project, where: add_class(project, where, item),
            lambda _: tr("'{title}' is a class now.", title=title),
        )

    @action("class.take_in", "Add a class that objects have", icon="class")
    def take_in(self, class_name: str) -> None:
        """It gets a colour, and stands with the others from now on."""
        from lvit_core.project.class_changes import add_class
        from lvit_core.prompt.new_kind import free_colour
        from lvit_core.prompt.template import LabelClass

        def change(project: Project, where: ClassList) -> ManyDone:
            colour = free_colour(where.found(project)[1].classes)
            return add_class(project, where, LabelClass(class_name, class_name, colour))

        self._do(change, lambda _: tr("'{title}' is a class now.", title=class_name))

    @action("class.edit", "Change a class", icon="class")
    def edit(self, class_name: str, title: str, colour: str, key: str = "") -> None:
        """Its name, colour and key, in all images of this kind."""
        from lvit_core.project.class_changes import edit_class

        self._do(
            lambda project, where: edit_class(
                project, where, class_name, title=title, colour=colour, key=key
            ),
            lambda count: tr(
                "The class is '{title}' now; the objects of {images} changed.",
                title=title,
                images=counted(count, "image"),
            ),
        )

    @action("class.merge", "Merge a class into another", icon="class")
    def merge(self, class_name: str, into: str) -> None:
        """All of its objects get the other class, and it is gone."""
        from lvit_core.project.class_changes import merge_class

        self._do(
            lambda project, where: merge_class(project, where, class_name, into),
            lambda count: tr(
                "The objects of {images} got another class.", images=counted(count, "image")
            ),
        )

    @action("class.match", "Say which class a name means", icon="class")
    def match(self, name: str, class_name: str) -> None:
        """Objects of that name, and what a model proposes by it, are of the class."""
        from lvit_core.project.class_changes import match_class

        self._do(
            lambda project, where: match_class(project, where, name, class_name),
            lambda _: tr("'{name}' means '{class_name}' now.", name=name, class_name=class_name),
        )

    @action("class.delete", "Delete a class", icon="delete")
    def delete(self, class_name: str) -> None:
        """Only where no object has it."""
        from lvit_core.project.class_changes import delete_class

        self._do(
            lambda project, where: delete_class(project, where, class_name),
            lambda _: tr("The class is gone."),
        )

    def _do(
        self,
        change: Callable[[Project, ClassList], ManyDone],
        words: Callable[[int], str],
    ) -> None:
        from lvit_core.project.class_changes import ClassList

        document = self.state.require_document()
        where = ClassList(document.template.name, document.active_layer)
        self._steps.carry_out(lambda project: change(project, where), words)


@dataclass(eq=False)
class ClassKeys(ActionGroup, menu="", enabled=has_document):
    """A key for each class of the layer: 1 to 9, as the class says or by its place.

    While several objects are selected, they all get the class, in one step. A single one gets it
    when the key is pressed again: the first time may only mean what is drawn next.
    """

    _relabel: Callable[[str, Sequence[int]], object]
    _notices: Notices
    _asked: tuple[int, str, int, str] | None = field(init=False, default=None)

    @action("class.key_1", "Class 1", shortcut="1", icon="class", scope="canvas")
    def first(self) -> None:
        """New objects are of the class with the key 1."""
        self._choose(1)

    @action("class.key_2", "Class 2", shortcut="2", icon="class", scope="canvas")
    def second(self) -> None:
        """New objects are of the class with the key 2."""
        self._choose(2)

    @action("class.key_3", "Class 3", shortcut="3", icon="class", scope="canvas")
    def third(self) -> None:
        """New objects are of the class with the key 3."""
        self._choose(3)

    @action("class.key_4", "Class 4", shortcut="4", icon="class", scope="canvas")
    def fourth(self) -> None:
        """New objects are of the class with the key 4."""
        self._choose(4)

    @action("class.key_5", "Class 5", shortcut="5", icon="class", scope="canvas")
    def fifth(self) -> None:
        """New objects are of the class with the key 5."""
        self._choose(5)

    @action("class.key_6", "Class 6", shortcut="6", icon="class", scope="canvas")
    def sixth(self) -> None:
        """New objects are of the class with the key 6."""
        self._choose(6)

    @action("class.key_7", "Class 7", shortcut="7", icon="class", scope="canvas")
    def seventh(self) -> None:
        """New objects are of the class with the key 7."""
        self._choose(7)

    @action("class.key_8", "Class 8", shortcut="8", icon="class", scope="canvas")
    def eighth(self) -> None:
        """New objects are of the class with the key 8."""
        self._choose(8)

    @action("class.key_9", "Class 9", shortcut="9", icon="class", scope="canvas")
    def ninth(self) -> None:
        """New objects are of the class with the key 9."""
        self._choose(9)

    def _choose(self, number: int) -> None:
        document = self.state.require_document()
        layer = document.template.layer(document.active_layer)
        item = layer.class_of_key(str(number))
        if item is None:
            raise LViTError(
                "No class of '{title}' has the key {number}.",
                "Keys in use: {keys}. In Objects a right click on a class gives it another key, "
                "and + adds a class.",
                title=layer.title,
                number=number,
                keys=", ".join(
                    f"{layer.key_of(one)} {title_words(one.title)}" for one in layer.classes[:9]
                ),
            )
        if document.chosen_objects:  # a line was drawn around them, or the list has them selected
            self._relabel(item.name, list(document.chosen_objects))
            return
        document.set_class(item.name)
        selected = document.objects[layer.name].get(document.selected_object)
        if selected is None or selected.class_name == item.name:
            return
        question = (document.record.id, layer.name, selected.id, item.name)
        before, self._asked = self._asked, question
        if before == question:
            self._relabel(item.name, [selected.id])
        else:
            self._notices.info(
                "'{title}' is drawn next; the selected object stays.",
                "Press {number} again to change it.",
                title=item.title,
                number=number,
            )
