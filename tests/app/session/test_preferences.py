"""A settings file that a person or a program broke: the window starts, and the file is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.session.preferences import Preferences


@pytest.mark.hostile
@pytest.mark.parametrize(
    "content",
    [
        b"preferences = 3", b"remembered = [1, 2]", b"[preferences]\n'prediction.threads' = nan",
        b"[preferences]\n'appearance.theme' = ['a', {b = 1}]", b"\xff\xfe not text", b"[[[",
        b"a = " + b"[" * 20_000,
    ],
)  # fmt: skip
def test_a_bad_file_does_not_stop_the_program(content: bytes, qapp: object, tmp_path: Path) -> None:
    path = tmp_path / "preferences.toml"
    path.write_bytes(content)
    preferences = Preferences(tmp_path)
    try:
        for preference in preferences.described():
            assert preferences.get(preference.key) == preference.default
        assert preferences.recall("window") is None
    finally:
        preferences.settle()


def test_a_file_that_cannot_be_read_is_kept(qapp: object, tmp_path: Path) -> None:
    path = tmp_path / "preferences.toml"
    path.write_text("[preferences\nmine = 1")
    preferences = Preferences(tmp_path)
    preferences.set("appearance.theme", "light")
    preferences.settle()
    assert "light" in path.read_text()
    assert (tmp_path / "preferences.broken.toml").read_text() == "[preferences\nmine = 1"
