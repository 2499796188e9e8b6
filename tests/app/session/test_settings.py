"""Preferences are described once and survive; notices are the one sink, bugs included."""

from __future__ import annotations

import threading

import pytest

from app.session.notices import Notices
from app.session.preferences import Preferences
from app.uncaught import install_hooks
from lvit_core.errors import Cancelled, LViTError
from lvit_core.preferences import PREFERENCES


def test_values_survive_and_changes_are_announced(tmp_path, qtbot):
    preferences = Preferences(tmp_path)
    with qtbot.waitSignal(preferences.changed) as told:
        preferences.set("appearance.theme", "light")
    assert told.args == ["appearance.theme"]
    preferences.set("keys.overrides", {"tool.brush": "Ctrl+B"})
    preferences.remember("window.layout", "0a0b")
    preferences.settle()
    again = Preferences(tmp_path)
    assert again.get("appearance.theme") == "light"
    assert again.get("keys.overrides") == {"tool.brush": "Ctrl+B"}
    assert again.recall("window.layout") == "0a0b"
    again.reset("appearance.theme")
    again.settle()
    assert Preferences(tmp_path).get("appearance.theme") == "dark"


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("prediction.delay_ms", 1, 100),
        ("prediction.delay_ms", 700.4, 700),
        ("view.mask_opacity", 3, 1.0),
    ],
)
def test_numbers_are_kept_within_their_range(tmp_path, key, value, kept):
    preferences = Preferences(tmp_path)
    preferences.set(key, value)
    assert preferences.get(key) == kept


@pytest.mark.parametrize(
    ("key", "value"),
    [("appearance.theme", "pink"), ("prediction.live", "yes"), ("person.name", 3)],
)
def test_what_does_not_fit_is_refused(tmp_path, key, value):
    with pytest.raises(LViTError, match="does not fit"):
        Preferences(tmp_path).set(key, value)


def test_a_broken_file_is_not_the_end(tmp_path):
    preferences = Preferences(tmp_path)
    preferences.set("appearance.theme", "light")
    preferences.settle()
    preferences.path.write_text("[preferences\nthis is not TOML")
    assert Preferences(tmp_path).get("appearance.theme") == "dark"
    preferences.path.write_text('[preferences]\n"appearance.theme" = 7\n"of.tomorrow" = 1\n')
    assert Preferences(tmp_path).get("appearance.theme") == "dark"


def test_every_setting_is_explained_and_its_default_fits():
    assert len({item.key for item in PREFERENCES}) == len(PREFERENCES)
    for item in PREFERENCES:
        assert item.checked(item.default) == item.default
        assert item.title and item.help.endswith("."), item.key


def test_expected_errors_are_notices_and_bugs_are_reports(qtbot):
    notices = Notices()
    told, bugs = [], []
    notices.posted.connect(told.append)
    notices.bug_reported.connect(bugs.append)
    notices.error(LViTError("It is full.", "Make room."))
    notices.error(Cancelled())
    notices.error(ValueError("odd"))
    assert [(item.level, item.message, item.hint) for item in told] == [
        ("error", "It is full.", "Make room.")
    ]
    assert [bug.summary for bug in bugs] == ["ValueError: odd"]
    assert "ValueError" in bugs[0].traceback


def test_uncaught_exceptions_of_threads_reach_the_report(qtbot):
    notices = Notices()
    bugs = []
    notices.bug_reported.connect(bugs.append)
    restore = install_hooks(notices)
    try:
        thread = threading.Thread(target=lambda: {}["missing"])
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: bool(bugs))
    finally:
        restore()
    assert bugs[0].summary.startswith("KeyError")
