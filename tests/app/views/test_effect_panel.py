"""The panel of what the text did, as a person sees and uses it."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.views.panels.effect_panel import _moved
from lvit_core.geometry import Rect
from lvit_core.model.choice import ModelChoice
from lvit_core.model.prediction_job import PredictionResult, SaliencyResult
from tests.app.answers import made_by

LEFT = Qt.MouseButton.LeftButton
SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."


@pytest.fixture
def answers(opened, session, monkeypatch):
    """Answers every question at once, each further to the right than the one before."""
    jobs = []

    def asked(job):
        jobs.append(job)
        session.services.predictor.requested.emit(job)
        if job.network_layer is not None:
            values = np.tile(np.linspace(0, 255, job.size[1]).astype(np.uint8), (job.size[0], 1))
            whole = Rect(0, 0, *job.size)
            session.services.predictor.looked.emit(SaliencyResult(job, values, whole, True))
            return
        probability = np.zeros(job.size, np.uint8)
        start = 20 * len(jobs)
        probability[20:60, start : start + 40] = 250
        choice = ModelChoice("m", "1")
        result = PredictionResult(job, choice, probability, made_by(job, "1"), True, 0.1)
        session.services.predictor.finished.emit(result)

    monkeypatch.setattr(session.services.predictor, "request", asked)
    session.state.document.type_sentence(SENTENCE)
    return jobs


def test_the_key_opens_the_panel_and_fills_it(opened, session, answers):
    assert not opened.docks["text"].seen
    session.actions.sentence.ask_effect()
    assert opened.docks["text"].seen
    panel = opened.effect
    assert panel.moved["without"].text() == "50 % other"
    assert panel.moved["swapped"].text() == "100 % other"
    assert panel.summary == "moved 50 %"
    assert "sentence decides" in panel.verdict.text()


def test_show_puts_the_difference_on_the_image(opened, session, answers):
    panel = opened.effect
    panel.ask.click()
    QTest.mouseClick(panel.show_buttons["swapped"], LEFT)
    assert session.difference_view.other.name == "sides swapped" and session.display.difference
    shown = panel.show_buttons["swapped"]
    assert shown.isChecked() and shown.text() == "Hide"
    QTest.mouseClick(shown, LEFT)
    assert session.difference_view.other is None and not session.display.difference
    assert not shown.isChecked() and shown.text() == "Show"


def test_a_layer_is_painted_over_the_image_and_taken_away(opened, session, answers, qtbot):
    canvas, panel = opened.canvas, opened.effect
    plain = canvas.grab().toImage()
    index = panel.network_layer.findData("DownViT1")
    panel.network_layer.setCurrentIndex(index)
    panel.network_layer.activated.emit(index)
    assert session.text_effect.attention is not None
    warm = canvas.grab().toImage()
    assert warm != plain
    panel.network_layer.activated.emit(panel.network_layer.findData(""))
    assert session.text_effect.attention is None and panel.network_layer.currentData() == ""
    assert canvas.grab().toImage() == plain


def test_an_empty_window_says_what_to_do(window):
    assert "Open an image" in window.effect.verdict.text()
    assert not window.effect.ask.isEnabled() and not window.effect.network_layer.isEnabled()


def test_a_panel_shows_all_it_has_to_say(opened, session, answers, qtbot):
    opened.docks.show("text")
    session.actions.sentence.ask_effect()
    panel = opened.effect
    bottom = panel.network_layer.geometry().bottom()
    qtbot.waitUntil(lambda: panel.parentWidget().height() > bottom, timeout=3000)


def test_the_answers_are_saved_as_a_figure(opened, session, answers, qtbot, tmp_path):
    panel, out = opened.effect, tmp_path / "figure.png"
    assert panel.save.isHidden()
    panel.ask.click()
    assert not panel.save.isHidden()
    opened._effect_figure.save(out)
    qtbot.waitUntil(out.is_file, timeout=20_000)
    with Image.open(out) as picture:
        assert picture.format == "PNG" and "what the text did" in picture.info["Software"]


def test_a_figure_is_not_written_over_a_picture(opened, session, answers, qtbot, tmp_path):
    out = tmp_path / "scan.png"
    Image.new("L", (4, 4)).save(out)
    before = out.read_bytes()
    opened.effect.ask.click()
    with qtbot.waitSignal(session.services.tasks.failed):
        opened._effect_figure.save(out)
    assert out.read_bytes() == before


def test_a_sentence_of_both_sides_is_not_said_to_name_none():
    """'upper left lung and upper right lung' swapped is the same sentence; it names two sides."""
    assert _moved(None) == "same sentence"
