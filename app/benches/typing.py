"""Typing into the real window while the model follows every key: does the window keep up?

The pause before a live prediction is set shorter than the time between two keys, so that each key
asks anew; the predictor is a process of its own, as always.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.application import Application
from app.benches.moves import press_key
from lvit_core.prompt.templates import sample_template

KEY_MS = 130  # a good typist
DELAY_MS = 100  # the shortest pause a person may choose
KEYS = 120  # of each kind; while the first forty come, the model is still being converted


class Typist(QObject):
    """Types a sentence, over and over, into one image of each kind of the sample project.

    Args:
        application: With the sample project open.
        done: Called at the end.

    Signals:
        typing_changed: Whether keys are being pressed now.
    """

    typing_changed = Signal(bool)

    def __init__(self, application: Application, done: Callable[[], None]) -> None:
        super().__init__()
        self._session = application.session
        self._field = application.window.strip.field
        self._done = done
        self._kinds = [sample_template(sample) for sample in ("phantoms", "section")]
        self._text = ""
        self.answers = 0
        self._keys = QTimer(self, interval=KEY_MS)
        self._keys.timeout.connect(self._press)
        self._session.services.preferences.set("prediction.delay_ms", DELAY_MS)
        self._waiting = False
        self._session.state.document_ready.connect(self._ask_first)
        self._session.services.predictor.finished.connect(self._on_answer)

    def begin(self) -> None:
        """Goes to the next kind of image, or ends."""
        if not self._kinds:
            self._done()
            return
        kind = self._kinds.pop(0)
        self._text = (f"{kind.example} " * KEYS)[:KEYS]
        records = self._session.state.library.images
        self._session.opening.select(next(r.id for r in records if r.template == kind.name))

    def _ask_first(self) -> None:
        self._waiting = True
        self._session.actions.proposals.predict()

    def _rest(self) -> None:
        self.typing_changed.emit(False)
        self.begin()

    def _on_answer(self, _result: object) -> None:
        """Once the model has answered it is there; what is still converted does not wait."""
        if not self._waiting:
            self.answers += 1
            return
        self._waiting = False
        self._field.setFocus()
        self._field.selectAll()
        self._keys.start()
        self.typing_changed.emit(True)

    def _press(self) -> None:
        if not self._text:
            self._keys.stop()
            QTimer.singleShot(10 * DELAY_MS, self._rest)  # the last answer is drawn as well
            return
        letter, self._text = self._text[0], self._text[1:]
        press_key(self._field, letter)
