"""Help inside the program: what works now, the guides, and the tour."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.views.dialogs.finder import Finder
from app.views.dialogs.guide import TITLES, Guide
from app.views.dialogs.working_now import WorkingNow, working_now
from app.views.menus import SUBMENUS
from app.views.tour import STEPS, Tour
from docs.help_pictures import RECORD, look
from lvit_core.project.answer_planes import class_planes
from lvit_core.project.deciding import told_apart
from lvit_core.project.records import Proposal
from lvit_core.resources import resource_path


def said(session, **how) -> dict[str, str]:
    return {
        title: " ".join(f"{keys}: {words}." for keys, words in rows)
        for title, rows in working_now(session.state, session.palette, session.actions, **how)
    }


def test_the_question_mark_tells_what_works_in_this_mode(opened, session, qtbot):
    canvas, document = opened.canvas, session.state.document
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    sheet = opened.findChild(WorkingNow)
    assert "Brush, in hand" in [part.text() for part in sheet.findChildren(QLabel)]
    sheet.close()
    assert "[" in said(session)["Brush, in hand"] and "The proposal" not in said(session)
    session.palette.choose("polygon")
    session.palette.tool.press((5.0, 5.0))
    assert "Return: Finish it." in said(session)["Polygon, in hand"]
    session.palette.tool.cancel()
    pixels = document.source.read(0, document.planes["lesion"].bounds()) > 150
    layer = document.template.finding_layer
    planes, classes = class_planes(pixels.astype("uint8") * 255, layer)
    made = Proposal(document.record.id, layer.name, classes, planes, 0.5, "", "test")
    document.set_proposal(told_apart(made, document.template))
    assert "Return: Accept proposal." in said(session)["The proposal"]
    assert "Accept marked area" not in said(session)["The proposal"], "none is marked"
    session.actions.get("object.next")()
    assert "Shift+Return: Accept marked area." in said(session)["The proposal"]
    assert next(iter(said(session, in_text=True))) == "In the text"


def test_the_question_mark_works_before_an_image_is_there(window):
    """The page it opens was written for the empty window too, and no key led there."""
    QTest.keyClick(window, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    sheet = window.findChild(WorkingNow)
    assert "Nothing is shown" in [part.text() for part in sheet.findChildren(QLabel)]
    sheet.close()
    QTest.keyClick(window, Qt.Key.Key_D)
    assert window.status.step.text() == "Next image: no project is open."


@pytest.mark.parametrize("name", TITLES)
def test_a_guide_opens_with_its_pictures_and_names_only_what_is_there(opened, session, name):
    session.actions.get(f"help.{name}").trigger()
    page = opened.findChild(Guide).page
    text = page.toPlainText()
    assert len(text) > 2000
    source = resource_path("help", f"{name}.md").read_text("utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", source)
    assert pictures
    for picture in pictures:
        assert not QImage(str(resource_path("help", picture))).isNull(), picture
    keys = {key for one in session.actions.all() for key in one.shortcuts}
    keys |= {"Esc", "Space", "Ctrl", "Shift", "Alt", "Down", "Tab"}
    told = set(re.findall(r"`([^`]+)`", source))
    assert told and told <= keys, told - keys
    places = {f"{one.menu} > {one.title.rstrip('…')}" for one in session.actions.all() if one.menu}
    above = {f"{top} > {menu}": menu for menu, top in SUBMENUS.items()}
    named = set(re.findall(r"\*\*([A-Z]\w+ > [^*]+)\*\*", source))
    for path, menu in above.items():
        named = {one.replace(path, menu) for one in named}
    assert named and named <= places, named - places


def test_the_tour_shows_eight_parts_and_keeps_inside_the_window(opened, session, qtbot):
    opened.resize(1280, 720)
    session.actions.get("help.tour").trigger()
    tour = opened.findChild(Tour)
    seen = []
    for number, step in enumerate(STEPS):
        assert tour.count.text() == f"{number + 1} of 8"
        seen.append(tour.title.text())
        assert opened.rect().contains(tour.geometry()), step.title
        assert opened.rect().intersects(QRect(tour._frame.geometry()))
        qtbot.waitUntil(tour.next.hasFocus)
        QTest.keyClick(tour.next, Qt.Key.Key_Return)
    assert seen == [step.title for step in STEPS]
    assert tour.isHidden() and tour._frame.isHidden()


def test_a_tour_begun_by_its_name_has_the_keyboard(opened, session, qtbot):
    """Return went to the image when the finder closed, and accepted a proposal unasked."""
    opened.commands.find.ask()
    finder = opened.findChild(Finder)
    finder.activateWindow()
    qtbot.waitUntil(finder.isActiveWindow)
    QTest.keyClicks(finder.field, "tour")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.findChild(Tour) is not None)
    opened.activateWindow()  # a desktop does this when the sheet closes
    qtbot.waitUntil(opened.isActiveWindow)
    tour = opened.findChild(Tour)
    QTest.qWait(20)
    assert opened.focusWidget() is tour.next
    QTest.keyClick(opened.focusWidget(), Qt.Key.Key_Return)
    assert tour.count.text() == "2 of 8"
    QTest.keyClick(opened.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(opened.canvas.hasFocus)


def test_the_pictures_of_the_guides_show_the_window_of_today(window, session):
    """If this fails after a change that is meant, `make help-pictures` makes them anew."""
    record = json.loads(RECORD.read_text("utf-8"))
    assert record["look"] == look(window), "run 'make help-pictures'"
    for name, digest in record["files"].items():
        found = hashlib.sha256(resource_path("help", name).read_bytes()).hexdigest()
        assert found == digest, f"{name} was changed by hand"
    named = {
        picture
        for guide in TITLES
        for picture in re.findall(
            r"!\[[^\]]+\]\(([^)]+)\)", resource_path("help", f"{guide}.md").read_text("utf-8")
        )
    }
    assert named == set(record["files"])
