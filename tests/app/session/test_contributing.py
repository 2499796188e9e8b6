"""What CONTRIBUTING shows of the session runs as it stands there."""

from __future__ import annotations

from app.session import preferences
from app.session.preferences import Preferences
from tests.contributing_page import run_example


def test_the_action_of_the_example_is_asked_for_and_done(session, tmp_path):
    names = run_example("An action")
    state, notices = session.state, session.services.notices
    group = session.actions.add(names["GreetingActions"](state, notices))
    asked = []
    session.actions.arguments_wanted.connect(asked.append)
    assert not group.greet.enabled()
    session.projects.create(tmp_path / "project", "nuclei", "none")
    group.greet.trigger()
    assert asked == [group.greet] == [session.actions.owner_of("Ctrl+G")]
    group.greet("Ada", times=2)
    assert notices.history[-1].message == "Hello Ada. Hello Ada. "


def test_the_setting_of_the_example_is_checked_and_kept(tmp_path, monkeypatch, qapp):
    grid = run_example("A setting")["GRID"]
    monkeypatch.setattr(preferences, "PREFERENCES", (*preferences.PREFERENCES, grid))
    first = Preferences(tmp_path)
    assert first.get("view.grid_px") == 0
    first.set("view.grid_px", 10_000)
    first.settle()
    assert Preferences(tmp_path).get("view.grid_px") == 512
