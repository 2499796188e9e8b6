"""A window in a process of its own, for the test that kills it: `python FILE PROJECT work|look`.

It goes on as a person does, with keys, says in one line of JSON where it stands, and then waits
until it is killed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.application import Application
from app.views.layout_memory import GEOMETRY
from lvit_core.project.place import read_place

WIDTH = 790  # not as wide as the screen: no first width
GIVEN_UP_MS = 120_000
GIVEN_UP = 3


class Person:
    """Works at the window, or only looks at what it shows."""

    def __init__(self, application: Application, project: Path, image: str) -> None:
        self.session, self.window = application.session, application.window
        self.project, self.image = project, image
        self.pressed = False
        if image:
            self.window.resize(WIDTH, self.window.height())
        self.left = ""  # the image from which the last step went on
        self.timer = QTimer(interval=50)
        self.timer.timeout.connect(self.go_on)
        self.timer.start()

    def go_on(self) -> None:
        document = self.session.state.document
        if document is None or not self.window.canvas.viewport.zoom:
            return
        if not self.window.isActiveWindow():
            return  # keys of the window are nobody's until it has the keyboard
        if not self.window.actions_by_id.get("view.invert").isEnabled():
            return  # it learns in its next turn that there is an image
        if self.image and document.record.name != self.image:
            if document.record.name != self.left:  # the step before has come to an end
                self.left = document.record.name
                self.window.canvas.setFocus()
                QTest.keyClick(self.window.canvas, Qt.Key.Key_D)
            return
        if self.image and not self.pressed:
            self.pressed = True
            canvas = self.window.canvas
            canvas.setFocus()
            for key in (Qt.Key.Key_Equal,) * 4 + (Qt.Key.Key_Right, Qt.Key.Key_W):
                QTest.keyClick(canvas, key)
            QTest.keyClick(canvas, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        if not self.image or self.is_kept():
            self.timer.stop()
            self.session.services.preferences.settle()
            self.say()

    def is_kept(self) -> bool:
        """Whether what it did last has reached the disk."""
        place, document = read_place(self.project), self.session.state.document
        if place is None or not document.contrast.invert:
            return False
        if not self.session.services.preferences.recall(GEOMETRY):
            return False
        shown = document.view, document.contrast, "wand"
        return (place.view, place.contrast, place.tool) == shown

    def give_up(self) -> None:
        """Ends the process with a code, and says on the error stream where it stood."""
        document = self.session.state.document
        told: tuple[object, ...] = ("no image",)
        if document is not None:
            tool = self.session.palette.current
            told = document.record.name, document.view, document.contrast, tool
        kept, active = read_place(self.project), self.window.isActiveWindow()
        sys.stderr.write(
            f"gave up at {told}, wanted {self.image or 'any image'}; kept {kept}; "
            f"active {active}, keys pressed {self.pressed}\n"
        )
        QApplication.exit(GIVEN_UP)

    def say(self) -> None:
        document = self.session.state.document
        facts = {
            "image": document.record.name,
            "zoom": document.view.zoom,
            "center": list(document.view.center_yx),
            "invert": document.contrast.invert,
            "tool": self.session.palette.current,
            "width": self.window.width(),
        }
        sys.stdout.write(json.dumps(facts) + "\n")
        sys.stdout.flush()


def main() -> None:
    project, image = Path(sys.argv[1]), sys.argv[2]
    qt = QApplication(sys.argv[:1])
    application = Application(qt)
    application.session.services.preferences.set("images.order", "name")
    application.show(project)
    person = Person(application, project, image)
    QTimer.singleShot(GIVEN_UP_MS, person.give_up)
    code = qt.exec()
    person.timer.stop()
    sys.exit(code)


main()
