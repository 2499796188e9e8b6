"""An annotator who waits for nothing, in a process that is made to be killed.

It is the whole application without its widgets. Each gesture follows at once on the one before,
whether that is stored or not. On its output it says what it is about to have stored, what the
labels of the image then look like, and what the program claims to be stored: these claims are what
is held against it later.

Run as a program it only waits for orders: everything is imported once, and each order forks a
process: one that annotates, or one that works through the gestures of the power test.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random

from PySide6.QtCore import QCoreApplication, QTimer
from sqlalchemy.exc import SQLAlchemyError

from app.session.document import Document
from app.session.preferences import Preferences
from app.session.session import Session
from lvit_core.errors import LViTError
from lvit_core.exchange.registry import formats
from lvit_core.project import finishing
from lvit_core.project.migrations import run as _migrations  # noqa: F401 - imported before a fork
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState
from lvit_core.prompt.template import REGION_LAYER
from lvit_core.training.run_folder import next_run
from tests.durability.failing import Trouble, fail
from tests.durability.gestures import Person, digest
from tests.durability.network import SmallPredictor, publish, small_model, warm_up

SENTENCES = (
    "Bilateral pulmonary infection.",
    "Unilateral pulmonary infection, one infected area, upper left lung.",
    "Bilateral pulmonary infection, two infected areas, all left lung and lower right lung.",
)
READER = "second reader"
WEIGHTS = (
    ("paint", 12), ("split", 3), ("undo", 6), ("redo", 3), ("retype", 4), ("say_at_once", 3),
    ("relabel", 1), ("propose", 6), ("accept", 5), ("label", 2), ("switch", 4),
    ("publish", 1), ("region", 1), ("export", 1), ("bring_in", 1), ("close_and_open", 1),
    ("care", 1),
)  # fmt: skip


def shown(document: Document) -> str:
    """What an image must look like when all that was done so far is stored."""
    planes = {name: plane.to_array() for name, plane in document.planes.items()}
    objects = {name: [(o.id, o.class_name) for o in table] for name, table in
               document.objects.items()}  # fmt: skip
    return _digest(planes, objects, document._settled_sentence, document.record.state)


def stored(project: Project, image_id: int) -> str:
    """What an image looks like in the store, to be compared with `shown`."""
    record, journal = project.images.get(image_id), project.journal
    names = {row.name for row in _layers(record.template)}
    planes = {name: journal.load_plane(image_id, name).to_array() for name in names}
    objects = {
        name: [(o.id, o.class_name) for o in journal.load_objects(image_id, name)] for name in names
    }
    return _digest(planes, objects, record.sentence, record.state)


def _layers(template: str):
    from lvit_core.prompt.templates import load_template

    return *load_template(template).layers, REGION_LAYER


def _digest(planes, objects, sentence: str, state: ImageState) -> str:
    """Two words: the labels, and the sentence."""
    names = sorted(planes)
    labels = digest(
        *(planes[name].astype("<i4").tobytes() for name in names),
        [sorted(objects[name]) for name in names], str(state),
    )  # fmt: skip
    return f"{labels} {digest(sentence)}"


@dataclass(frozen=True)
class Order:
    """What a process shall do.

    Args:
        folder: The project; or the folder around it, with ``pictures``.
        seed: Of the gestures.
        clock_s: How far the clock is wrong.
        error: What every call that changes something fails with for a while; 0 for none.
        from_s: When that begins, after the project is open.
        for_s: How long it lasts.
        pictures: Of a new project, for the gestures of the power test.
        stays: It never closes the project to open it again.
        trains: Generations are published in the project's folder meanwhile.
    """

    folder: str
    seed: int = 0
    clock_s: int = 0
    error: int = 0
    from_s: float = 0.0
    for_s: float = 0.0
    pictures: str = ""
    stays: bool = False
    trains: bool = True


class Annotator:
    """Works in one project until somebody ends it."""

    def __init__(
        self, folder: Path, seed: int, say: Callable[[dict], None], *, stays: bool, trains: bool
    ) -> None:
        self.folder, self.chance, self.say = folder, Random(seed), say
        self.stays, self.trains = stays, trains
        self.numbers = count()
        self.made = count(sum(1 for _ in folder.parent.glob("out-*")))
        self.session = Session(Preferences(folder.parent / f"preferences-{seed}"))
        self.session.services.preferences.set("prediction.live", False)
        predictor = self.session.services.predictor
        predictor._client = SmallPredictor(predictor._on_news)
        self.trouble: Callable[[], object] = lambda: None  # begins when the project is open
        self._listen()

    def begin(self) -> None:
        """Opens the project and goes on without an end."""
        self.say({"opening": True})
        with suppress(LViTError):  # it is open elsewhere; every step tries again
            self.session.projects.open(self.folder)
        self.step()

    # Listening --------------------------------------------------------------------------------

    def _listen(self) -> None:
        services = self.session.services
        storage, submit, finish = services.storage, services.storage.submit, finishing.finish_all
        announce = self.session.projects._announce

        def announced(project):
            found = {image: stored(project, image) for image in range(1, 4)}
            self.say({"found": found, "writable": not project.read_only})
            self.trouble()
            self.trouble = lambda: None
            announce(project)

        def told(title, write, then=None, *, image=None):
            number = next(self.numbers)
            self.say({"about": number, "image": image.id if image else 0, "what": title})
            ticket = submit(title, write, then, image=image)
            document = self.session.state.document
            own = image is not None and document is not None and document.record.id == image.id
            words = title.startswith("Change sentence")  # a stroke that has begun is in the mask
            state = {"words" if words else "state": shown(document)} if own else {}
            self.say({"did": number, **state})
            ticket.done.add_done_callback(
                lambda done: done.cancelled() or done.exception() or self.say({"stored": number})
            )
            return ticket

        def finished(project, image_id=None, *rest):
            number = next(self.numbers)
            images = [image_id] if image_id else range(1, 4)
            for image in images:
                self.say({"about": number, "image": image, "what": "finish"})
            try:
                done = finish(project, image_id, *rest)
                images = [one.record.id for one in done]
                return done
            finally:  # some are finished even if it is told to stop; a closed project tells nothing
                with suppress(LViTError, SQLAlchemyError):
                    states = {image: stored(project, image) for image in images}
                    self.say({"did": number, "states": states})

        self.session.projects._announce = announced
        storage.submit = told
        finishing.finish_all = finished
        storage.state_changed.connect(self._on_saving)
        services.notices.posted.connect(
            lambda one: self.say({"told": one.level, "text": one.message})
        )
        services.notices.bug_reported.connect(lambda one: self.say({"bug": one.traceback[-1500:]}))
        self.session.fine_tuning.changed.connect(self._on_generations)

    def _on_saving(self, state) -> None:
        if state.all_saved and self.session.services.storage.state.all_saved:
            self.say({"saved": True})

    def _on_generations(self) -> None:
        known = self.session.fine_tuning
        self.say({"generations": [one.number for one in known.generations or ()],
                  "in_force": known.in_force})  # fmt: skip

    # Gestures ---------------------------------------------------------------------------------

    def step(self) -> None:
        """One gesture, and the next one right after it or some milliseconds later."""
        names, weights = zip(*WEIGHTS, strict=True)
        (name,) = self.chance.choices(names, weights)
        try:
            if self.session.state.project is not None:
                getattr(self, name)()
            elif not self.session.services.tasks.running():
                self.session.projects.open_later(self.folder)
        except (LViTError, OSError) as error:  # such as: nothing to undo, the disk is full
            self.say({"refused": name, "text": str(error)})
        except Exception as error:  # noqa: BLE001 - it is counted
            self.say({"bug": f"{name}: {error!r}"})
        QTimer.singleShot(self.chance.choice((0, 0, 0, 5, 40)), self.step)

    def _point(self) -> tuple[float, float]:
        return self.chance.uniform(4, 90), self.chance.uniform(4, 120)

    def _drag(self, tool: str, points: int) -> None:
        if self.session.state.document is None:
            return
        self.session.palette.choose(tool)
        hand, at = self.session.palette.tool, self._point()
        hand.press(at)
        for _ in range(points):
            at = self._point()
            hand.move(at)
        hand.release(at)

    def paint(self) -> None:
        self.session.palette.settings.update(brush_radius_px=self.chance.uniform(2, 12))
        if self.chance.random() < 0.5:
            self.session.actions.tools.start_object()
        self._drag(self.chance.choice(("brush", "brush", "eraser")), 4)

    def region(self) -> None:
        """Says that only a part is annotated, and goes on where the hand was."""
        if (document := self.session.state.document) is not None:
            before = document.active_layer
            document.set_layer(REGION_LAYER.name)
            self._drag("brush", 2)
            document.set_layer(before)

    def split(self) -> None:
        self._drag("split", 1)

    def undo(self) -> None:
        for _ in range(self.chance.choice((1, 1, 4))):
            self.session.actions.edit.undo()

    def redo(self) -> None:
        self.session.actions.edit.redo()

    def retype(self) -> None:
        """Letter by letter, and perhaps not to the end."""
        text = self.chance.choice(SENTENCES)
        if (document := self.session.state.document) is not None:
            for end in range(1, self.chance.randrange(2, len(text))):
                document.type_sentence(text[:end])

    def say_at_once(self) -> None:
        if (document := self.session.state.document) is not None:
            document.set_sentence(self.chance.choice(SENTENCES))

    def relabel(self) -> None:
        document = self.session.state.document
        if document is not None and (known := list(document.objects[document.active_layer])):
            self.session.masks.delete_selected([self.chance.choice(known).id])

    def propose(self) -> None:
        """Asks; the answer comes when it comes, and may find another image."""
        self.session.proposals.predict()

    def accept(self) -> None:
        self.session.proposals.accept("Seen on another film.")

    def label(self) -> None:
        if self.session.state.document is not None:
            self.session.guard.toggle_labeled("Seen on another film.")

    def switch(self) -> None:
        self.session.opening.select(self.chance.randrange(1, 4))

    def publish(self) -> None:
        """What a run does when a generation is finished, and the window when it hears of it."""
        project = self.session.state.require_project()
        if self.trains:
            model = small_model(self.chance.randrange(1, 100))
            made = publish(project, next_run(project.folder), model)
            self.session.fine_tuning.intake.take(made)

    def export(self) -> None:
        folder = self.folder.parent / f"out-{next(self.made)}-{os.getpid()}"
        self.say({"exporting": str(folder)})
        self.session.exchange.export("png", folder, {"images": "all"})

    def bring_in(self) -> None:
        """Labels of another reader, who has seen what was exported before."""
        found = sorted(self.folder.parent.glob("out-*/provenance.json"))
        if found:
            self.session.exchange.bring_in(
                "png", self.chance.choice(found).parent, None, {"onto": "reader", "reader": READER},
                lambda _report: self.say({"brought_in": True}),
            )  # fmt: skip

    def care(self) -> None:
        """In the background, while the next strokes come."""
        do = self.session.actions.care
        self.chance.choice((do.compact, do.back_up, do.check, do.audit))()

    def close_and_open(self) -> None:
        if not self.stays:
            self.session.actions.project.close()  # the next step finds none and opens it


def _annotate(order: Order) -> None:
    """Goes on until it is ended."""
    lock = threading.Lock()

    def say(line: dict) -> None:
        with lock:
            os.write(1, (json.dumps(line) + "\n").encode())

    qt = QCoreApplication([])
    annotator = Annotator(
        Path(order.folder), order.seed, say, stays=order.stays, trains=order.trains
    )
    QTimer.singleShot(0, annotator.begin)

    def trouble() -> None:
        begin_ms, end_ms = 1000 * order.from_s, 1000 * (order.from_s + order.for_s)
        QTimer.singleShot(int(begin_ms), lambda: fail(Trouble(15, order.error, True), 1))
        QTimer.singleShot(int(end_ms), lambda: fail(None))

    if order.error:
        annotator.trouble = trouble
    qt.exec()


def _end_with_parent() -> None:
    """Nobody goes on annotating when the tests were ended."""
    ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL


def _wait_for_orders() -> None:
    formats()
    _end_with_parent()
    with tempfile.TemporaryDirectory() as place:
        warm_up(Path(place))
    os.write(1, b'{"ready": true}\n')
    for text in sys.stdin:
        order = Order(**json.loads(text))
        child = os.fork()
        if child == 0:
            _end_with_parent()
            os.write(1, (json.dumps({"pid": os.getpid()}) + "\n").encode())
            try:
                if order.clock_s:
                    ctypes.CDLL(None).shift_clock(ctypes.c_long(order.clock_s))
                if order.pictures:
                    Person(Path(order.folder), Path(order.pictures), rounds=6).work()
                else:
                    _annotate(order)
            except BaseException as error:  # told to whoever counts
                os.write(1, (json.dumps({"bug": traceback.format_exc()}) + "\n").encode())
                raise error
            finally:
                os._exit(3)
        _, status = os.waitpid(child, 0)
        os.write(1, (json.dumps({"ended": status}) + "\n").encode())


if __name__ == "__main__":
    _wait_for_orders()
