"""The measured side of `lvit bench app`: a real window in its own process, driven by session."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import psutil
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.application import SWITCH_INTERVAL_S, Application, FirstPaint
from app.benches.lag import LagMeter
from app.benches.typing import Typist
from app.benches.working_hand import WorkingHand
from app.session.notices import BugReport
from lvit_core.project.records import ImageState
from lvit_core.prompt.templates import default_name
from lvit_core.training.run import TrainingState

AFTER_MS = 3000  # goes on listening after the prediction, while training runs
LOADING_MS = 4000  # the parts of the window are loaded by then
HAND_MS = 1000  # nobody clicks in the moment in which something appears
STEPS_BEFORE = 3  # of training, so that it is at full pace when the prediction is asked for
LIMIT_MS = 400_000
FEWEST_ANSWERS = 10


class Probe(QObject):
    """Runs one measurement and ends the program with its figures."""

    def __init__(self, application: Application, project: Path) -> None:
        super().__init__()
        self._application = application
        self._session = application.session
        self._project = project
        self.figures: dict[str, float] = {}
        self._meter = LagMeter(self)
        self._began = self._worked = 0.0

    def run(self, what: str) -> None:
        """Shows the window; the measurement begins after its first paint."""
        begin: Callable[[], None] = {
            "open": self._open,
            "lag": self._lag,
            "list": self._load_and_list,
            "list_at_start": self._list,
            "typing": self._type,
            "work": self._work,
        }[what]
        FirstPaint(self._application.window, lambda: QTimer.singleShot(500, begin))
        self._application.window.show()
        QTimer.singleShot(LIMIT_MS, self._give_up)

    def _open(self) -> None:
        self._session.state.project_opened.connect(lambda: QTimer.singleShot(0, self._opened))
        self._began = time.perf_counter()
        self._session.projects.open_later(self._project)

    def _opened(self) -> None:
        QApplication.processEvents()  # the list is laid out and painted
        self.figures["open_10k_s"] = time.perf_counter() - self._began
        if len(self._session.state.library.images) != 10_000:
            raise RuntimeError("the project has not 10,000 images")
        QApplication.quit()

    def _load_and_list(self) -> None:
        self._application.load_parts()  # as the program itself does
        QTimer.singleShot(LOADING_MS, self._list)

    def _list(self) -> None:
        self._session.state.project_opened.connect(lambda: QTimer.singleShot(0, self._listed))
        self._began, self._worked = time.perf_counter(), time.process_time()
        self._session.projects.open_later(self._project)

    def _listed(self) -> None:
        QApplication.processEvents()
        figures = self.figures
        figures["open_100k_s"] = time.perf_counter() - self._began
        figures["open_100k_cpu_s"] = time.process_time() - self._worked
        if len(self._session.state.library.images) != 100_000:
            raise RuntimeError("the project has not 100,000 images")
        QTimer.singleShot(HAND_MS, self._sort)

    def _sort(self) -> None:
        figures, images = self.figures, self._application.window.images
        queue = self._session.queue
        orders = [partial(queue.choose, order) for order in ("name", "need", "name", "need")]
        figures["sort_100k_ms"] = max(map(_ms, orders))
        words = [("open", ""), ("all", "film-99"), ("labeled", "film 7"), ("all", "")]
        filters = [partial(images.model.set_filter, *one) for one in words]
        figures["filter_100k_ms"] = max(map(_ms, filters))
        figures["rss_100k_mb"] = psutil.Process().memory_info().rss / 1e6
        QApplication.quit()

    def _lag(self) -> None:
        self._application.load_parts()  # as the program itself does before a project is there
        self._meter.start()
        self._session.state.project_opened.connect(lambda: QTimer.singleShot(HAND_MS, self._choose))
        self._session.projects.open_sample(self._project)

    def _choose(self) -> None:
        wanted = next(
            record
            for record in self._session.state.library.images
            if record.sentence
            and record.state == ImageState.UNLABELED
            and record.template == default_name()
        )
        self._session.opening.select(wanted.id)
        QTimer.singleShot(HAND_MS, self._train)

    def _train(self) -> None:
        if self._session.state.document is None:
            raise RuntimeError("the image is not there yet")
        self._session.services.trainer.state_changed.connect(self._on_training)
        self._session.actions.training.start()

    def _on_training(self, state: TrainingState) -> None:
        if state.phase == "failed":
            raise RuntimeError(state.message)
        if state.step >= STEPS_BEFORE:
            self._session.services.trainer.state_changed.disconnect(self._on_training)
            self._session.services.predictor.finished.connect(self._on_predicted)
            self._began = time.perf_counter()
            self._session.actions.proposals.predict()

    def _type(self) -> None:
        self._typist = Typist(self._application, self._typed)
        self._session.state.project_opened.connect(self._begin_typing)
        self._session.projects.open_sample(self._project)

    def _begin_typing(self) -> None:
        # The first answer of each image is waited for; only keys and what they cause are measured.
        self._typist.typing_changed.connect(self._meter.set_running)
        self._typist.begin()

    def _typed(self) -> None:
        if self._typist.answers < FEWEST_ANSWERS:
            raise RuntimeError("the model hardly answered while keys were pressed")
        lags = np.array(self._meter.lags_ms)
        self.figures["keystroke_p99_ms"] = float(np.percentile(lags, 99))
        self.figures["keystroke_max_ms"] = float(lags.max())
        self.figures["keystroke_answers"] = self._typist.answers
        QApplication.quit()

    def _work(self) -> None:
        self._application.load_parts()
        self._hand = WorkingHand(self._application, self._work_done)
        self._session.state.project_opened.connect(
            lambda: QTimer.singleShot(HAND_MS, self._hand.begin)
        )
        self._session.projects.open_sample(self._project)

    def _work_done(self) -> None:
        self.figures |= self._hand.figures()
        QApplication.quit()

    def _on_predicted(self, _result: object) -> None:
        self.figures["prediction_s"] = time.perf_counter() - self._began
        QTimer.singleShot(AFTER_MS, self._finish)

    def _finish(self) -> None:
        lags = np.array(self._meter.lags_ms)
        self.figures["lag_p99_ms"] = float(np.percentile(lags, 99))
        self.figures["lag_max_ms"] = float(lags.max())
        QApplication.quit()

    def _give_up(self) -> None:
        raise RuntimeError("the measurement took too long")


def _ms(work: Callable[[], object]) -> float:
    """How long something takes until the list shows it."""
    began = time.perf_counter()
    work()
    QApplication.processEvents()
    return (time.perf_counter() - began) * 1000


def main() -> int:
    """Prints the figures as one JSON object; 1 when something went wrong."""
    what, project = sys.argv[1], Path(sys.argv[2])
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    qt = QApplication(sys.argv[:1])
    application = Application(qt)
    failures: list[str] = []

    def fail(report: BugReport) -> None:
        failures.append(report.summary)
        qt.quit()

    application.session.services.notices.bug_reported.connect(fail)
    probe = Probe(application, project)
    probe.run(what)
    qt.exec()
    application.close()
    if failures:
        sys.stderr.write(failures[0] + "\n")
        return 1
    sys.stdout.write(json.dumps(probe.figures) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
