"""Sheets that are opened by name: one of each, and a new one after the old one has gone."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from app.views.open_sheets import OpenSheets


def test_there_is_one_sheet_of_each_name(qapp):
    made: list[QWidget] = []

    def make() -> QWidget:
        made.append(QWidget())
        return made[-1]

    asked = []
    sheets = OpenSheets(lambda: asked.append("makers") or {"one": make, "other": make})
    assert not asked, "sheets are loaded when the first is wanted"
    sheets.show("one")
    sheets.show("one")
    assert len(made) == 1 and made[0].isVisible()
    sheets.show("other")
    assert len(made) == 2
    made[0].deleteLater()
    QCoreApplication.sendPostedEvents(made[0], QEvent.Type.DeferredDelete)
    sheets.show("one")
    assert len(made) == 3 and made[2].isVisible()
    for sheet in made[1:]:
        sheet.close()
