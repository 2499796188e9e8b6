"""A hand that does anything in any order: what is shown, stored and painted anew stays the same.

``LVIT_HANDS`` plays so many hands, of ``LVIT_GESTURES`` gestures each, from ``LVIT_HAND`` on.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, replace

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.session.questions import question_about
from app.views.composition import make_canvas
from lvit_core.annotation.levels import without_rejected
from lvit_core.model.choice import choose_model
from lvit_core.model.prediction_job import PredictionResult
from lvit_core.preferences import LASSO_KEY, PRESSURE_KEY
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.loaded_image import load_image
from lvit_core.project.project import Project
from tests.app.canvas.test_pen import KINDS, pen, told

HANDS = int(os.environ.get("LVIT_HANDS", "1"))
FIRST = int(os.environ.get("LVIT_HAND", "0"))
GESTURES = int(os.environ.get("LVIT_GESTURES", "9"))
LOOK_EVERY = 20
WAIT_MS = 20_000
SIDE = 160
ORIGIN = AnswerOrigin("a" * 64, "nuclei", "b" * 32, "", 0.5, None, "eager")
PENS: dict[QPointingDevice.PointerType, QPointingDevice] = {}
TEMPLATES = ("nuclei", "chest-xray")  # one layer of objects, or several of areas
LEFT, RIGHT, MIDDLE = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.MiddleButton,
)
Held = Qt.KeyboardModifier
NONE, SHIFT, CONTROL = Held.NoModifier, Held.ShiftModifier, Held.ControlModifier
TOOLS = "BBBEPPOWFTKJLSYY"
KEYS = [
    *[(Qt.Key.Key_Z, CONTROL)] * 4, *[(Qt.Key.Key_Z, CONTROL | SHIFT)] * 2, (Qt.Key.Key_A, NONE),
    (Qt.Key.Key_D, NONE), (Qt.Key.Key_Return, NONE), (Qt.Key.Key_Delete, NONE),
    (Qt.Key.Key_Escape, NONE), (Qt.Key.Key_M, NONE), (Qt.Key.Key_1, NONE), (Qt.Key.Key_2, NONE),
    (Qt.Key.Key_3, NONE), (Qt.Key.Key_X, NONE), (Qt.Key.Key_N, NONE), (Qt.Key.Key_D, SHIFT),
    (Qt.Key.Key_X, SHIFT), (Qt.Key.Key_BracketLeft, NONE),
    (Qt.Key.Key_BracketRight, NONE), (Qt.Key.Key_0, CONTROL), (Qt.Key.Key_Up, CONTROL),
    (Qt.Key.Key_Down, CONTROL), (Qt.Key.Key_Right, CONTROL), (Qt.Key.Key_Left, CONTROL),
    (Qt.Key.Key_Period, NONE), (Qt.Key.Key_Comma, NONE), (Qt.Key.Key_L, CONTROL),
]  # fmt: skip


@pytest.fixture
def images(tmp_path):
    """Two pictures of some twenty dark nuclei each."""
    folder = tmp_path / "images"
    folder.mkdir()
    made = []
    for number in range(2):
        pixels = np.full((SIDE, SIDE, 3), (225, 190, 215), np.uint8)
        pixels[nuclei(number) > 100] = (90, 60, 130)
        made.append(folder / f"tissue-{number}.png")
        Image.fromarray(pixels).save(made[-1])
    return made


def nuclei(number: int) -> np.ndarray:
    """Probabilities of a picture's nuclei, 0 to 255: sure in the middle, faint at the rim."""
    chance = random.Random(number)
    rows, columns = np.mgrid[:SIDE, :SIDE]
    found = np.zeros((SIDE, SIDE))
    for _ in range(22):
        y, x = chance.uniform(0, SIDE), chance.uniform(0, SIDE)
        radius, sure = chance.uniform(3, 13), chance.uniform(120, 290)
        away = np.hypot(rows - y, columns - x) / radius
        found = np.maximum(found, sure * np.clip(1.4 - away**2, 0, 1))
    return found.clip(0, 255).astype(np.uint8)


