"""The composition root: builds every part, wires it, runs it, and takes it apart again.

Nothing heavy is imported before the window is painted; the project, the model and everything else
that takes time comes after the first paint and off the interface thread.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.jobs.tasks import ROUTINE_S
from app.session.preferences import Preferences
from app.session.projects import LAST_PROJECT
from app.session.session import Session
from app.translation import install_language
from app.uncaught import install_hooks
from app.views.main_window import MainWindow
from app.views.theme import apply_theme
from lvit_core.errors import LViTError
from lvit_core.preferences import LANGUAGE_KEY
from lvit_core.project.sample_folder import sample_folder

NAME = "LViT Annotator"
SWITCH_INTERVAL_S = 0.0002  # the interface gets its turn sooner while background threads compute
WARM_UP_AFTER_MS = 1500  # after an image is shown, so that the predictor's start disturbs nobody
# A file to write the time of the first paint to, and then to leave: how a start is measured.
MARK_VARIABLE = "LVIT_EXIT_AFTER_PAINT"


class FirstPaint(QObject):
    """Calls back once, when the event loop is free again after a widget was first painted."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


class Application:
    """One running program: the session, its window, and their connections."""

    def __init__(self, qt: QApplication, preferences: Preferences | None = None) -> None:
        self._qt = qt
        self.session = Session(preferences)
        self._restore_hooks = install_hooks(self.session.services.notices)
        install_language(self.session.services.preferences.get(LANGUAGE_KEY))
        apply_theme(self.session.services.preferences.get("appearance.theme"))
        self.session.services.preferences.changed.connect(self._on_preference_changed)
        self.window = MainWindow(self.session)
        self._warm_up = QTimer(singleShot=True, interval=WARM_UP_AFTER_MS)
        self._warm_up.timeout.connect(self.session.proposals.warm_up)
        self._warm_up.timeout.connect(self.load_sheets)
        self.session.state.document_ready.connect(self._warm_up.start)
        qt.aboutToQuit.connect(self.close)
        self._closed = False

    def show(self, project: Path | None) -> None:
        """Shows the window; the project is opened after the first paint."""
        FirstPaint(self.window, lambda: self._on_painted(project))
        self.window.show()

    def close(self) -> None:
        """Saves, ends every thread and process; safe to call twice."""
        if not self._closed:
            self._closed = True
            self.window.hide()  # what still has to be saved or ended is nothing to look at
            self._restore_hooks()
            try:
                self.session.shutdown()
            except LViTError as error:
                sys.stderr.write(f"{error}\n")

    def _on_painted(self, project: Path | None) -> None:
        mark = os.environ.get(MARK_VARIABLE)
        if mark:
            Path(mark).write_text(repr(time.time()), encoding="utf-8")
            self._qt.quit()
            return
        self.session.collection.settle()
        self._open(project)
        self.load_parts()

    def load_parts(self) -> None:
        """Loads, beside the interface, what is needed next: while the project is being read."""
        self.session.services.tasks.start("Loading", _load_parts, quiet_s=ROUTINE_S)

    def load_sheets(self) -> None:
        """Loads the larger sheets, and what they list, beside the interface; once."""
        if SHEETS[-1] not in sys.modules:
            self.session.services.tasks.start("Loading", _load_sheets, quiet_s=ROUTINE_S)

    def _open(self, project: Path | None) -> None:
        if project is not None:
            self.session.projects.open_later(project.resolve())
            return
        last = self.session.services.preferences.recall(LAST_PROJECT, "")
        if last and Path(last).is_dir():
            self.session.projects.open_later(Path(last))
        else:
            self.session.projects.open_sample(sample_folder())

    def _on_preference_changed(self, key: str) -> None:
        if key == "appearance.theme":
            apply_theme(self.session.services.preferences.get(key))


# What is needed soon after the first paint, in the order in which it is: an image, its sentence,
# the model in force, a prediction, a training run, the care of a project. Importing them where
# they are used would hold up the window for up to 45 ms each time.
PARTS = (
    "app.views.canvas.stage",
    "app.views.canvas.chrome",
    "app.views.canvas.overlays.laterality",
    "app.views.canvas.overlays.legend",
    "app.views.canvas.overlays.scale",
    "lvit_core.model.catalogue",
    "lvit_core.model.facts",
    "lvit_core.training.asked",
    "lvit_core.prompt.wordpiece",
    "lvit_core.worker.client",
    "lvit_core.training.run_process",
    "lvit_core.project.care.asked",
    "app.views.canvas.overlays.attention",
)

# Sheets that held up the window by 150 to 450 ms when they were first opened.
SHEETS = (
    "app.views.dialogs.catalogue",
    "app.views.dialogs.export",
    "app.views.dialogs.import_data",
)


def _load_parts(*_task: object) -> None:
    from lvit_core.prompt.templates import default_name, load_template

    load_template(default_name())  # with what reads templates and models
    for name in PARTS:
        import_module(name)


def _load_sheets(*_task: object) -> None:
    from lvit_core.prompt.templates import every_template
    from lvit_core.transfer import all_formats

    every_template()
    all_formats(importable=True)
    for name in SHEETS:
        import_module(name)


_ENDS = (signal.SIGINT, signal.SIGTERM)


def _end_when_told(qt: QApplication) -> None:
    """Ctrl+C in the terminal and the end of the desktop session close the program in order.

    Python sees the signal at its next turn in the event loop, at the latest with the timer that
    looks for garbage, and that may be in the middle of anything: the window closes from the loop.
    """
    for number in _ENDS:
        signal.signal(number, lambda *_: QTimer.singleShot(0, qt.quit))


def run_application(project: Path | None = None) -> int:
    """Runs the window until it is closed.

    Args:
        project: A project folder; without it the last one, or the sample project.

    Returns:
        The exit code of the event loop.
    """
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    QApplication.setApplicationName(NAME)
    QApplication.setDesktopFileName("lvit-annotator")
    existing = QApplication.instance()
    qt = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application = Application(qt)
    _end_when_told(qt)
    application.show(project)
    code = qt.exec()
    for number in _ENDS:  # it is ending already, and what is left is being stored
        signal.signal(number, signal.SIG_IGN)
    application.close()
    return int(code)
