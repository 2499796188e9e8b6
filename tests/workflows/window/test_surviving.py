"""A program that is killed in the middle of a stroke has lost nothing that was drawn before."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

pytestmark = pytest.mark.durability

REPOSITORY = Path(__file__).resolve().parents[3]
SENTENCE = "Bilateral pulmonary infection."
STROKES, UNDONE = 10, 4  # 18 pixels apart, so that no brush of 24 covers a neighbour's middle

# The whole program with a hand on it. It says when the status bar claims that all is saved, and
# then goes on drawing until it is killed.
PROGRAM = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QPoint, QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.application import Application

qt = QApplication([])
program = Application(qt)
program.session.services.preferences.set("prediction.live", False)
program.session.services.preferences.set("images.order", "name")
window, session = program.window, program.session
window.resize(1280, 800)
key, control, shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

def at(y, x):
    down, right = window.canvas.viewport.to_device((y, x))
    return window.canvas.mapTo(window, QPoint(int(right), int(down)))

def stroke(y):
    handle = window.windowHandle()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(y, 40))
    for x in range(40, 200, 20):
        QTest.mouseMove(handle, at(y, x))
    if y < 225:
        button = Qt.MouseButton.LeftButton
        QTest.mouseRelease(handle, button, Qt.KeyboardModifier.NoModifier, at(y, 200))

def work():
    handle = window.windowHandle()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                     window.strip.field.mapTo(window, window.strip.field.rect().center()))
    for letter in {SENTENCE!r}:
        QTest.keyClick(handle, letter)
    QTest.keyClick(handle, key.Key_Escape)
    QTest.keyClick(handle, key.Key_B)
    for number in range({STROKES}):
        stroke(20 + 18 * number)
    for _ in range({UNDONE}):
        QTest.keyClick(handle, key.Key_Z, control)
    watch.start()

def look():
    if window.status.saved.text().startswith("all saved"):
        watch.stop()
        print(session.state.document.undo_stack.index(), flush=True)
        stroke(230)  # the hand is still down when the end comes

watch = QTimer(interval=20)
watch.timeout.connect(look)
session.state.document_ready.connect(lambda: QTimer.singleShot(200, work))
program.show(Path(sys.argv[1]))
window.activateWindow()
qt.exec()
"""


def test_a_killed_program_comes_back_with_everything(start, chest_project):
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(chest_project)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
    )
    try:
        steps = process.stdout.readline().strip()
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    assert steps == str(1 + STROKES - UNDONE), "the sentence and the strokes that were not undone"

    person = start(chest_project)
    person.wait_shown("chest-0")
    assert person.window.strip.field.toPlainText() == SENTENCE
    assert person.document.undo_stack.index() == int(steps)
    drawn = [bool(person.mask()[20 + 18 * number, 120]) for number in range(STROKES)]
    assert drawn == [True] * (STROKES - UNDONE) + [False] * UNDONE
    assert not person.messages(), "nothing is to be repaired or asked"

    kept = person.mask()
    person.click(person.window.strip.field)
    person.key(Qt.Key.Key_Escape)
    for _ in range(UNDONE):
        person.control(Qt.Key.Key_Z, shift=True)
    assert person.mask()[20 + 18 * (STROKES - 1), 120] > 0, "what was undone can be done again"
    for _ in range(STROKES + 1):
        person.control(Qt.Key.Key_Z)
    assert not person.mask().any() and person.document.sentence == ""
    for _ in range(int(steps)):
        person.control(Qt.Key.Key_Z, shift=True)
    np.testing.assert_array_equal(person.mask(), kept)
