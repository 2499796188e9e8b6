"""The models there are, with licence, limits and card before anybody relies on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTextBrowser, QWidget

from app.session.actions.training import TrainingActions
from app.session.model_facts import Models
from app.translation import tr
from app.views.dialogs.base import Sheet
from app.views.elements import column, label, row
from app.views.icons import icon

if TYPE_CHECKING:  # it reads the catalogue, and the window opens before that
    from lvit_core.model.facts import ModelFacts


class ModelChooser(Sheet):
    """A list at the left, everything worth knowing about the chosen model at the right."""

    def __init__(
        self, models: Models, training: TrainingActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Models"), parent, width=820)
        self._models = models
        self._training = training
        self.add_heading(
            tr("Models"),
            tr(
                "The model depends on the kind of image. Its training data decide what its "
                "licence allows and where it can be trusted."
            ),
        )
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Models"))
        self.list.setFixedWidth(230)
        self.facts = label("", wrap=True)
        self.limits = label("", "warning", wrap=True)
        self.card = QTextBrowser()
        self.card.setAccessibleName(tr("Model card"))
        self.card.setOpenExternalLinks(True)
        self.card.setMinimumHeight(320)
        side = QWidget()
        inside = column(side, gap=8)
        inside.addWidget(self.facts)
        inside.addWidget(self.limits)
        inside.addWidget(self.card, 1)
        line = row(gap=16)
        line.addWidget(self.list)
        line.addWidget(side, 1)
        self.body.addLayout(line, 1)
        self.use = self.add_button(
            tr("Go back to this model"),
            tr("Predict with the model the program came with; generations stay"),
            self._use,
            primary=True,
        )
        self.add_close()
        self.list.currentItemChanged.connect(self._show)
        self._models.changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        found = self._models.installed()
        in_force = self._models.in_force
        if in_force is not None and in_force.generation:
            found.insert(0, in_force)
        self.list.clear()
        for widget in (self.list, self.card, self.limits):
            widget.setVisible(bool(found))
        for facts in found:
            title = facts.name
            if facts.generation:
                title += tr(", generation {generation}", generation=facts.generation)
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, facts)
            item.setToolTip(tr(facts.short))
            item.setIcon(icon("check", "labeled") if facts.in_force else icon("model", "muted"))
            self.list.addItem(item)
            if facts.in_force:
                self.list.setCurrentItem(item)
        if not found:
            self.facts.setText(
                tr(
                    "No model is installed. Images can be labeled without one; "
                    "training makes the first."
                )
            )
        if self.list.currentItem() is None and self.list.count():
            self.list.setCurrentRow(0)
        self._show()

    def chosen(self) -> ModelFacts | None:
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def _show(self) -> None:
        facts = self.chosen()
        self.use.setEnabled(self._can_use(facts))
        if facts is None:
            return
        in_force = tr("In force for this image. ") if facts.in_force else ""
        words = tr(
            "{in_force}Kind of image: {template}. Licence: {licence}.",
            in_force=in_force,
            template=facts.template,
            licence=facts.licence,
        )
        self.facts.setText(f"{words}\n{facts.data}".strip())
        self.limits.setText(facts.limits)
        self.limits.setVisible(bool(facts.limits))
        self.card.setMarkdown(facts.card or tr("This model has no card."))

    def _can_use(self, facts: ModelFacts | None) -> bool:
        """Only going back to the model a project started with is a choice here."""
        in_force = self._models.in_force
        return (
            facts is not None
            and not facts.in_force
            and in_force is not None
            and in_force.generation > 0
            and facts.template == in_force.template
            and not facts.generation
        )

    def _use(self) -> None:
        self._training.put_in_force(0)
