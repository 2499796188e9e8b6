"""The order of the images, and the reason each one stands where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.reviewing import ReviewThread
from app.jobs.storage import StorageThread
from app.session.preferences import Preferences
from app.session.state import State
from lvit_core.project.list_order import ListOrder, Ordered
from lvit_core.project.records import Need

if TYPE_CHECKING:
    from lvit_core.project.project import Project

ORDER = "images.order"
PAUSE_MS = 1200

Needs = dict[int, Need]
Listed = tuple[Ordered, Needs]


class ReviewQueue(QObject):
    """Knows why every image wants a look and keeps the list in the order a person chose.

    The list is put in order when a project is opened, when many images were judged anew while
    nobody walked through it, and when a person asks for it: rows that move by themselves under
    the pointer would be worse than a list that is a little old.

    Signals:
        changed: Another reason is known for this image id.
        sorted: The list is to stand in this order.
        reordered: The list was put in order.
    """

    changed = Signal(int)
    sorted = Signal(Ordered)
    reordered = Signal()

    def __init__(self, state: State, storage: StorageThread, preferences: Preferences) -> None:
        super().__init__(state)
        self._state = state
        self._preferences = preferences
        self._needs: Needs = {}
        self._list_order = ListOrder()
        self._shown_at_start = 0
        self._thread = ReviewThread(self)
        self._thread.judged.connect(self._on_judged)
        self._thread.rested.connect(self._on_rested)
        self._thread.found.connect(state.library.note_found)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        storage.state_changed.connect(self._soon)
        state.images_changed.connect(self._soon)
        preferences.changed.connect(self._on_preference)

    @property
    def order(self) -> str:
        """``"random"``, ``"need"`` or ``"name"``."""
        return str(self._preferences.get(ORDER))

    def need(self, image_id: int) -> Need | None:
        """Why an image is next; ``None`` while nobody has looked."""
        return self._needs.get(image_id)

    def read(self, project: Project) -> Listed:
        """The images of a project in order, and why they want a look; for any thread."""
        needs = project.needs.all()
        return self._list_order.of(self.order, project.images.all(), needs), needs

    def open(self, project: Project, needs: Needs) -> None:
        """Follows another project, of which ``read`` told the ``needs``."""
        self._needs = needs
        if not project.read_only:
            self._thread.set_project(project, self._list_order.prepare)
            self._soon()

    def leave(self) -> None:
        """The project is about to be closed."""
        self._pause.stop()
        self._thread.set_project(None)
        self._needs = {}

    def choose(self, order: str) -> None:
        """Sorts the list by one of its orders; choosing the same again sorts anew."""
        if order == self.order:
            self.sort()
        else:
            self._preferences.set(ORDER, order)

    def sort(self) -> None:
        """Puts the list in order now."""
        library = self._state.library
        wanted = self._list_order.of(self.order, library.images, self._needs)
        if wanted.images != library.images:
            self.sorted.emit(wanted)
        self.reordered.emit()

    def close(self) -> None:
        self._pause.stop()
        self._thread.close()

    def _soon(self, *_what: object) -> None:
        if self._state.project is not None:
            self._pause.start()

    def _look(self) -> None:
        current = self._state.current
        self._shown_at_start = current.id if current is not None else 0
        self._thread.wake()

    def _on_judged(self, image_id: int, need: Need) -> None:
        if self._needs.get(image_id) != need:
            self._needs[image_id] = need
            self.changed.emit(image_id)

    def _on_rested(self, count: int) -> None:
        current = self._state.current
        undisturbed = current is None or current.id == self._shown_at_start
        if count > 1 and undisturbed:
            self.sort()

    def _on_preference(self, key: str) -> None:
        if key == ORDER:
            self.sort()
