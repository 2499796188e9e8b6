"""The one place where colours and sizes are decided, so that every widget agrees and follows.

Widgets ask ``current_theme().color("accent")`` when they paint. A widget that caches anything made
from a colour listens to ``appearance().changed``.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.views.stylesheet import stylesheet
from app.views.tokens import (
    BODY_PX,
    CONTRAST,
    DARK,
    GAP_PX,
    ICON_PX,
    LARGE_PX,
    LIGHT,
    RADIUS_PX,
    SMALL_PX,
    THUMBNAIL_PX,
    TOKENS,
    Theme,
)

__all__ = [
    "BODY_PX",
    "CHOICES",
    "CONTRAST",
    "DARK",
    "GAP_PX",
    "ICON_PX",
    "LARGE_PX",
    "LIGHT",
    "RADIUS_PX",
    "SMALL_PX",
    "THUMBNAIL_PX",
    "TOKENS",
    "Appearance",
    "Theme",
    "appearance",
    "apply_theme",
    "body_font",
    "current_theme",
    "palette",
    "sized_font",
]

CHOICES = ("system", "dark", "light", "contrast")
_THEMES = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST)}


_STOPGAPS = ("DejaVu Sans", "Bitstream Vera Sans", "Sans Serif", "Helvetica", "")
_PREFERRED = ("Inter", "Noto Sans", "Open Sans", "Cantarell", "Ubuntu", "Roboto", "Liberation Sans")


class Appearance(QObject):
    """The theme in force, in one object owned by the application.

    Signals:
        changed: The theme is another one now; palette and stylesheet are already set.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = "dark"
        self._in_force: Theme | None = None
        self.theme = DARK
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def choice(self) -> str:
        """``system`` or the name of a theme: what the person asked for."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Puts a theme in force; raises ``ValueError`` for a name not in ``CHOICES``.

        Nothing happens where it is in force already: Qt would style every widget anew.
        """
        if choice not in CHOICES:
            raise ValueError(f"no theme is called {choice!r}")
        self._choice = choice
        theme = self._resolve()
        if theme is not self._in_force:
            self._apply(theme)

    def _resolve(self) -> Theme:
        if self._choice == "system":
            hints = self._app.styleHints()
            if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
                return CONTRAST
            return LIGHT if hints.colorScheme() == Qt.ColorScheme.Light else DARK
        return _THEMES[self._choice]

    def _on_system_changed(self) -> None:
        if self._choice == "system":
            self._apply(self._resolve())

    def _apply(self, theme: Theme) -> None:
        if self._in_force is None:
            self._app.setStyle("Fusion")  # the only style that honours a palette on every system
        self.theme = self._in_force = theme
        self._app.setPalette(palette(theme))
        self._app.setFont(body_font(self._app))
        self._app.setStyleSheet(stylesheet(theme))
        self.changed.emit()


def appearance() -> Appearance:
    """The appearance of the running application; raises ``RuntimeError`` without one."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("colours need a QApplication")
    found = app.property("appearance")
    if isinstance(found, Appearance):
        return found
    created = Appearance(app)
    app.setProperty("appearance", created)
    return created


def apply_theme(choice: str = "system") -> Theme:
    """Gives the application its style; call once before the first window and on every change."""
    look = appearance()
    look.choose(choice)
    return look.theme


def current_theme() -> Theme:
    """The theme in force; dark when no application runs yet."""
    return appearance().theme if QApplication.instance() is not None else DARK


def body_font(app: QApplication) -> QFont:
    """The system's typeface in the program's size; a bare desktop's stopgap gives way."""
    font = QFont(app.font())
    if font.family() in _STOPGAPS:
        installed = set(QFontDatabase.families())
        font.setFamily(next((name for name in _PREFERRED if name in installed), font.family()))
    font.setPixelSize(BODY_PX)
    return font


def sized_font(base: QFont, size_px: int, bold: bool = False) -> QFont:
    """``base`` in another size, for painters that stylesheets do not reach."""
    font = QFont(base)
    font.setPixelSize(size_px)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def palette(theme: Theme) -> QPalette:
    """Qt's palette from the tokens, for what no stylesheet rule covers."""
    role = QPalette.ColorRole
    pairs = {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "field",
        role.AlternateBase: "panel",
        role.Text: "text",
        role.PlaceholderText: "faint",
        role.Button: "raised",
        role.ButtonText: "text",
        role.BrightText: "danger_text",
        role.ToolTipBase: "raised",
        role.ToolTipText: "text",
        role.Highlight: "accent",
        role.HighlightedText: "accent_text",
        role.Link: "link",
        role.LinkVisited: "link",
        role.Light: "raised_hover",
        role.Midlight: "raised",
        role.Mid: "line",
        role.Dark: "line",
        role.Shadow: "shadow",
        role.Accent: "accent",
    }
    result = QPalette()
    for name, token in pairs.items():
        result.setColor(name, theme.color(token))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, theme.color("faint"))
    return result
