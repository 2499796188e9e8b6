"""The colours are readable, named in one place, and change without a restart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

import app.views
from app.views.icons import icon
from app.views.theme import (
    CONTRAST,
    DARK,
    LIGHT,
    TOKENS,
    Theme,
    appearance,
    apply_theme,
    current_theme,
)

VIEWS = Path(app.views.__file__).parent
LITERAL = re.compile(r"""["']#[0-9a-fA-F]{3,8}["']|QColor\(\s*\d""")
# Label colours are data; the pointer is black and white so that it shows on any image.
PALETTES = {"tokens.py", "palette.py", "pointer.py", "legend.py"}


def luminance(theme: Theme, token: str) -> float:
    color = theme.color(token)
    parts = [color.redF(), color.greenF(), color.blueF()]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(theme: Theme, one: str, other: str) -> float:
    light, dark = sorted((luminance(theme, one), luminance(theme, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT, CONTRAST], ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("text", "panel"),
        ("text", "raised"),
        ("text", "field"),
        ("text", "selection"),
        ("muted", "panel"),
        ("muted", "bar"),
        ("muted", "selection"),
        ("accent_text", "accent"),
        ("accent_text", "labeled_strong"),
        ("proposal_text", "proposal_soft"),
        ("danger_text", "danger_soft"),
        ("canvas_text", "canvas"),
        ("canvas_muted", "canvas"),
        ("laterality", "canvas"),
        ("link", "panel"),
        ("link", "raised"),
        ("labeled", "bar"),
    ],
)
def test_text_is_readable(theme, text, ground):
    assert contrast(theme, text, ground) >= (7.0 if theme is CONTRAST else 4.5)


def test_high_contrast_draws_lines_and_the_focus_clearly():
    for line in ("line", "accent_line"):
        assert contrast(CONTRAST, line, "panel") >= 7.0
    assert contrast(CONTRAST, "faint", "panel") >= 7.0


def test_colours_are_named_in_one_place_only():
    found = [
        path.relative_to(VIEWS).as_posix()
        for path in VIEWS.rglob("*.py")
        if path.name not in PALETTES and LITERAL.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_unknown_token_is_refused():
    with pytest.raises(KeyError):
        DARK.hex("mauve")
    assert {"accent", "panel", "proposal"} <= TOKENS


def test_change_of_theme_repaints_icons_that_exist_already(qtbot, qapp):
    apply_theme("dark")
    arrow = icon("undo", "text")
    dark = arrow.pixmap(24, 24).toImage()
    with qtbot.waitSignal(appearance().changed):
        apply_theme("light")
    assert current_theme() is LIGHT
    assert arrow.pixmap(24, 24).toImage() != dark
    apply_theme("dark")
    assert arrow.pixmap(24, 24).toImage() == dark


def test_a_theme_that_is_in_force_styles_nothing_again(qtbot, qapp):
    class Counting(QWidget):
        styled = 0

        def changeEvent(self, event: QEvent) -> None:
            self.styled += event.type() == QEvent.Type.StyleChange

    apply_theme("dark")
    widget = Counting()
    qtbot.addWidget(widget)
    widget.ensurePolished()
    before, style = widget.styled, qapp.style()
    apply_theme("dark")
    assert widget.styled == before
    apply_theme("light")
    assert widget.styled == before + 1, "one change of theme styles a widget once"
    assert qapp.style() is style
    apply_theme("dark")


def test_system_choice_follows_the_desktop(qapp):
    apply_theme("system")
    assert appearance().choice == "system"
    assert current_theme() in (DARK, LIGHT)
    apply_theme("dark")


def test_unknown_choice_is_refused(qapp):
    with pytest.raises(ValueError, match="sepia"):
        apply_theme("sepia")
