"""What stands in the middle while there is no image: one sentence and the next step as a button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.jobs.tasks import TaskRunner
from app.session.opening import ImageOpening
from app.session.registry import ActionRegistry, AnyAction
from app.session.state import State
from app.translation import noop, tr
from app.views.elements import column, label, push_button, row
from app.views.flow import FlowLayout
from app.views.icons import icon
from app.views.panels.recent_list import RecentList
from app.views.panels.two_pictures import TwoPictures
from app.views.theme import Theme, current_theme
from lvit_core.progress import TaskState
from lvit_core.project.records import ImageRecord, Picture

_WIDTH_PX = 420
_KEEP, _FOLLOW = noop("Keep the marks on this picture"), noop("Let marks follow their pictures")
_BUTTONS = (
    ("project.new", "", "primary"),
    ("project.open", "", ""),
    ("project.open_sample", noop("Look at the sample"), ""),
    ("images.add", "", "primary"),
    ("project.import", "", ""),
    ("images.find_missing", "", "primary"),
    ("image.follow_picture", _KEEP, ""),
    ("image.locate_picture", "", "primary"),
    ("image.leave_out", "", ""),
)
"""Action, words where they are not its title, and role of every button."""


class EmptyState(QWidget):
    """Says what is missing and offers it."""

    def __init__(
        self,
        state: State,
        opening: ImageOpening,
        tasks: TaskRunner,
        actions: ActionRegistry,
        recent: RecentList,
    ) -> None:
        super().__init__()
        self._state, self._opening, self._tasks = state, opening, tasks
        self.setObjectName("canvasArea")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picture = QLabel()
        self._drawn: tuple[str, Theme] | None = None
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.two_pictures = TwoPictures()
        self.title = label("", "onCanvasTitle", wrap=True)
        self.words = label("", "onCanvas", wrap=True)
        self.recent = recent
        for text in (self.title, self.words):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.buttons = {
            action_id: _button(actions.get(action_id), words, role)
            for action_id, words, role in _BUTTONS
        }
        self._build()
        for signal in (
            state.project_opened,
            state.project_closed,
            state.images_changed,
            state.current_changed,
            opening.failed,
        ):
            signal.connect(self.refresh)
        tasks.changed.connect(self._on_task)
        self.refresh()

    def _build(self) -> None:
        middle = QWidget()
        middle.setFixedWidth(_WIDTH_PX)
        inside = column(middle, gap=10)
        inside.setContentsMargins(24, 24, 24, 0)
        inside.addWidget(self._picture)
        inside.addWidget(self.two_pictures)
        inside.addWidget(self.title)
        inside.addWidget(self.words)
        line = FlowLayout(gap=8, centred=True)
        for button in self.buttons.values():
            line.addWidget(button)
        layout = column(self)
        layout.addStretch(2)
        across = row()  # an alignment would measure the words at the width of the window
        across.addStretch(1)
        across.addWidget(middle)
        across.addStretch(1)
        layout.addLayout(across)
        layout.addSpacing(16)
        layout.addLayout(line)  # not in the middle, whose width would cut their words
        layout.addSpacing(20)
        layout.addWidget(self.recent, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def refresh(self) -> None:
        """Says what fits what is open now."""
        state = self._state
        current = state.current
        offers: tuple[str, ...] = ()
        coming = self._tasks.running() if state.project is None else []
        if coming:
            name, title, words = "open", f"{tr(coming[0].title)}…", _progress(coming[0])
        elif state.project is None:
            name, title = "new", tr("No project is open")
            words = tr("A project is a folder that keeps masks, sentences and models together.")
            offers = ("project.new", "project.open", "project.open_sample", "project.import")
        elif not state.library.images:
            name, title = "images", tr("This project has no images yet")
            words = tr("Drop files or folders anywhere on the window, or choose them.")
            offers = ("images.add", "project.import")
        elif current is not None and current.missing:
            name, title = "missing", tr("The file of this image was not found")
            words = tr("It was moved or renamed. Masks and sentence are kept and find it again.")
            offers = ("images.find_missing",)
        elif current is not None and current.picture is not Picture.SAME:
            name, title, words, offers = "missing", *_replaced(current, self._opening)
        elif current is not None:
            name, title, words = "image", tr("Reading the image"), current.name
        else:
            name, title = "image", tr("No image is chosen")
            words = tr("Choose one from the list at the left (Alt+1).")
        if (drawn := (name, current_theme())) != self._drawn:  # not for all news of a task
            self._drawn = drawn
            self._picture.setPixmap(icon(name, "canvas_text").pixmap(40, 40))
        self.title.setText(title)
        self.words.setText(words)
        self.recent.show_projects(state.project is None and not coming)
        change = self._opening.replaced
        self.two_pictures.show_change(change)
        self._picture.setVisible(self.two_pictures.isHidden())
        exchanged = change is not None and change.belongs_to is not None
        self.buttons["image.follow_picture"].setText(tr(_FOLLOW if exchanged else _KEEP))
        for action_id, button in self.buttons.items():
            button.setVisible(action_id in offers)

    def _on_task(self, _state: TaskState) -> None:
        if self._state.project is None:
            self.refresh()


def _progress(state: TaskState) -> str:
    """How far a piece of work is, in words."""
    if not state.total:
        return tr("This takes a moment.")
    return tr(
        "{text} ({done} of {total})", text=tr(state.text), done=state.done + 1, total=state.total
    )


def _replaced(record: ImageRecord, opening: ImageOpening) -> tuple[str, str, tuple[str, ...]]:
    """Title, words and offers where another picture lies under the name of an image."""
    change = opening.replaced
    left_out = record.picture is Picture.LEFT_OUT
    title = tr("This image is left out") if left_out else tr("Another picture lies under this name")
    follow = change is not None and (change.same_size or change.belongs_to is not None)
    if change is None:
        words = tr("What lies under {name} now is not what was marked.", name=record.name)
    elif change.belongs_to is not None:
        words = tr(
            "It is the picture of {belongs_to}. Marks can follow their pictures.",
            belongs_to=change.belongs_to,
        )
    elif change.same_size:
        words = tr(
            "It has the same size, so that the marks can stay on it if they are right there."
        )
    else:
        words = tr("It has another size: the marks of this image cannot stay on it.")
    offers = ("image.follow_picture",) * follow + ("image.locate_picture",)
    return title, words, offers + ("image.leave_out",) * (not left_out)


def _button(action: AnyAction, words: str, role: str) -> QPushButton:
    """Does the action; says its title where there are no other words."""
    return push_button(tr(words or action.title), tr(action.tip), action.trigger, role=role)
