"""The design's decisions as data: colours by purpose, and the sizes everything shares."""

from __future__ import annotations

from dataclasses import dataclass, fields

from PySide6.QtGui import QColor

SMALL_PX = 11
"""Secondary lines and axis labels."""
BODY_PX = 13
"""Everything that is read."""
LARGE_PX = 16
"""The sentence, and headings of empty states."""
ICON_PX = 18
"""Side length of an icon in a button."""
GAP_PX = 8
"""The grid: distances are this, a half of it or a multiple."""
RADIUS_PX = 6
"""Corners of buttons and fields."""
THUMBNAIL_PX = {"small": 22, "medium": 40, "large": 132}
"""Height of a thumbnail in a list, by the size that a person chose."""


@dataclass(frozen=True)
class Theme:
    """Named colours (``#rrggbb``) of one appearance; names say the purpose, not the hue."""

    name: str
    canvas: str  # around the image: dark in both themes, because images are read here
    canvas_text: str
    canvas_muted: str
    window: str
    panel: str
    bar: str
    raised: str
    raised_hover: str
    field: str
    line: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    accent_text: str
    accent_soft: str
    accent_line: str
    link: str
    selection: str
    mask: str
    proposal: str
    proposal_soft: str
    proposal_line: str
    proposal_text: str
    labeled: str
    labeled_strong: str
    danger: str
    danger_soft: str
    danger_text: str
    pseudo: str
    unlabeled: str
    laterality: str
    shadow: str

    def hex(self, token: str) -> str:
        """The colour of ``token`` as ``#rrggbb``; raises ``KeyError`` for an unknown name."""
        if token not in TOKENS:
            raise KeyError(f"no colour is called {token!r}")
        return str(getattr(self, token))

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of ``token``; ``alpha`` in 0..1."""
        color = QColor(self.hex(token))
        color.setAlphaF(alpha)
        return color


TOKENS = frozenset(field.name for field in fields(Theme)) - {"name"}

DARK = Theme(
    name="dark",
    canvas="#0b0c0e",
    canvas_text="#d5d8dd",
    canvas_muted="#969ca6",
    window="#202328",
    panel="#202328",
    bar="#24272c",
    raised="#31353d",
    raised_hover="#3b4049",
    field="#17191d",
    line="#33373f",
    text="#e9ebee",
    muted="#a0a6af",
    faint="#7a818c",
    accent="#2f6fde",
    accent_hover="#4580e6",
    accent_text="#ffffff",
    accent_soft="#22365c",
    accent_line="#4a86ee",
    link="#78a8f8",
    selection="#2b3448",
    mask="#4fb0ff",
    proposal="#ffb224",
    proposal_soft="#3a2d17",
    proposal_line="#6b5220",
    proposal_text="#f5cf85",
    labeled="#3fbf7f",
    labeled_strong="#23814f",
    danger="#e5534b",
    danger_soft="#43211f",
    danger_text="#ff9d96",
    pseudo="#c792ea",
    unlabeled="#6b717c",
    laterality="#f3c969",
    shadow="#000000",
)

LIGHT = Theme(
    name="light",
    canvas="#17191d",
    canvas_text="#d5d8dd",
    canvas_muted="#969ca6",
    window="#f4f5f7",
    panel="#f4f5f7",
    bar="#e9ebee",
    raised="#e1e4e9",
    raised_hover="#d5d9e0",
    field="#ffffff",
    line="#cfd4db",
    text="#1b1e23",
    muted="#59616d",
    faint="#737b87",
    accent="#2563d0",
    accent_hover="#1d55b8",
    accent_text="#ffffff",
    accent_soft="#dbe7fc",
    accent_line="#7ea6ea",
    link="#1f58bd",
    selection="#dbe6f9",
    mask="#1b83dd",
    proposal="#c47a00",
    proposal_soft="#fdf0d5",
    proposal_line="#e3c27d",
    proposal_text="#6f4700",
    labeled="#14703f",
    labeled_strong="#17703f",
    danger="#c9362d",
    danger_soft="#fbe3e1",
    danger_text="#9d221b",
    pseudo="#8440b8",
    unlabeled="#939aa5",
    laterality="#f3c969",
    shadow="#3a4250",
)

CONTRAST = Theme(
    name="contrast",
    canvas="#000000",
    canvas_text="#ffffff",
    canvas_muted="#ffffff",
    window="#000000",
    panel="#000000",
    bar="#000000",
    raised="#1c1c1c",
    raised_hover="#3a3a3a",
    field="#000000",
    line="#ffffff",
    text="#ffffff",
    muted="#f0f0f0",
    faint="#c8c8c8",
    accent="#ffd60a",
    accent_hover="#ffe766",
    accent_text="#000000",
    accent_soft="#333300",
    accent_line="#ffd60a",
    link="#8cc8ff",
    selection="#003b70",
    mask="#4fb0ff",
    proposal="#ffb224",
    proposal_soft="#2b1d00",
    proposal_line="#ffb224",
    proposal_text="#ffd98a",
    labeled="#5dff9f",
    labeled_strong="#5dff9f",
    danger="#ff6b60",
    danger_soft="#3a0500",
    danger_text="#ffb3ad",
    pseudo="#e0b3ff",
    unlabeled="#c8c8c8",
    laterality="#ffe37a",
    shadow="#000000",
)
"""White and yellow on black, with lines around everything: at least 7 to 1 for all text."""
