"""Anything by its name: type a few letters of an action, an image, a class or a setting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from app.session.opening import ImageOpening
from app.session.preferences import Preferences
from app.session.registry import ActionRegistry, AnyAction
from app.session.state import State
from app.translation import title_words, tr
from app.views.dialogs.base import Sheet
from app.views.dialogs.preferences import PreferencesSheet
from app.views.elements import label, let_clear
from app.views.theme import current_theme
from app.views.window_actions import keys_in_words

MOST_SHOWN = 60
ROW_PX = 26
_LEAST_PLURAL = 3  # letters; "s" alone is no word of many
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


@dataclass(frozen=True)
class Entry:
    """Something that can be found: what it is called, where it belongs, and its keys."""

    title: str
    place: str
    keys: str
    do: Callable[[], object]
    can: bool = True

    def fits(self, words: list[str]) -> bool:
        """Whether it holds every word (lower case) in its title or its place, or one of them."""
        text = f"{self.title} {self.place}".lower()
        return all(word in text or _one_of(word) in text for word in words)

    def rank(self, typed: str) -> int:
        """0 where the title begins with what was typed, 1 where a word of it does, else 2."""
        title = self.title.lower()
        if title.startswith(typed):
            return 0
        return 1 if f" {typed}" in title else 2


class Finder(Sheet):
    """A field and what fits; Return does the first of it, arrow keys choose another.

    What is chosen is done when the sheet is gone, so nothing of it may belong to the sheet.
    """

    def __init__(
        self,
        state: State,
        opening: ImageOpening,
        preferences: Preferences,
        actions: ActionRegistry,
        parent: QWidget,
    ) -> None:
        super().__init__(tr("Find anything"), parent, width=620)
        self._opening, self._registry = opening, actions
        self._entries = [*self._actions(), *self._classes(state), *self._settings(preferences)]
        self._images = [(record.name.lower(), record) for record in state.library.images]
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Type part of an action, image, class or setting"))
        self.field.setAccessibleName(tr("What to find"))
        let_clear(self.field)
        self.field.installEventFilter(self)
        self.found = QTreeWidget()
        self.found.setAccessibleName(tr("What was found"))
        self.found.setHeaderHidden(True)
        self.found.setColumnCount(3)
        self.found.setRootIsDecorated(False)
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setMinimumHeight(360)
        header = self.found.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for section in (1, 2):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
        self._nothing = label("", "muted", wrap=True)
        self.body.addWidget(self.field)
        self.add_found(self.found, self._nothing)
        self.field.textChanged.connect(self._look)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.found.itemClicked.connect(self._take)
        self._look("")

    def entries(self, typed: str) -> list[Entry]:
        """What fits, the likeliest first, at most `MOST_SHOWN`."""
        words = typed.lower().split()
        fitting = [entry for entry in self._entries if entry.fits(words)]
        if words:
            fitting.sort(key=lambda entry: entry.rank(" ".join(words)))
        return [*fitting, *islice(self._fitting_images(words), MOST_SHOWN)][:MOST_SHOWN]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key in _MOVES:
            self._move(_MOVES[key])
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.found.currentItem())
            return True
        return super().eventFilter(watched, event)

    def _move(self, steps: int) -> None:
        """Marks another row; those that cannot be done now are passed over."""
        items = [self.found.topLevelItem(row) for row in range(self._count())]
        able = [item for item in items if item is not None and not item.isDisabled()]
        current = self.found.currentItem()
        at = able.index(current) if current in able else -1
        if able:
            self.found.setCurrentItem(able[min(max(at + steps, 0), len(able) - 1)])

    def _look(self, typed: str) -> None:
        theme = current_theme()
        self.found.clear()
        for entry in self.entries(typed):
            item = QTreeWidgetItem([entry.title, entry.place, entry.keys])
            item.setData(0, Qt.ItemDataRole.UserRole, entry)
            item.setDisabled(not entry.can)
            item.setSizeHint(0, QSize(0, ROW_PX))
            for section in range(3):
                faint = section > 0 or not entry.can
                item.setForeground(section, theme.color("muted" if faint else "text"))
            self.found.addTopLevelItem(item)
        self.found.setCurrentItem(self.found.topLevelItem(0))
        nothing = (
            tr("Nothing is called '{typed}'.", typed=typed) if typed and not self._count() else ""
        )
        self._nothing.setText(nothing)
        self._nothing.setVisible(bool(nothing))
        self.found.setVisible(not nothing)

    def _count(self) -> int:
        return self.found.topLevelItemCount()

    def _take(self, item: QTreeWidgetItem | None) -> None:
        """Closes first, so that what is done has the window, and the image its keys."""
        entry = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        if isinstance(entry, Entry) and entry.can:
            self.close()
            QTimer.singleShot(0, self.parent(), entry.do)

    def _actions(self) -> Iterator[Entry]:
        for action in self._registry.all():
            if action.menu:
                keys = ", ".join(keys_in_words(key) for key in action.shortcuts)
                yield Entry(
                    tr(action.title), tr(action.menu), keys, action.trigger, action.enabled()
                )

    def _classes(self, state: State) -> Iterator[Entry]:
        """Those of every layer, the layer in hand first; choosing one takes its layer too."""
        document = state.document
        if document is None:
            return
        layers, active = document.template.layers, document.active_layer
        choose_layer = self._registry.get("layer.choose")
        choose_class = self._registry.get("class.choose")

        def take(layer: str, name: str) -> None:
            choose_layer(layer)
            choose_class(name)

        for layer in sorted(layers, key=lambda one: one.name != active):
            for item in layer.classes:
                keys = layer.key_of(item) if layer.name == active else ""
                place = tr("Class of {title}", title=layer.title)
                yield Entry(
                    title_words(item.title), place, keys, partial(take, layer.name, item.name)
                )

    def _settings(self, preferences: Preferences) -> Iterator[Entry]:
        ask = self._registry.get("app.preferences")
        for item in preferences.described():
            show = partial(_show_setting, ask, self.parentWidget(), item.key)
            yield Entry(tr(item.title), tr("Setting, {group}", group=tr(item.group)), "", show)

    def _fitting_images(self, words: list[str]) -> Iterator[Entry]:
        select = self._opening.select
        for name, record in self._images:
            if all(word in name for word in words):
                yield Entry(record.name, tr("Image"), "", partial(select, record.id))


def _show_setting(ask: AnyAction, window: QWidget, key: str) -> None:
    ask.trigger()
    for sheet in window.findChildren(PreferencesSheet):
        sheet.show_setting(key)


def _one_of(word: str) -> str:
    """ "models" as "model"; what is short may be no such word, and would be found everywhere."""
    return word.removesuffix("s") if len(word) > _LEAST_PLURAL else word
