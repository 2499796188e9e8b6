"""The model in force as the window's corners tell it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.session.model_facts import Models
from app.translation import tr


class ModelWords(QObject):
    """Short and long words about the model in force."""

    changed = Signal()

    def __init__(self, models: Models, parent: QObject) -> None:
        super().__init__(parent)
        self.models = models
        self.models.changed.connect(self.changed)

    @property
    def words(self) -> str:
        """For the pill; empty while there is no model to speak of."""
        facts = self.models.in_force
        return facts.short if facts is not None else ""

    @property
    def generation_words(self) -> str:
        """For the status bar."""
        facts = self.models.in_force
        return facts.label if facts is not None else ""

    @property
    def tip(self) -> str:
        """What the model must not be used for, and what a click does."""
        facts = self.models.in_force
        if facts is None:
            return ""
        limits = facts.limits or tr("Its card states no limits.")
        return tr(
            "Licence: {licence}\n{limits}\nClick for all models and their cards.",
            licence=facts.licence,
            limits=limits,
        )