@dataclass
class Hand:
    """What a person does, drawn by chance, and what it looked like."""

    window: QWidget
    session: object
    qtbot: object
    chance: random.Random
    log: list[str]

    @property
    def canvas(self):
        return self.window.canvas

    @property
    def document(self):
        return self.session.state.document

    def do(self) -> None:
        acts = [self.drag] * 8 + [self.click] * 4 + [self.tool] * 4 + [self.key] * 8
        acts += (
            [self.slider] * 3 + [self.answer] * 2 + [self.wheel, self.pause, self.setting, self.pen]
        )
        act = self.chance.choice(acts)
        if self.document is None and self.chance.random() < 0.9:
            self.ready()
        if self.document is not None or act in (self.key, self.pause):
            act()

    def say(self, *words) -> None:
        self.log.append(" ".join(map(str, words)))

    def ready(self) -> None:
        self.qtbot.waitUntil(lambda: self.document is not None, timeout=WAIT_MS)

    def place(self) -> QPoint:
        """Mostly on the picture, sometimes at its border or beside it."""
        view = self.canvas.viewport
        low, high = (-15, SIDE + 15) if self.chance.random() < 0.2 else (0, SIDE)
        y, x = view.to_device((self.chance.uniform(low, high), self.chance.uniform(low, high)))
        size = self.canvas.size()
        return QPoint(min(max(int(x), 0), size.width() - 1), min(max(int(y), 0), size.height() - 1))

    def path(self) -> list[QPoint]:
        begin = self.place()
        if self.chance.random() < 0.5:  # around something
            reach = self.chance.uniform(10, 140)
            angles = np.linspace(0, 2 * np.pi, self.chance.choice([5, 9, 24]))
            ways = [(reach * (1 - np.cos(a)), reach * np.sin(a)) for a in angles]
            return [begin + QPoint(round(x), round(y)) for x, y in ways]
        return [begin, *(self.place() for _ in range(self.chance.choice([1, 2, 6])))]

    def held(self) -> Qt.KeyboardModifier:
        return self.chance.choice([NONE, NONE, NONE, SHIFT, CONTROL, Held.AltModifier])

    def mouse(self, kind: QEvent.Type, at: QPoint, button, buttons, keys) -> None:
        there = QPointF(self.canvas.mapToGlobal(at))
        event = QMouseEvent(kind, QPointF(at), there, button, buttons, keys)
        QApplication.sendEvent(self.canvas, event)

    def drag(self) -> None:
        path, keys, tool = self.path(), self.held(), self.session.palette.current
        middle = self.chance.choice([None] * 6 + ["Esc", "right", "key", "wheel", "second", "wait"])
        self.say("drag", tool, keys.name, len(path), middle)
        button = self.chance.choice([LEFT] * 12 + [RIGHT, MIDDLE])
        self.mouse(QEvent.Type.MouseButtonPress, path[0], button, button, keys)
        for number, at in enumerate(path[1:], start=1):
            self.mouse(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, button, keys)
            if number == (len(path) + 1) // 2 and middle is not None:
                self.interrupt(middle, at, button)
        self.mouse(QEvent.Type.MouseButtonRelease, path[-1], button, Qt.MouseButton.NoButton, keys)
        self.close_menus()

    def pen(self) -> None:
        """A pen of a tablet, by one of its ends, more or less hard."""
        path, end = self.path(), self.chance.choice([KINDS.Pen, KINDS.Eraser])
        device = PENS.setdefault(end, pen(end))  # Qt remembers where it was
        self.say("pen", self.session.palette.current, end.name, len(path))
        names = QEvent.Type
        kinds = [names.TabletPress, *[names.TabletMove] * (len(path) - 1), names.TabletRelease]
        for kind, at in zip(kinds, [*path, path[-1]], strict=True):
            there, hard = QPointF(self.canvas.mapToGlobal(at)), self.chance.uniform(0.1, 1.0)
            QApplication.sendEvent(self.canvas, told(kind, device, QPointF(at), there, hard))

    def interrupt(self, what: str, at: QPoint, button) -> None:
        if what == "Esc":
            QTest.keyClick(self.canvas, Qt.Key.Key_Escape)
        elif what == "right":
            self.mouse(QEvent.Type.MouseButtonPress, at, RIGHT, button | RIGHT, NONE)
            self.mouse(QEvent.Type.MouseButtonRelease, at, RIGHT, button, NONE)
        elif what == "second":
            self.mouse(QEvent.Type.MouseButtonPress, at, MIDDLE, button | MIDDLE, NONE)
            self.mouse(QEvent.Type.MouseButtonRelease, at, MIDDLE, button, NONE)
        elif what == "wait":
            self.qtbot.wait(30)
        elif what == "key":
            self.key()
        else:
            self.wheel()

    def click(self) -> None:
        at, keys, tool = self.place(), self.held(), self.session.palette.current
        twice = self.chance.random() < 0.2
        self.say("click", tool, keys.name, "twice" if twice else "")
        QTest.mouseClick(self.canvas, LEFT, keys, at)
        if twice:
            QTest.mouseDClick(self.canvas, LEFT, keys, at)

    def tool(self) -> None:
        letter = self.chance.choice(TOOLS)
        self.say("tool", letter)
        QTest.keyClick(self.canvas, letter)

    def key(self) -> None:
        key, keys = self.chance.choice(KEYS)
        self.say("key", keys.name, key.name)
        QTest.keyClick(self.canvas, key, keys)

    def slider(self) -> None:
        bar = self.canvas._chrome.bar.cut
        slider = self.chance.choice([bar.threshold, bar.smallest])
        at = self.chance.randint(slider.minimum(), slider.maximum())
        self.say("slider", "threshold" if slider is bar.threshold else "smallest", at)
        if bar.isVisible():
            slider.setValue(at)

    def answer(self) -> None:
        """The model answers; sometimes another one, which is less sure."""
        document, state = self.document, self.session.state
        choice = choose_model(state.project, document.template.name)
        job = question_about(state.project, document, lambda: choice, for_proposal=True)
        planes = nuclei(int(document.record.name[7]))
        origin, other = ORIGIN, self.chance.random() < 0.3
        if other:
            origin, planes = replace(ORIGIN, weights="c" * 64), planes // 2 + 60
        self.say("answer", "of another" if other else "")
        made = PredictionResult(job, choice, planes, origin, True, 0.1)
        self.session.services.predictor.finished.emit(made)

    def wheel(self) -> None:
        at, notches = self.place(), self.chance.choice([-6, -2, 2, 6])
        self.say("wheel", notches)
        event = QWheelEvent(
            QPointF(at), QPointF(self.canvas.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.canvas, event)

    def pause(self) -> None:
        ms = self.chance.choice([0, 0, 5, 120])
        self.say("pause", ms)
        self.qtbot.wait(ms)

    def setting(self) -> None:
        prefs, settings = self.session.services.preferences, self.session.palette.settings
        what = self.chance.choice(["lasso", "protect", "inside", "subtract", "colours", "proposal"])
        self.say("setting", what)
        if what == "lasso":
            prefs.set(LASSO_KEY, self.chance.choice(["middle", "touching"]))
        elif what == "colours":
            prefs.set("view.mask_colours", self.chance.choice(["class", "object"]))
            prefs.set("view.mask_style", self.chance.choice(["fill", "contour"]))
        elif what == "proposal":
            self.session.display.show_proposal(not self.session.display.proposal_visible)
        else:
            prefs.set(PRESSURE_KEY, self.chance.random() < 0.5)
            name = {"protect": "protect_others", "inside": "stay_inside"}.get(what, what)
            settings.update(**{name: not getattr(settings.values, name)})

    def close_menus(self) -> None:
        while (menu := QApplication.activePopupWidget()) is not None:
            menu.close()

    # What must be true -------------------------------------------------------------------------

    def rest(self) -> None:
        """All is finished that was begun."""
        session, canvas = self.session, self.canvas
        canvas.gestures.cancel()
        QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))  # no round cursor
        self.ready()
        found = session.proposals._objects

        def rested() -> bool:
            document = self.document
            if document is None or session.edits.busy or found._rest.isActive():
                return False
            known = document.proposal is None or document.proposal.objects is not None
            return known and not found._settling.isActive() and not canvas.repainting.waiting

        self.qtbot.waitUntil(rested, timeout=WAIT_MS)
        session.services.storage.wait_written()
        assert self.document is not None

    def undo_all_and_redo(self) -> None:
        """Back to the empty picture and forth again."""
        self.rest()
        document, stack = self.document, self.document.undo_stack
        before, steps = labels_of(document), stack.index()
        self.say("undo and redo", steps)
        while stack.index():
            stack.undo()
        for layer, plane in document.planes.items():
            assert not plane.to_array().any() and not len(document.objects[layer])
        self.compare()
        while stack.index() < steps:
            stack.redo()
        assert labels_of(document) == before
        self.compare()

    def compare(self) -> None:
        self.rest()
        document, state = self.document, self.session.state
        with Project.open(state.project.folder, read_only=True) as project:
            stored = load_image(project, document.record)
            same_as_stored(document, stored)
            # what is left on its way into another image's mask is told a moment later
            self.qtbot.waitUntil(
                lambda: all(
                    facts(project.images.get(one.id)) == facts(one) for one in state.library.images
                ),
                timeout=WAIT_MS,
            )
        fresh = make_canvas(self.session)
        fresh.resize(self.canvas.size())
        fresh.show()
        self.qtbot.waitExposed(fresh)

        def alike() -> bool:
            fresh.keep_clear(self.canvas.covered)  # by notices, which come and go
            return differing(painted(self.canvas), painted(fresh)) == 0

        try:
            self.qtbot.waitUntil(alike, timeout=WAIT_MS)
        except BaseException:
            if keep := os.environ.get("LVIT_PICTURES"):
                painted(self.canvas).save(f"{keep}/shown.png")
                painted(fresh).save(f"{keep}/fresh.png")
            raise
        finally:
            fresh.close()
            fresh.deleteLater()


