"""The icon fonts as they lie in qtawesome's folder: where each is, and what its characters are.

Importing qtawesome itself loads all of its fonts and, through qtpy, Qt's OpenGL modules, which
costs a fifth of the time to the first paint.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

from lvit_core.errors import LViTError

FONTS = {"ph": "phosphor-", "mdi6": "materialdesignicons6-webfont-"}


def icon_font(prefix: str) -> tuple[Path, dict[str, str]]:
    """The font of a prefix such as ``"ph"``: its file, and the character of every glyph.

    Raises:
        LViTError: The fonts are not installed.
    """
    found = find_spec("qtawesome")
    if found is None or not found.submodule_search_locations:
        raise LViTError("The icon fonts are missing.", "Install the program again.")
    folder = Path(next(iter(found.submodule_search_locations))) / "fonts"
    typeface = next(folder.glob(f"{FONTS[prefix]}*.ttf"))
    charmap = next(folder.glob(f"{FONTS[prefix]}charmap-*.json"))
    codes = json.loads(charmap.read_text(encoding="utf-8"))
    return typeface, {name: chr(int(code, 16)) for name, code in codes.items()}
