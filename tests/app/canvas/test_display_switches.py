"""Whatever is switched in whatever order, the canvas shows what a fresh one would paint."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.views.canvas.canvas import Canvas
from app.views.composition import make_canvas
from app.views.theme import apply_theme
from lvit_core.annotation.levels import AS_THE_MODEL, Cut
from lvit_core.annotation.objects import ObjectRecord, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.geometry import Rect
from lvit_core.imaging.image import Image
from lvit_core.imaging.view_state import ViewState
from lvit_core.project.records import Proposal

SIDE = 600  # more than one tile
SWITCHES = (
    "view.invert", "view.auto_contrast", "view.reset_contrast", "view.toggle_mask",
    "view.toggle_proposal", "view.toggle_difference", "view.fit", "view.actual",
)  # fmt: skip
SETTINGS = {
    "view.mask_style": ("fill", "contour"),
    "view.mask_colours": ("class", "object"),
    "view.mask_opacity": (0.0, 0.4, 1.0),
    "view.rulers": (False, True),
    "view.corner_texts": (False, True),
    "view.navigator": (False, True),
    "appearance.theme": ("dark", "light"),
}
turns = st.one_of(
    st.sampled_from(SWITCHES),
    st.sampled_from([(key, value) for key, values in SETTINGS.items() for value in values]),
    st.sampled_from(["zoom", "layer", "select", "answer", "no answer"]),
    st.sampled_from([Cut(0.2), Cut(0.45), Cut(0.45, 8192), Cut(0.7), Cut(0.9), AS_THE_MODEL]),
)


@pytest.fixture
def shown(show, session):
    """An image with two objects in one layer, one in another, and a waiting answer."""
    rows, columns = np.mgrid[:SIDE, :SIDE]
    image = Image(((rows + 2 * columns) % 256).astype(np.uint8))
    made = show(image, spacing_mm=(0.2, 0.2))
    document = made.document
    plane = np.zeros((SIDE, SIDE), np.int32)
    plane[40:200, 60:220], plane[300:560, 320:540] = 1, 2
    lungs = np.zeros((SIDE, SIDE), np.int32)
    lungs[100:400, 100:300] = 1
    for name, labels in (("lesion", plane), ("lungs", lungs)):
        document.planes[name] = LabelPlane.from_array(labels)
        kind = document.template.layer(name).classes[0].name
        for object_id in np.unique(labels[labels > 0]).tolist():
            document.objects[name].add(
                ObjectRecord(object_id, name, kind, Provenance("person", "ann"))
            )
        document.mask_changed.emit(name, Rect(0, 0, SIDE, SIDE))
        document.objects_changed.emit(name)
    session.services.preferences.changed.connect(
        lambda key: (
            apply_theme(session.services.preferences.get(key))
            if key == "appearance.theme"
            else None
        )
    )
    return made


def answer(document) -> Proposal:
    probability = np.zeros((1, SIDE, SIDE), np.uint8)
    probability[0, 150:350, 150:350] = 230
    probability[0, 250:500, 250:500] = np.linspace(1, 254, 250)  # other pixels at each threshold
    probability[0, 60:180, 80:200] = 120  # people have drawn there
    probability[0, 420:460, 40:120] = 200
    kind = document.template.layer("lesion").classes[0].name
    return Proposal(1, "lesion", (kind,), probability, 0.5, "", "3", "")


def turn(shown, what) -> None:
    session, document = shown.session, shown.document
    if isinstance(what, tuple):
        session.services.preferences.set(*what)
    elif isinstance(what, Cut):
        if document.proposal is None:
            document.set_proposal(answer(document))
        objects = session.proposals._objects
        objects._cutter.prepare(document.proposal, document.template)
        objects.cut(what)
        assert document.proposal.objects is not None, "the slider is followed at once"
    elif what == "zoom":
        document.set_view(ViewState(1.7, (250.0, 260.0)))
    elif what == "layer":
        document.set_layer("lungs" if document.active_layer == "lesion" else "lesion")
    elif what == "select":
        document.select_object(0 if document.selected_object else 1)
    elif what == "answer":
        document.set_proposal(answer(document))
    elif what == "no answer":
        document.set_proposal(None)
    else:
        session.actions.get(what).work()


def painted(canvas: Canvas) -> QImage:
    """All that the canvas paints itself, without the buttons that stand on it."""
    image = QImage(canvas.size(), QImage.Format.Format_RGB32)
    canvas.render(image, renderFlags=QWidget.RenderFlag.DrawWindowBackground)
    return image


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(order=st.lists(turns, min_size=2, max_size=7))
def test_no_tile_is_stale(shown, qtbot, order):
    for what in order:
        turn(shown, what)
        painted(shown.canvas)  # every state in between is painted, and may be remembered wrongly
    fresh = make_canvas(shown.session)
    fresh.resize(shown.canvas.size())
    fresh.show()
    qtbot.waitExposed(fresh)
    try:
        qtbot.waitUntil(lambda: differing(painted(shown.canvas), painted(fresh)) == 0)
    finally:
        fresh.close()
        fresh.deleteLater()


def differing(one: QImage, other: QImage) -> int:
    """Number of pixels that are not the same."""
    assert one.size() == other.size()
    a, b = (
        np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint32)
        for image in (one, other)
    )
    return int(np.count_nonzero(a != b))
