"""Imports Qt in a way that does not slow down every import after it.

PySide looks at each module that is imported after it: its whole source is read and searched for the
name PySide6, to learn whether the module might ask for one of PySide's features (``from
__feature__ import snake_case``). For the 420 modules of the window that was half of its start.
Nobody here uses these features, and which modules use Qt the house says: those below ``app``.
"""

from __future__ import annotations

import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401 - loads what is changed below

_LOOK = "_mod_uses_pyside"


def _uses_qt(module: ModuleType) -> bool:
    return module.__name__.partition(".")[0] == __package__


def spare_sources() -> bool:
    """Lets PySide tell by a module's name whether it uses Qt; ``False`` where it works otherwise.

    The name is private to PySide: a release without it reads the sources, and all is well but slow.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is None or _LOOK not in vars(feature):
        return False
    vars(feature)[_LOOK] = _uses_qt
    return True
