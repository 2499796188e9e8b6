"""What works now: the keys and the mouse for the tool in hand and for what is going on."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from app.session.palette import Palette
from app.session.registry import ActionRegistry
from app.session.state import State
from app.session.tools.base import ToolOption
from app.session.tools.outlining import AcceptTool
from app.translation import noop, tr
from app.views.canvas.key_cursor import ROWS as KEY_ROWS
from app.views.dialogs.base import Sheet
from app.views.dialogs.keyboard import HAND, key_grid
from app.views.elements import label
from app.views.image_focus import TEXT_FIELDS
from app.views.window_actions import keys_in_words

Rows = list[tuple[str, str]]
_TEXT: Rows = [
    ("Down", noop("A list of what may come next; Return takes a line of it")),
    ("Ctrl+Return", noop("Predict")),
    ("Tab", noop("On to the next control; writes nothing")),
    ("Esc", noop("Back to the image")),
]
_IDS_OF_PROPOSAL = (
    "proposal.accept",
    "proposal.reject",
    "object.next",
    "object.previous",
    "proposal.accept_marked",
    "proposal.reject_marked",
    f"tool.{AcceptTool.id}",
    "proposal.threshold_up",
    "proposal.threshold_down",
    "proposal.size_up",
    "proposal.size_down",
    "view.toggle_proposal",
    "view.toggle_difference",
)
_IDS_OF_OBJECT = ("object.delete", "object.next", "object.previous", "label.new", "layer.next")
_IDS_OF_IMAGE = (
    "image.previous",
    "image.next",
    "image.next_unreviewed",
    "sentence.focus",
    "sentence.predict",
    "image.mark_labeled",
    "view.toggle_mask",
    "view.fit",
    "view.zoom_in",
    "view.zoom_out",
    "edit.undo",
    "edit.redo",
)


def working_now(
    state: State, palette: Palette, actions: ActionRegistry, *, in_text: bool = False
) -> list[tuple[str, Rows]]:
    """Titles and (keys, words) of what can be done this moment, the nearest first."""
    document = state.document
    groups: list[tuple[str, Rows]] = []
    if in_text:
        groups.append((tr("In the text"), list(_TEXT)))
    if document is None:
        return [
            *groups,
            (tr("Nothing is shown"), list(_rows(actions, ("project.open", "help.find")))),
        ]
    tool = palette.tool
    rows: Rows = [(tr("Mouse"), tr(tool.hint))]
    if tool.active:
        rows += [("Return", tr("Finish it")), ("Esc", tr("Give it up"))]
    if ToolOption.SIZE in tool.options:
        rows += _rows(actions, ("brush.smaller", "brush.larger"))
    rows += _rows(actions, ("draw.by_keys",))
    groups.append((tr("{title}, in hand", title=tr(tool.title)), rows))
    if actions.get("draw.by_keys").checked():
        keyed = [(tr(keys), tr(words)) for keys, words in KEY_ROWS]
        groups.insert(0, (tr("Drawing with keys"), keyed))
    if document.proposal is not None:
        groups.append((tr("The proposal"), list(_rows(actions, _IDS_OF_PROPOSAL))))
    else:
        groups.append((tr("Objects"), list(_rows(actions, _IDS_OF_OBJECT))))
    groups.append((tr("The image"), list(_rows(actions, _IDS_OF_IMAGE))))
    groups.append((tr("Mouse and hand"), [(tr(keys), tr(words)) for keys, words in HAND]))
    return groups


def _rows(actions: ActionRegistry, ids: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for action_id in ids:
        one = actions.get(action_id)
        if one.enabled() and one.shortcuts:
            keys = ", ".join(keys_in_words(key) for key in one.shortcuts[:2])
            yield keys, tr(one.title).rstrip("….")


class WorkingNow(Sheet):
    """One short page; all keys stand on another one (F1)."""

    def __init__(
        self,
        state: State,
        palette: Palette,
        actions: ActionRegistry,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("What works now"), parent, width=560)
        in_text = isinstance(QApplication.focusWidget(), TEXT_FIELDS)
        for title, rows in working_now(state, palette, actions, in_text=in_text):
            self.body.addWidget(label(title, "heading"))
            grid: QGridLayout = key_grid(rows)
            self.body.addLayout(grid)
        self.body.addStretch(1)
        self.add_close()
