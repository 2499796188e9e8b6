"""What labeling took, in the training panel: the lines of closed forms, and a project's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.views import effort_following
from app.views.panels.effort_facts import effort_lines, effort_series
from lvit_core.project import journal
from lvit_core.project.effort import Step, learning_curve, measured
from lvit_core.project.records import ImageState

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def worked(times, trained_after, waiting=120):
    """Images of four objects in a row, each with one correction and so many seconds."""
    steps, now = [Step(0, "ada", START, "other")], 0
    for image_id, seconds in enumerate(times, start=1):
        steps += [
            Step(image_id, "ada", START + timedelta(seconds=now + seconds / 2), "correction"),
            Step(image_id, "ada", START + timedelta(seconds=now + seconds), "other", labeled=True),
        ]
        now += seconds
    trained = START + timedelta(seconds=sum(times[:trained_after]) + 1)
    return measured(steps, dict.fromkeys(range(1, len(times) + 1), 4), waiting, trained)


def words(effort):
    return {title: said for title, said, _rests_on in effort_lines(effort)}


def test_what_labeling_took_is_told_a_line_each(qapp):
    assert words(worked([60] * 10 + [12] * 10, 10)) == {
        "an image": "12.0 s, 1.0 corrections",
        "an object": "3.0 s, 0.2 corrections",
        "still to do": "24 min for 120 images",
        "training": "has saved 8 min so far",
    }
    tips = [tip for *_, tip in effort_lines(worked([60] * 10 + [12] * 10, 10))]
    assert "First ten: 60.0 s and 1.0 corrections an image" in tips[0]
    assert tips[-1].startswith("Against the 10 images labeled before the first generation")


def test_what_is_not_known_or_not_saved_is_not_claimed(qapp):
    assert words(worked([60] * 4, 2))["training"] == "saved time not known yet"
    assert words(worked([10] * 5 + [3600] * 5, 5)).get("training") == "saved time not known yet"
    slower = worked([10] * 5 + [100] * 5, 5)
    assert words(slower)["training"] == "has saved nothing: 8 min more than before"
    assert list(effort_lines(None)) == [] == list(effort_lines(measured([], {}, 3)))


def test_the_learning_curve_is_of_ten_images_at_a_time(qapp):
    effort = worked([60] * 10 + [12] * 10, 10)
    paces = learning_curve(effort.images)
    assert [pace.images for pace in paces] == [10] * 11
    assert paces[0].seconds_per_image == 60 and paces[-1].seconds_per_image == 12
    seconds, corrections = effort_series(effort)
    assert seconds.points[0] == (10.0, 60.0) and seconds.points[-1] == (20.0, 12.0)
    assert corrections.points[-1] == (20.0, 1.0)
    assert learning_curve(effort.images[:9]) == [] == list(effort_series(None)[0].points)


@pytest.fixture
def ticking(monkeypatch):
    """Ten seconds from a step to the next, and nothing waits for a person who works quickly."""
    ticks = iter(range(0, 10_000, 10))

    def now() -> str:
        return (START + timedelta(seconds=next(ticks))).isoformat()

    monkeypatch.setattr(journal, "now", now)
    monkeypatch.setattr(effort_following, "PAUSE_MS", 0)


def test_the_panel_follows_the_journal_of_the_project(ticking, opened, session, qtbot):
    panel = opened.training
    panel.effort.want(True)
    panel.effort._soon.setInterval(0)
    assert panel.effort_facts.lines() == []
    session.state.document.set_sentence("Bilateral pulmonary infection.")
    with qtbot.waitSignal(panel.effort.changed, timeout=20_000):
        session.state.document.set_state(ImageState.LABELED)
    qtbot.waitUntil(lambda: bool(panel.effort_facts.lines()), timeout=20_000)
    shown = dict(panel.effort_facts.lines())
    assert shown["an image"] == "10.0 s, 0.0 corrections" and "2 images" in shown["still to do"]
    session.projects.close()
    assert panel.effort_facts.lines() == []
