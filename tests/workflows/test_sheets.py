"""No sheet keeps a person waiting for the disk: what it shows of the project is read elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from app.views.composition import make_export, make_import, named_sheets
from app.views.places import Places
from lvit_core.annotation.edit import Edit
from lvit_core.project.project import Project
from lvit_core.project.readings import Reading, change_of


@pytest.fixture
def read_by_two(session, chest_project, qtbot):
    """A session whose first chest is shown; another reader has seen it."""
    with Project.open(chest_project) as project:
        first = project.images.all()[0].id
        said = change_of(None, Reading("Dr. B", sentence="Upper left lung."))
        project.journal.append(first, Edit("Import", "lesion", image=(said,)))
    with qtbot.waitSignal(session.state.document_ready):
        session.projects.open(chest_project)
    return session


def test_sheets_read_off_the_interface_thread(read_by_two, qtbot, tmp_path):
    session, parent = read_by_two, QWidget()
    qtbot.addWidget(parent)
    sheets = {name: make() for name, make in named_sheets(session, parent).items()}
    places = Places(session.services.preferences, parent)
    export = make_export(session, places, parent)
    brought = make_import(session, places, parent)
    for sheet in (*sheets.values(), export, brought):
        sheet.show()
    qtbot.waitUntil(lambda: sheets["readers"].list.count() == 1)
    assert sheets["readers"].list.item(0).text() == "Dr. B · not finished\nUpper left lung."
    assert sheets["readers"].compare.isEnabled()
    qtbot.waitUntil(lambda: sheets["generations"].table.rowCount() == 2)  # the bundled model too
    qtbot.waitUntil(lambda: sheets["compare"].first.count() == 2)
    assert sheets["compare"].start.isEnabled()
    qtbot.waitUntil(lambda: export.reader.count() == 2)
    assert export.reader.isVisibleTo(export)
    qtbot.waitUntil(lambda: brought.question.reader.completer() is not None)
    session.projects.close()  # what still reads gives nothing to anybody
    for sheet in (export, brought):
        sheet.close()
    assert not [one for one in session.services.notices.history if one.level == "error"]
