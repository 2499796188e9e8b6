"""What stands in the middle while there is no image: one sentence and the next step as a button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.jobs.tasks import TaskState
from app.session.session import Session
from app.views.elements import column, label, push_button, row
from app.views.icons import icon

_WIDTH_PX = 420


class EmptyState(QWidget):
    """Says what is missing and offers it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("canvasArea")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = label("", "onCanvasTitle", wrap=True)
        self.words = label("", "onCanvas", wrap=True)
        for text in (self.title, self.words):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.buttons = {action_id: self._button(action_id) for action_id in _OFFERS}
        self._build()
        for signal in (
            session.project_opened,
            session.project_closed,
            session.images_changed,
            session.current_changed,
        ):
            signal.connect(self.refresh)
        session.task_changed.connect(self._on_task)
        self.refresh()

    def _button(self, action_id: str) -> QPushButton:
        words, primary = _OFFERS[action_id]
        try:
            tip = self._session.actions.get(action_id).tip
        except KeyError:
            tip = words
        role = "primary" if primary else ""
        return push_button(words, tip, lambda: self._session.execute(action_id), role=role)

    def _build(self) -> None:
        middle = QWidget()
        middle.setFixedWidth(_WIDTH_PX)
        inside = column(middle, gap=10)
        inside.setContentsMargins(24, 24, 24, 0)
        inside.addWidget(self._picture)
        inside.addWidget(self.title)
        inside.addWidget(self.words)
        line = row(gap=8)
        line.addStretch(1)
        for button in self.buttons.values():
            line.addWidget(button)
        line.addStretch(1)
        layout = column(self)
        layout.addStretch(2)
        across = row()  # an alignment would measure the words at the width of the window
        across.addStretch(1)
        across.addWidget(middle)
        across.addStretch(1)
        layout.addLayout(across)
        layout.addSpacing(16)
        layout.addLayout(line)  # not in the middle, whose width would cut their words
        layout.addStretch(3)

    def refresh(self) -> None:
        """Says what fits the session now."""
        session = self._session
        offers: tuple[str, ...] = ()
        coming = session.tasks.running() if session.project is None else []
        if coming:
            name, title, words = "open", f"{coming[0].title}…", _progress(coming[0])
        elif session.project is None:
            name, title = "new", "No project is open"
            words = "A project is a folder that keeps masks, sentences and models together."
            offers = ("project.new", "project.open", "project.open_sample")
        elif not session.images:
            name, title = "images", "This project has no images yet"
            words = "Drop files or folders anywhere on the window, or choose them."
            offers = ("images.add",)
        elif session.current is not None and session.current.missing:
            name, title = "missing", "The file of this image was not found"
            words = "It was moved or renamed. Masks and sentence are kept and find it again."
            offers = ("images.find_missing",)
        elif session.current is not None:
            name, title, words = "image", "Reading the image", session.current.name
        else:
            name, title = "image", "No image is chosen"
            words = "Choose one from the list at the right."
        self._picture.setPixmap(icon(name, "canvas_text").pixmap(40, 40))
        self.title.setText(title)
        self.words.setText(words)
        for action_id, button in self.buttons.items():
            button.setVisible(action_id in offers)

    def _on_task(self, _state: TaskState) -> None:
        if self._session.project is None:
            self.refresh()


def _progress(state: TaskState) -> str:
    """How far a piece of work is, in words."""
    if not state.total:
        return "This takes a moment."
    return f"{state.text} ({state.done + 1} of {state.total})"


_OFFERS = {
    "project.new": ("New project…", True),
    "project.open": ("Open project…", False),
    "project.open_sample": ("Look at the sample", False),
    "images.add": ("Add images…", True),
    "images.find_missing": ("Find missing images…", True),
}
