"""A package that nobody here knows: its tool, format, reader and template work; a broken one costs
itself and is named once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from app.session.preferences import Preferences
from app.session.session import Session
from app.session.tools.registry import tool_table
from app.views.dialogs.export import Export
from app.views.dialogs.import_data import Import
from lvit_core.cli.plugin_problems import plugin_problems
from lvit_core.plugins import FOLDER_VARIABLE
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.plugin_folder import forget, install

ROOT = Path(__file__).resolve().parents[3]
BROKEN = {
    "lvit_annotator.tools": {
        "gone": "lvit_example.nowhere:Tool",
        "brush": "lvit_example:TEMPLATES",
    },
    "lvit_annotator.formats": {"picture": "lvit_example.grey:READER"},
    "lvit_annotator.templates": {"none": "lvit_example:__name__"},
    "lvit_annotator.toys": {"ball": "lvit_example:TEMPLATES"},
}


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example package, installed before the session starts."""
    folder = install(tmp_path / "packages")
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    yield folder
    forget(folder)


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same with five entries more that cannot be used."""
    folder = install(tmp_path / "packages", more=BROKEN)
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    yield folder
    forget(folder)


def test_its_tool_is_in_the_palette_and_draws(plugin, opened, session):
    button = opened.palette_bar.findChild(QToolButton, "palette.tool.stamp")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert session.palette.current == "stamp"
    assert opened.options.size.isVisible() and not opened.options.tolerance.isVisible()
    session.palette.settings.update(brush_radius_px=5)
    session.palette.tool.press((40.0, 50.0))
    session.palette.tool.release((40.0, 50.0))
    mask = session.state.document.planes["lesion"].to_array() > 0
    assert mask.sum() == 100 and mask[35:45, 45:55].all()
    session.actions.edit.undo()
    assert not session.state.document.planes["lesion"].to_array().any()
    assert session.actions.shortcuts("tool.brush") == ("B",), "ours keeps its key"
    assert session.actions.shortcuts("tool.stamp") == ()


def test_its_format_goes_out_and_comes_in_by_the_dialogs(plugin, opened, session, tmp_path, qtbot):
    session.state.document.set_sentence("Unilateral pulmonary infection, upper left lung.")
    session.actions.image.mark_labeled(reason="seen")
    session.actions.exchange.export.ask()
    sheet = opened.findChild(Export)
    sheet.format.setCurrentIndex(sheet.format.findData("table"))
    assert sheet.format.currentText() == "Table"
    own = {"licence": "", "reader": "", "keep_identity": False, "keep_readers": False}
    assert sheet.options == {"images": "labeled", **own}
    sheet.folder.setText(str(tmp_path / "out"))
    QTest.mouseClick(sheet.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sheet.status.text().startswith("Done"), timeout=30_000)
    sheet.close()
    assert "upper left lung" in (tmp_path / "out" / "table.csv").read_text(encoding="utf-8")

    session.actions.exchange.bring_in.ask()
    sheet = opened.findChild(Import)
    ask = sheet.question
    ask.format.setCurrentIndex(ask.format.findData("table"))
    ask.source.setText(str(tmp_path / "out"))
    ask.into.setCurrentIndex(ask.into.findData("new"))
    ask.target.setText(str(tmp_path / "again"))
    ask.template.setCurrentIndex(ask.template.findData("pollen"))
    QTest.mouseClick(sheet.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sheet.plan.status.text().startswith("Nothing is"), timeout=30_000)
    with qtbot.waitSignal(session.state.project_opened, timeout=30_000):
        QTest.mouseClick(sheet.start, Qt.MouseButton.LeftButton)
    assert session.state.project.settings.template == "pollen"
    (image,) = session.state.library.images
    assert image.template == "chest-xray", "what the data declare wins"


def test_its_reader_and_template_serve_the_command_line(plugin, tmp_path):
    pixels = np.arange(48, dtype=np.uint8).reshape(6, 8)
    (tmp_path / "grain.grey").write_bytes(b"GREY8\n8 6\n" + pixels.tobytes())
    project = tmp_path / "project"
    for arguments in (
        ["new", project, "--template", "pollen"],
        ["add", project, tmp_path / "grain.grey"],
        ["export", project, "--format", "table", "--all", "--out", tmp_path / "out"],
        ["import", tmp_path / "again", tmp_path / "out", "--format", "table"],
        ["text", "check", "--template", "pollen", "dense at the top"],
    ):
        done = lvit(*arguments)
        assert done.returncode == 0, done.stderr
    with Project.open(tmp_path / "again", read_only=True) as again:
        assert [record.name for record in again.images.all()] == ["grain.grey"]
        assert again.images.all()[0].height == 6
    assert " table: One row per image" in lvit("export", "--help").stdout


def test_a_broken_one_costs_itself_and_is_named_once(broken, tmp_path, qtbot):
    session = Session(Preferences(tmp_path / "preferences"))
    try:
        assert "stamp" in session.palette.tools and "gone" not in session.palette.tools
        qtbot.waitUntil(lambda: len(session.services.notices.history) == 5, timeout=20_000)
        told = [notice.message for notice in session.services.notices.history]
        for name in ("gone", "brush", "picture", "none", "ball"):
            assert sum(f"'{name}' of lvit-example cannot be used" in line for line in told) == 1
        assert {item.name for item in session.exchange.formats()} >= {"table", "lvit"}
    finally:
        session.shutdown()
    assert lvit("models", "list").returncode == 0


def test_nothing_is_looked_for_where_nothing_is_installed(tmp_path):
    code = (
        "import sys; from app.session.tools.registry import tool_table; tool_table();"
        "print('importlib.metadata' in sys.modules);"
        "from lvit_core.cli.plugin_problems import plugin_problems;"
        "assert plugin_problems(tool_table().problems) == []"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "False", done.stderr


def test_all_parts_of_the_example_are_in_order(plugin, tmp_path):
    assert plugin_problems(tool_table().problems) == []
    PillowImage.new("L", (4, 4)).save(tmp_path / "one.png")
    with Project.create(tmp_path / "p", ProjectSettings("p", "pollen")) as project:
        assert len(project.images.add([tmp_path / "one.png"]).added) == 1


def lvit(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    command = [sys.executable, "-m", "app", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