def facts(record) -> tuple:
    """What the list shows of an image."""
    return record.state, record.has_proposal, record.sentence


def labels_of(document) -> list:
    """Pixels and objects of all layers, to be compared."""
    objects = [sorted(table, key=lambda one: one.id) for table in document.objects.values()]
    return [[plane.to_array().tobytes() for plane in document.planes.values()], objects]


def same_as_stored(document, stored) -> None:
    for name, plane in document.planes.items():
        labels = plane.to_array()
        np.testing.assert_array_equal(labels, stored.planes[name].to_array())
        table = {record.id: record for record in document.objects[name]}
        assert table == {record.id: record for record in stored.objects[name]}
        assert set(np.unique(labels[labels > 0]).tolist()) == set(table), "no label without record"
    assert document.record.state == stored.record.state
    shown, kept = document.proposal, stored.proposal
    assert (shown is None) == (kept is None), (shown, kept)
    assert document.cut == stored.cut
    if shown is not None:
        assert shown.same_answer(kept)
        assert shown.cut == kept.cut == stored.cut
        np.testing.assert_array_equal(shown.probability, kept.probability)
        if kept.objects is not None:
            np.testing.assert_array_equal(shown.objects, kept.objects)
        gone = [np.zeros(shown.size) if p.rejected is None else p.rejected for p in (shown, kept)]
        np.testing.assert_array_equal(gone[0] > 0, gone[1] > 0)
        left = without_rejected(shown.objects, shown.rejected)
        np.testing.assert_array_equal(left, shown.objects, "rejected stays rejected")


