"""A pen on a tablet: it draws, its eraser end erases, its pressure counts where that is set."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent

from lvit_core.imaging.image import Image
from lvit_core.preferences import PRESSURE_KEY

KINDS = QPointingDevice.PointerType


def pen(kind=KINDS.Pen) -> QPointingDevice:
    able = QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
    unique = QPointingDeviceUniqueId.fromNumericId(7)
    stylus = QInputDevice.DeviceType.Stylus
    return QPointingDevice("pen", 7, stylus, kind, able, 1, 1, "", unique)


def told(kind: QEvent.Type, device: QPointingDevice, at: QPointF, there: QPointF, pressure: float):
    """What Qt tells of a pen."""
    moved, up = kind == QEvent.Type.TabletMove, kind == QEvent.Type.TabletRelease
    down, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    return QTabletEvent(
        kind, device, at, there, pressure, 0.0, 0.0, 0.0, 0.0, 0.0, Qt.KeyboardModifier.NoModifier,
        none if moved else down, none if up else down,
    )  # fmt: skip


def draw(shown, device, points, pressure=1.0):
    """One stroke of a pen through image points."""
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * (len(points) - 1)]
    for kind, point in [*zip(kinds, points, strict=True), (QEvent.Type.TabletRelease, points[-1])]:
        at = QPointF(shown.at(*point))
        up = kind == QEvent.Type.TabletRelease
        event = told(kind, device, at, shown.canvas.mapToGlobal(at), 0.0 if up else pressure)
        event.setAccepted(False)  # as Qt sends it
        QCoreApplication.sendEvent(shown.canvas.window().windowHandle(), event)
        assert event.isAccepted(), "or it would come again as a mouse event, without pressure"


@pytest.fixture
def brush(show):
    shown = show(Image(np.zeros((200, 300), np.uint8)))
    shown.session.palette.choose("brush")
    shown.session.palette.settings.update(brush_radius_px=16)
    return shown


def width(shown, column: int) -> int:
    return int((shown.plane.to_array()[:, column] > 0).sum())


def test_a_pen_draws_and_its_other_end_erases(brush):
    draw(brush, pen(), [(100, 50), (100, 150), (100, 250)])
    assert width(brush, 100) == width(brush, 200) > 28
    draw(brush, pen(KINDS.Eraser), [(100, 200), (100, 210)])
    assert width(brush, 205) == 0 and width(brush, 100) > 28
    assert [brush.document.undo_stack.text(n) for n in (0, 1)] == ["Brush", "Erase"]


def test_pressure_sets_the_size_where_a_person_wants_it(brush):
    draw(brush, pen(), [(100, 50), (100, 100)], pressure=0.3)
    assert width(brush, 75) > 28, "not unless it is set"
    brush.document.undo_stack.undo()
    brush.session.services.preferences.set(PRESSURE_KEY, True)
    draw(brush, pen(), [(50, 50), (50, 100)], pressure=0.3)
    draw(brush, pen(), [(150, 50), (150, 100)], pressure=1.0)
    labels = brush.plane.to_array() > 0
    light, full = labels[:100, 75].sum(), labels[100:, 75].sum()
    assert full > 28 and 0.4 < light / full < 0.55
