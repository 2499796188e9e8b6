"""Sheets by name: the ones that need nothing but parts of the session."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.session.session import Session
from app.views.dialogs.about import About
from app.views.dialogs.backups import Backups
from app.views.dialogs.base import Sheet
from app.views.dialogs.change_reason import ChangeReason
from app.views.dialogs.compare import CompareGenerations
from app.views.dialogs.finder import Finder
from app.views.dialogs.generations import Generations
from app.views.dialogs.history import History
from app.views.dialogs.keyboard import Keyboard
from app.views.dialogs.messages import Messages
from app.views.dialogs.models import ModelChooser
from app.views.dialogs.pixel_size import PixelSizeSheet
from app.views.dialogs.preferences import PreferencesSheet
from app.views.dialogs.project_settings import ProjectSettingsSheet
from app.views.dialogs.pseudo_labels import PseudoLabels
from app.views.dialogs.readers import Readers

_MAKERS: dict[str, Callable[[Session, QWidget], Sheet]] = {
    "about": lambda session, parent: About(session.models, parent),
    "backups": Backups,
    "compare": CompareGenerations,
    "finder": Finder,
    "generations": Generations,
    "history": History,
    "keyboard": lambda session, parent: Keyboard(session.actions, parent),
    "messages": lambda session, parent: Messages(session.services.notices, parent),
    "models": lambda session, parent: ModelChooser(session.models, session.actions, parent),
    "pixel_size": lambda session, parent: PixelSizeSheet(
        session.pixel_size, session.actions, parent
    ),
    "preferences": lambda session, parent: PreferencesSheet(
        session.services.preferences, session.actions, parent
    ),
    "project_settings": ProjectSettingsSheet,
    "pseudo": PseudoLabels,
    "readers": Readers,
    "reason": ChangeReason,
}
NAMES = tuple(_MAKERS)


def make_sheet(name: str, session: Session, parent: QWidget) -> Sheet:
    """A new sheet; raises ``KeyError`` for a name that is not known."""
    return _MAKERS[name](session, parent)