def painted(canvas) -> QImage:
    image = QImage(canvas.size(), QImage.Format.Format_RGB32)
    canvas.render(image, renderFlags=QWidget.RenderFlag.DrawWindowBackground)
    return image


def differing(one: QImage, other: QImage) -> int:
    """Number of pixels that are not the same."""
    a, b = (np.frombuffer(image.constBits(), np.uint32) for image in (one, other))
    return int(np.count_nonzero(a != b)) if a.size == b.size else -1


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # menus, without a screen
@pytest.mark.parametrize("number", range(FIRST, FIRST + HANDS))
def test_what_is_shown_is_what_is_stored(window, session, qtbot, tmp_path, images, number):
    session.edits.patience_s = random.Random(number).choice([10.0, 0.0])  # at once, or later
    session.services.preferences.set("prediction.live", False)
    session.projects.create(tmp_path / "Tissue", TEMPLATES[number % 2], "viewer")
    session.image_work.add(images)
    hand = Hand(window, session, qtbot, random.Random(number), [])
    hand.ready()
    window.canvas.setFocus()
    try:
        for done in range(1, GESTURES + 1):
            hand.do()
            if done % LOOK_EVERY == 0:
                hand.compare()
        hand.undo_all_and_redo()
    except Exception as error:
        error.add_note("\n".join(hand.log))
        raise
