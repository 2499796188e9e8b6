"""All keys on one page, made from the registry, so it never lags behind the program."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from app.session.registry import ActionRegistry
from app.translation import noop, tr
from app.views.dialogs.base import Sheet
from app.views.elements import column, label, row
from app.views.menus import MENUS, SUBMENUS
from app.views.window_actions import keys_in_words

HAND = (
    (noop("Space or middle button"), noop("Move the image")),
    (noop("Wheel"), noop("Zoom at the pointer")),
    (noop("Right-drag"), noop("Window and level")),
    (noop("Hold Ctrl or Alt"), noop("The tool takes away instead of adding")),
    ("Esc", noop("Cancel what is being drawn")),
)
OTHER = noop("Other")


def key_groups(actions: ActionRegistry) -> list[tuple[str, list[tuple[str, str]]]]:
    """Menu title and (keys, action title) of every action that has a key."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for action in actions.all():
        keys = action.shortcuts
        if keys:
            words = ", ".join(keys_in_words(key) for key in keys)
            title = tr(action.title).rstrip("….")
            groups.setdefault(action.menu or OTHER, []).append((words, title))
    order = [*MENUS, *SUBMENUS, OTHER]
    known = [(tr(title), groups[title]) for title in order if title in groups]
    return [*known, (tr("Mouse and hand"), [(tr(keys), tr(words)) for keys, words in HAND])]


def key_grid(rows: Iterable[tuple[str, str]]) -> QGridLayout:
    """Keys on the left, what they do on the right."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(3)
    grid.setColumnMinimumWidth(0, 190)
    grid.setColumnStretch(1, 1)
    for number, (keys, words) in enumerate(rows):
        grid.addWidget(label(keys, "keys"), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words, "muted", wrap=True), number, 1)
    return grid


class Keyboard(Sheet):
    """The help page for the keyboard."""

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(tr("Keyboard shortcuts"), parent, width=820)
        self.add_heading(
            tr("Keyboard shortcuts"),
            tr(
                "Single letters act while the image has the focus; in a text field they are text. "
                "All keys can be changed in the preferences."
            ),
        )
        inner = QWidget()
        columns = row(inner, gap=36)
        groups = key_groups(actions)
        total = sum(len(items) + 2 for _, items in groups)
        sides = [column(gap=4), column(gap=4)]
        used = 0
        for title, items in groups:
            side = sides[0 if used < total / 2 else 1]
            used += len(items) + 2
            side.addWidget(label(title, "heading"))
            side.addLayout(key_grid(items))
            side.addSpacing(10)
        for side in sides:
            side.addStretch(1)
            columns.addLayout(side, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(tr("Keyboard shortcuts"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setMinimumHeight(440)
        self.body.addWidget(area, 1)
        self.add_close()
