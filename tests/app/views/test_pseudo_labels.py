"""Pseudo labels that a person looks at, rejects, pins and turns into proposals."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from app.views.composition import named_sheets
from app.views.dialogs import pseudo_labels
from app.views.theme import current_theme
from lvit_core.training.pseudo_history import PseudoHistory
from lvit_core.training.run_folder import RunFolder

WAIT_MS = 20_000


@pytest.fixture
def sheet(opened, session, qtbot):
    """Two of the three images have a course of three generations in the newest run.

    Of the second nobody noted, in an older version, which picture the first generation saw.
    """
    project = session.state.project
    run = RunFolder(project.folder / "models" / "run-0001")
    run.path.mkdir(parents=True)
    run.events.write_text("")
    history = PseudoHistory(run.pseudo_history)
    history.add("2", "", np.ones((24, 32), np.float32), 0, change=1.0, threshold=0.5)
    for generation in (1, 2, 3):
        for key in ("1", "2"):
            probability = np.zeros((24, 32), np.float32)
            probability[: 6 * generation] = 1.0
            seen = project.images.get(int(key)).content_hash
            told = {"change": 0.1, "threshold": 0.5, "picture": seen}
            history.add(key, "", probability, generation, **told)
        history.taught(["1"], generation + 1)
    history.save()
    made = named_sheets(session, opened)["pseudo"]()
    made.show()
    qtbot.waitUntil(lambda: made._course is not None, timeout=WAIT_MS)
    yield made
    made.close()


def rows(sheet):
    return [sheet.images.item(number).text() for number in range(sheet.images.count())]


def decided(session):
    return session.state.project.pseudo_decisions.all()


def test_every_generation_is_scrubbed_with_its_area_and_whom_it_taught(sheet):
    assert rows(sheet) == ["film-0.png", "film-1.png"]
    assert (sheet.strip.minimum(), sheet.strip.value(), sheet.strip.maximum()) == (0, 2, 2)
    assert sheet.chart.accessibleName() == "How much is marked, by generation"
    assert sheet.told.text() == (
        "Generation 3: 75.0 % marked, probability changed by 10.0 %\nIt taught generation 4."
    )
    last = sheet.picture.pixmap().toImage()
    sheet.strip.setValue(0)
    assert sheet.told.text().startswith("Generation 1: 25.0 % marked")
    assert sheet.picture.pixmap().toImage() != last
    assert [one.points[0] for one in sheet.chart._series] == [(1.0, 25.0), (2.0, 10.0)]


def test_a_generation_that_ends_meanwhile_is_there_and_nobody_is_taken_from_an_older_one(
    sheet, session, qtbot
):
    project = session.state.project
    history = PseudoHistory(RunFolder(project.folder / "models" / "run-0001").pseudo_history)
    seen = project.images.get(1).content_hash
    for generation, place in ((4, 2), (5, 1)):
        sheet.strip.setValue(place)
        told = {"change": 0.1, "threshold": 0.5, "picture": seen}
        history.add("1", "", np.zeros((24, 32), np.float32), generation, **told)
        history.save()
        session.fine_tuning.changed.emit()
        qtbot.waitUntil(lambda last=generation: sheet.strip.maximum() == last - 1, timeout=WAIT_MS)
        shown = 4 if place == 2 else 2
        assert sheet.told.text().startswith(f"Generation {shown}: ")


def test_the_picture_says_which_side_is_which_and_what_is_marked(sheet):
    assert (sheet._course.letters.left, sheet._course.letters.right) == ("L", "R")
    assert sheet.picture.accessibleDescription() == "Infection"
    picture = sheet.picture.pixmap().toImage()
    amber = current_theme().color("laterality").rgb()
    seen = [x for x in range(picture.width()) if picture.pixel(x, 16) == amber]
    assert seen and min(seen) < 40 and max(seen) > picture.width() - 40


def test_what_another_picture_may_have_had_is_not_shown_but_told(sheet, qtbot):
    assert "Not shown" not in sheet.told.text()
    sheet.images.setCurrentRow(1)
    qtbot.waitUntil(lambda: "Not shown: 1 generation" in sheet.told.text(), timeout=WAIT_MS)
    assert sheet.strip.maximum() == 2


def test_a_rejected_one_is_readmitted_and_a_pinned_one_let_go(sheet, session, qtbot):
    for button, decision in ((sheet.reject_it, "rejected"), (sheet.pin, "pinned")):
        words, tip = button.text(), button.toolTip()
        button.click()
        aside = f"film-0.png \u00b7 {decision}"
        qtbot.waitUntil(lambda aside=aside: rows(sheet)[0] == aside, timeout=WAIT_MS)
        assert decided(session) == {1: decision} and button.text() != words
        assert button.toolTip() not in ("", tip), "it says what it does now"
        button.click()
        qtbot.waitUntil(lambda: rows(sheet)[0] == "film-0.png", timeout=WAIT_MS)
        assert decided(session) == {} and (button.text(), button.toolTip()) == (words, tip)


def test_what_is_shown_and_decided_is_of_the_image_chosen(sheet, session, qtbot, monkeypatch):
    """A slow read that ends after a later one, and one that is still under way."""
    asked, held, read = threading.Event(), threading.Event(), pseudo_labels.course_of

    def slow(image_id, project):
        found = read(image_id, project)
        if image_id == 2:
            asked.set()
            held.wait(10)
        return found

    monkeypatch.setattr(pseudo_labels, "course_of", slow)
    sheet.images.setCurrentRow(1)
    assert not sheet.reject_it.isEnabled() and not sheet.propose.isEnabled()
    assert sheet.picture.pixmap().isNull() and not sheet.told.text()
    assert not sheet.chart.accessibleDescription(), "unread is not nothing"
    sheet.images.setCurrentRow(0)
    qtbot.waitUntil(sheet.propose.isEnabled, timeout=WAIT_MS)
    qtbot.waitUntil(asked.is_set, timeout=WAIT_MS)
    held.set()
    qtbot.waitUntil(lambda: not session.services.tasks._tasks, timeout=WAIT_MS)
    assert sheet._course.image_id == 1
    sheet.reject_it.click()
    qtbot.waitUntil(lambda: bool(decided(session)), timeout=WAIT_MS)
    assert decided(session) == {1: "rejected"}


def test_what_is_shown_becomes_a_proposal(sheet, session, qtbot):
    sheet.strip.setValue(1)
    sheet.propose.click()
    qtbot.waitUntil(lambda: session.state.document.proposal is not None, timeout=WAIT_MS)
    proposal = session.state.document.proposal
    assert proposal.generation == "pseudo label of gen-0002"
    assert proposal.inside().mean() == pytest.approx(0.5, abs=0.05)
    assert session.state.library.get(1).has_proposal


def test_without_a_run_it_says_when_they_begin(opened, session, qtbot):
    made = named_sheets(session, opened)["pseudo"]()
    made.show()
    qtbot.waitUntil(lambda: "worth learning from" in made.nothing.text(), timeout=WAIT_MS)
    assert made.nothing.isVisible()
    assert not (made.images.isVisible() or made.strip.isVisible()), "there is nothing to scrub"
    assert not made.reject_it.isEnabled() and not made.propose.isEnabled()
    session.projects.close()
    assert rows(made) == []
    made.close()


def test_generations_are_numbered_as_in_the_list_of_generations(sheet, session, qtbot):
    """A second run begins at 1 again; the list of generations goes on."""
    project = session.state.project
    run = RunFolder(project.folder / "models" / "run-0001")
    for folder in (project.folder / "models" / "earlier", run.generation(1), run.generation(2)):
        project.generations.add(folder, "chest", None)
    sheet.images.setCurrentRow(1)
    sheet.images.setCurrentRow(0)
    qtbot.waitUntil(lambda: sheet.told.text().endswith("generation 5."), timeout=WAIT_MS)
    assert sheet.told.text().startswith("Generation 4:")
    sheet.strip.setValue(0)
    assert sheet.told.text().startswith("Generation 2:")
    sheet.propose.click()
    qtbot.waitUntil(lambda: session.state.document.proposal is not None, timeout=WAIT_MS)
    assert session.state.document.proposal.generation == "pseudo label of gen-0002"
