"""Every icon by the meaning it has here, drawn from one icon font and tinted by the theme.

An icon asks for its colour when it is painted, so a change of theme needs no new icons.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from app.icon_fonts import FONTS, icon_font
from app.views.theme import current_theme

ICONS = {
    "about": "ph.info",
    "accept": "ph.check",
    "add": "ph.plus",
    "accept_object": "ph.check-square",
    "add_image": "ph.image",
    "back": "ph.arrow-counter-clockwise",
    "brush_larger": "ph.plus-circle",
    "brush_smaller": "ph.minus-circle",
    "cancel": "ph.x-circle",
    "check": "ph.check-circle",
    "class": "ph.tag",
    "close": "ph.x",
    "contrast": "ph.circle-half",
    "compare": "ph.git-diff",
    "compare_model": "ph.user-focus",
    "copy": "ph.copy",
    "delete": "ph.trash",
    "difference": "ph.circles-four",
    "dilate": "ph.arrows-out-simple",
    "erode": "ph.arrows-in-simple",
    "error": "ph.warning-octagon",
    "explain": "ph.question",
    "export": "ph.export",
    "favourite": "ph.star",
    "fill_holes": "ph.circle-wavy",
    "fit": "ph.frame-corners",
    "float": "ph.arrow-square-out",
    "folder": "ph.folder-open",
    "from_mask": "ph.text-t",
    "full_screen": "ph.corners-out",
    "generations": "ph.stack",
    "group": "ph.users",
    "help": "ph.question",
    "hide": "ph.eye-slash",
    "history": "ph.clock-counter-clockwise",
    "image": "ph.image",
    "images": "ph.image-square",
    "import": "ph.download-simple",
    "info": "ph.info",
    "invert": "ph.circle-half-tilt",
    "keep": "ph.push-pin",
    "keep_largest": "ph.selection-foreground",
    "keyboard": "ph.keyboard",
    "label_new": "ph.selection-plus",
    "laterality": "ph.arrows-left-right",
    "layers": "ph.stack-simple",
    "live": "ph.lightning",
    "licence": "ph.scales",
    "merge": "ph.intersect",
    "missing": "ph.image-square",
    "model": "ph.cpu",
    "more": "ph.dots-three",
    "move": "ph.arrows-out-cardinal",
    "new": "ph.folder-plus",
    "next": "ph.arrow-right",
    "next_unreviewed": "ph.skip-forward",
    "notice": "ph.bell",
    "object": "ph.circles-three",
    "opacity": "ph.drop-half",
    "open": "ph.folder-open",
    "pause": "ph.pause",
    "play": "ph.play",
    "predict": "ph.sparkle",
    "preferences": "ph.gear-six",
    "previous": "ph.arrow-left",
    "previous_unreviewed": "ph.skip-back",
    "pseudo": "ph.film-strip",
    "quit": "ph.sign-out",
    "proposal": "ph.selection-all",
    "redo": "ph.arrow-u-up-right",
    "reject": "ph.x",
    "reject_object": "ph.x-square",
    "remove": "ph.minus",
    "report": "ph.bug",
    "resume": "ph.play",
    "ruler": "ph.ruler",
    "sample": "ph.flask",
    "save": "ph.floppy-disk",
    "search": "ph.magnifying-glass",
    "sort": "ph.sort-ascending",
    "thumbnails": "ph.squares-four",
    "sentence": "ph.chat-text",
    "sentence_reword": "ph.pencil-line",
    "settings": "ph.sliders-horizontal",
    "show": "ph.eye",
    "smooth": "ph.waves",
    "start": "ph.play",
    "stop": "ph.stop",
    "subtract": "ph.selection-inverse",
    "sun": "ph.sun",
    "swap": "ph.swap",
    "theme": "ph.moon",
    "timeline": "ph.clock-clockwise",
    "tidy": "ph.text-aa",
    "toggle_mask": "ph.eye",
    "training": "ph.chart-line-up",
    "undo": "ph.arrow-u-up-left",
    "unfloat": "ph.arrow-square-in",
    "warning": "ph.warning",
    "zoom": "ph.magnifying-glass",
    "zoom_actual": "ph.number-square-one",
    "zoom_in": "ph.magnifying-glass-plus",
    "zoom_out": "ph.magnifying-glass-minus",
}
"""Meaning -> glyph; glyphs may also be given directly as ``font.name``."""

_GLYPH_SIZE = 0.875  # of the icon's side; the rest is the bearing that glyphs are drawn with


@dataclass(frozen=True)
class _IconFont:
    """One of qtawesome's fonts: the family Qt knows it by, and the character of every glyph."""

    family: str
    characters: dict[str, str]


@lru_cache(maxsize=4)
def _font(prefix: str) -> _IconFont:
    typeface, characters = icon_font(prefix)
    number = QFontDatabase.addApplicationFont(str(typeface))
    return _IconFont(QFontDatabase.applicationFontFamilies(number)[0], characters)


class _ThemedEngine(QIconEngine):
    """Draws a glyph in the colours of the theme in force at that moment."""

    def __init__(self, glyph: str, token: str, on_token: str) -> None:
        super().__init__()
        self._glyph = glyph
        self._token = token
        self._on_token = on_token

    def clone(self) -> QIconEngine:
        return _ThemedEngine(self._glyph, self._token, self._on_token)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        prefix, _, name = self._glyph.partition(".")
        typeface = _font(prefix)
        token = self._on_token if state == QIcon.State.On else self._token
        if mode == QIcon.Mode.Disabled:
            token = "faint"
        font = QFont(typeface.family)
        font.setPixelSize(max(1, round(_GLYPH_SIZE * rect.height())))
        painter.save()
        painter.setFont(font)
        painter.setPen(current_theme().color(token))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, typeface.characters[name])
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        pixmap = self.pixmap(size, mode, state)
        pixmap.setDevicePixelRatio(scale)
        return pixmap


def icon(name: str, token: str = "text", on_token: str | None = None) -> QIcon:
    """The icon for a meaning or a glyph, tinted when it is painted.

    Args:
        name: One of ``ICONS``, or a glyph such as ``ph.heart``; raises ``KeyError`` when nothing
            is known under it.
        token: Colour of the theme.
        on_token: Colour while the button is checked; ``token`` by default.
    """
    return QIcon(_ThemedEngine(_glyph(name), token, on_token or token))


def action_icon(name: str, token: str = "text", on_token: str | None = None) -> QIcon:
    """The icon that an action or a tool names; an empty one where nothing is known under it."""
    return icon(name, token, on_token) if name and has_icon(name) else QIcon()


def has_icon(name: str) -> bool:
    """Whether ``icon(name)`` can draw something."""
    try:
        prefix, _, glyph = _glyph(name).partition(".")
    except KeyError:
        return False
    return prefix in FONTS and glyph in _font(prefix).characters


def _glyph(name: str) -> str:
    return name if name.partition(".")[0] in FONTS else ICONS[name]
