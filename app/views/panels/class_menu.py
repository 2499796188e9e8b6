"""What can be done with a class of the whole project: entries of its menu, and one offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.translation import title_words, tr
from app.views.class_actions import ClassActions
from app.views.composer.fitting_label import ElidedLabel
from app.views.elements import push_button, row
from app.views.panels.swatch import swatch
from lvit_core.project.records import Proposal
from lvit_core.prompt.template import LabelClass, Layer


def offer_classes(
    menu: QMenu, classes: Iterable[LabelClass], give: Callable[[str], object], now: str = ""
) -> None:
    """An entry for each class, with its colour; ``give`` is called with the name of the chosen one.

    The class that something has ``now`` is ticked.
    """
    for item in classes:
        entry = menu.addAction(swatch(QColor(item.colour)), title_words(item.title))
        entry.setCheckable(item.name == now)
        entry.setChecked(item.name == now)
        entry.triggered.connect(partial(_give, give, item.name))


def ask_class(
    actions: ClassActions, layer: Layer, item: LabelClass | None, window: QWidget
) -> None:
    """Opens the sheet of a class, or of a new one."""
    from app.views.dialogs.class_sheet import ClassSheet

    done = actions.add if item is None else partial(actions.edit, item.name)
    ClassSheet(layer.classes, item, done, window).show()


def add_class_changes(
    menu: QMenu, actions: ClassActions, layer: Layer, item: LabelClass, window: QWidget
) -> None:
    """Entries that change the class in all images."""
    can = actions.edit.enabled()
    menu.addSeparator()
    change = menu.addAction(tr("Name, colour and key…"))
    change.triggered.connect(lambda: ask_class(actions, layer, item, window))
    merge = menu.addMenu(tr("Merge into"))
    others = [other for other in layer.classes if other is not item]
    offer_classes(merge, others, partial(actions.merge, item.name))
    delete = menu.addAction(tr("Delete the class"))
    delete.triggered.connect(lambda: actions.delete(item.name))
    several = len(layer.classes) > 1
    change.setEnabled(can)
    merge.menuAction().setEnabled(can and several)
    delete.setEnabled(can and several)


class UnknownClass(QWidget):
    """A class that objects have, or a model tells, and the list lacks: what to do about it."""

    def __init__(self, actions: ClassActions) -> None:
        super().__init__()
        self._actions = actions
        self._name = ""
        self._words = ElidedLabel()
        self.take_in: QPushButton = push_button(
            tr("Add it"), tr("The class stands with the others from now on"), self._take_in
        )
        self.say: QPushButton = push_button(
            tr("It is…"), tr("Says which class of the project it means"), self._say
        )
        self._names: Sequence[str] = ()
        self._classes: Sequence[LabelClass] = ()
        line = row(self, gap=6)
        line.addWidget(self._words, 1)
        line.addWidget(self.say)
        line.addWidget(self.take_in)
        self.hide()

    def show_names(self, names: Sequence[str], classes: Sequence[LabelClass] = ()) -> None:
        """Offers the first of them; hidden where there is none."""
        self._names, self._classes = names, classes
        self._name = names[0] if names else ""
        more = len(names) - 1
        words = tr("Not in the list: {name}", name=self._name)
        self._words.setText(f"{words} (+{more})" if more > 0 else words)
        self.setVisible(bool(names))

    def _say(self) -> None:
        from app.views.dialogs.class_matching import ClassMatching

        ClassMatching(self._names, self._classes, self._actions.match, self.window()).show()

    def _take_in(self) -> None:
        self._actions.take_in(self._name)


def told_names(proposal: Proposal | None, layer: Layer) -> set[str]:
    """The classes that a waiting proposal for a layer speaks of."""
    if proposal is None or proposal.told is None or proposal.layer != layer.name:
        return set()
    return set(proposal.told.names)


def _give(give: Callable[[str], object], name: str, _checked: bool = False) -> None:
    give(name)
