"""The sheets that are opened by their names: whoever opens one loads all of them, once."""

from __future__ import annotations

from app.views.dialogs.about import About
from app.views.dialogs.backups import Backups
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

__all__ = [
    "About",
    "Backups",
    "ChangeReason",
    "CompareGenerations",
    "Finder",
    "Generations",
    "History",
    "Keyboard",
    "Messages",
    "ModelChooser",
    "PixelSizeSheet",
    "PreferencesSheet",
    "ProjectSettingsSheet",
    "PseudoLabels",
    "Readers",
]
