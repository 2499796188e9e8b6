"""What is stated about the open project: its name, and whether its labels are for the record."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.session.actions.project import ProjectActions
from app.session.state import State
from app.translation import tr
from app.views.dialogs.base import Sheet
from app.views.elements import label


class ProjectSettingsSheet(Sheet):
    """Nothing changes before OK."""

    def __init__(
        self, state: State, project: ProjectActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Project settings"), parent, width=480)
        self._project = project
        settings = state.require_project().settings
        self.add_heading(tr("Project settings"))
        self.name = QLineEdit(settings.name)
        self.add_field(tr("Name"), self.name, tr("Shown in the title of the window"))
        self.for_the_record = QCheckBox(tr("This project is for the record"))
        self.for_the_record.setChecked(settings.for_the_record)
        self.for_the_record.setToolTip(tr("Ask why before anything that is labeled changes"))
        self.body.addWidget(self.for_the_record)
        words = tr(
            "Whoever changes an image that is labeled says why first. The reason stands in the "
            "history of the image and in the audit (File > Project care)."
        )
        self.body.addWidget(label(words, "small", wrap=True))
        self.add_button(tr("Cancel"), tr("Change nothing (Esc)"), self.close)
        self.ok = self.add_button("OK", tr("Keep these settings"), self._keep, primary=True)
        self.name.textChanged.connect(self._on_name)
        state.project_closed.connect(self.close)

    def _on_name(self) -> None:
        self.ok.setEnabled(bool(self.name.text().strip()))

    def _keep(self) -> None:
        name, record = " ".join(self.name.text().split()), self.for_the_record.isChecked()
        self.close()
        self._project.change_settings(name, record)
