"""The panel of numbers: the table, sums and plots of what is drawn, and the gate that selects."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton

from app.session.session import Session
from app.views.canvas.overlays.density import legend_words, seen_from_afar
from app.views.main_window import MainWindow
from app.views.numbers.binning import bin_edges, cell_picture
from app.views.numbers.object_model import NumbersModel
from app.views.numbers.panel import NumbersPanel
from app.views.numbers.stain_sheet import StainSheet
from app.views.panels.panel_dock import PanelArea
from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError
from lvit_core.measurement.at_hand import ObjectNumbers
from lvit_core.measurement.density import density_map
from lvit_core.measurement.options import MeasureOptions
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.app.views.conftest import WAIT_MS

LEFT = Qt.MouseButton.LeftButton
SIDE = 240


def nuclei() -> np.ndarray:
    """36 squares of growing size: 3 to 38 pixels wide would overlap, so 4 to 21."""
    labels = np.zeros((SIDE, SIDE), np.int32)
    for number in range(36):
        y, x = 40 * (number // 6) + 2, 40 * (number % 6) + 2
        side = 4 + number // 2
        labels[y : y + side, x : x + side] = number + 1
    return labels


@pytest.fixture
def slides(tmp_path: Path) -> Path:
    """A project of stained tissue with 36 nuclei on its first image."""
    pixels = np.random.default_rng(2).integers(60, 250, (SIDE, SIDE, 3), np.uint8)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    Image.fromarray(255 - pixels).save(tmp_path / "b.png")
    settings = ProjectSettings("Slides", "nuclei", pixel_sizes={"nuclei": 0.5})
    with Project.create(tmp_path / "Slides", settings) as project:
        image = project.images.add([tmp_path / "a.png", tmp_path / "b.png"]).added[0]
        store_labels(
            project, image.id, "nuclei", nuclei(),
            classes=dict.fromkeys(range(1, 37), "nucleus"),
            provenance=Provenance("person", "ann"), title="Draw",
        )  # fmt: skip
    return tmp_path / "Slides"


def turn_to(panel: NumbersPanel, page: str) -> None:
    button = panel.findChild(QPushButton, f"numbers.{page}")
    assert button is not None
    button.click()


@pytest.fixture
def shown_slide(qtbot, window: MainWindow, session: Session, slides: Path) -> MainWindow:
    """The window with the first image."""
    session.projects.open(slides)
    qtbot.waitUntil(lambda: session.state.document is not None, timeout=WAIT_MS)
    return window


@pytest.fixture
def panel(qtbot, shown_slide: MainWindow, session: Session) -> NumbersPanel:
    """The panel beside the first image, all of it measured."""
    window = shown_slide
    session.actions.get("panel.numbers").trigger()
    found = window.numbers
    wait_for_measures(qtbot, found)
    return found


def wait_for_measures(qtbot, panel: NumbersPanel, objects: int | None = 36) -> None:
    def whole() -> bool:
        measured = panel.measuring.measured
        there = measured is not None and measured.sums is not None and not panel.measuring.busy
        return there and (objects is None or len(measured.table) == objects)

    qtbot.waitUntil(whole, timeout=WAIT_MS)


def shown(panel: NumbersPanel, row: int) -> list[str]:
    model = panel.table.model
    return [model.data(model.index(row, n)) for n in range(model.columnCount())]


def headers(panel: NumbersPanel) -> list[str]:
    model = panel.table.model
    across = Qt.Orientation.Horizontal
    return [model.headerData(n, across) for n in range(model.columnCount())]


def drag(plot, first: QPointF, last: QPointF) -> None:
    QTest.mousePress(plot, LEFT, pos=first.toPoint())
    QTest.mouseMove(plot, ((first + last) / 2).toPoint())
    QTest.mouseMove(plot, last.toPoint())
    QTest.mouseRelease(plot, LEFT, pos=last.toPoint())


def test_a_row_for_each_object_with_units_in_the_headers(panel, qtmodeltester) -> None:
    assert headers(panel) == [
        "No. ↑", "Class", "Area (µm²)", "Circularity", "To the nearest (µm)",
    ]  # fmt: skip
    assert panel.table.model.rowCount() == 36
    assert shown(panel, 0)[:3] == ["1", "Nucleus", "4.00"]
    qtmodeltester.check(panel.table.model)
    panel.table.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert shown(panel, 0)[2] == "110.3" and headers(panel)[2] == "Area (µm²) ↓"


def test_without_objects_no_bare_frame_of_a_table_or_plot_is_shown(opened, session, qtbot) -> None:
    """An empty table had a lone head and buttons for nothing below the words that said so."""
    session.actions.get("panel.numbers").trigger()
    panel = opened.numbers
    qtbot.waitUntil(lambda: "Nothing is drawn" in panel._nothing.text(), timeout=WAIT_MS)
    assert not panel.table.isVisible()
    qtbot.wait(50)  # layouts settle
    assert panel._nothing.height() < 0.4 * panel.height(), "what is left stands at the top"
    turn_to(panel, "plot")
    assert not panel.plot.isVisible()
    turn_to(panel, "sums")
    assert panel.sums.isVisible(), "other images have objects"
    turn_to(panel, "table")
    session.palette.tool.press((20, 20))
    session.palette.tool.release((20, 20))
    qtbot.waitUntil(panel.table.isVisible, timeout=WAIT_MS)


def test_a_row_and_the_canvas_choose_the_same_object(panel, session, qtbot) -> None:
    document, table = session.state.require_document(), panel.table.table
    with qtbot.waitSignal(panel.rect_wanted) as caught:
        at = table.visualRect(panel.table.model.index(3, 1)).center()
        QTest.mouseClick(table.viewport(), LEFT, pos=at)
    assert document.selected_object == 4 and caught.args[0].contains(3, 123)
    document.select_object(9)
    assert [one.row() for one in table.selectionModel().selectedRows()] == [8]
    document.select_object(2, [2, 3, 7])
    assert [one.row() for one in table.selectionModel().selectedRows()] == [1, 2, 6]
    panel.table.only.setChecked(True)
    assert panel.table.model.shown_ids.tolist() == [2, 3, 7]
    document.select_object(0)
    assert panel.table.model.rowCount() == 0


def test_columns_are_chosen_and_remembered(panel, session, qtbot) -> None:
    panel.table._switch("solidity", True)
    panel.table._switch("area", False)
    assert headers(panel)[2:] == ["Circularity", "Solidity", "To the nearest (µm)"]
    assert "solidity" in session.services.preferences.recall("numbers.columns")


def test_the_columns_to_choose_fit_the_screen(panel, qtbot) -> None:
    panel.stains.setCurrentIndex(panel.stains.findData("hdab"))
    wait_for_measures(qtbot, panel)
    menu = panel.table.columns_menu()
    groups = menu.findChildren(QMenu)
    assert menu.sizeHint().height() < 200 and all(one.sizeHint().height() < 400 for one in groups)
    stains = next(one for one in groups if one.title() == "Stains")
    assert {"DAB (OD)", "Haematoxylin (OD)", "Grade"} == {one.text() for one in stains.actions()}
    stains.actions()[0].trigger()
    assert "Haematoxylin (OD)" not in headers(panel)


def test_the_table_is_copied_as_it_is_shown_and_saved_as_csv(
    panel, session, qtbot, tmp_path: Path
) -> None:
    panel.table.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    QTest.mouseClick(panel.table.copy_button, LEFT)
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: clipboard.text().count("\n") == 37, timeout=WAIT_MS)
    lines = clipboard.text().splitlines()
    assert lines[0].split("\t") == headers_without_arrows(panel)
    assert lines[1].split("\t") == shown(panel, 0)
    session.state.require_document().select_object(5, [5, 6])
    QTest.keyClick(panel.table.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: clipboard.text().count("\n") == 3, timeout=WAIT_MS)
    out = tmp_path / "objects.csv"
    panel.table.save(out)
    qtbot.waitUntil(out.exists, timeout=WAIT_MS)
    rows = out.read_text(encoding="utf-8").splitlines()
    assert len(rows) == 37 and rows[0].startswith("image,layer,object,class")
    assert rows[1].startswith("a.png,nuclei,35,nucleus") and "area_um2" in rows[0]


def headers_without_arrows(panel: NumbersPanel) -> list[str]:
    return [one.removesuffix(" ↑").removesuffix(" ↓") for one in headers(panel)]


def test_a_range_on_the_histogram_selects_and_a_class_key_gives_them_a_class(
    panel, window, session, qtbot
) -> None:
    turn_to(panel, "plot")
    document, plot = session.state.require_document(), panel.plot.plot
    qtbot.waitUntil(plot.isVisible)
    window.canvas.setFocus()
    low, high = plot.place_of(46.0, 1.0), plot.place_of(plot.spans[0][1], 1.0)
    drag(plot, low, high)
    expected = [n + 1 for n in range(36) if (4 + n // 2) ** 2 / 4 >= 49]
    assert list(document.chosen_objects) == expected
    assert panel.plot.told.text() == f"{len(expected)} of 36 objects"
    assert window.focusWidget() is window.canvas, "the keys are the image's still"
    layer = document.template.layer("nuclei")
    second = layer.class_of_key("2")
    QTest.keyClick(window.canvas, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: document.objects["nuclei"].get(36).class_name == second.name)
    changed = [one.id for one in document.objects["nuclei"] if one.class_name == second.name]
    assert sorted(changed) == expected
    wait_for_measures(qtbot, panel)
    assert panel.measuring.measured.table.texts["class"][35] == second.name
    session.actions.edit.undo()
    assert {one.class_name for one in document.objects["nuclei"]} == {"nucleus"}
    QTest.mouseClick(plot, LEFT, pos=plot.rect().center())
    assert not document.chosen_objects and plot.gate is None


def test_a_rectangle_on_a_scatter_selects_and_its_ends_can_be_typed(panel, session, qtbot) -> None:
    turn_to(panel, "plot")
    page, document = panel.plot, session.state.require_document()
    page.x.setCurrentIndex(page.x.findData("centre_x_px"))
    page.y.setCurrentIndex(page.y.findData("centre_y_px"))
    qtbot.waitUntil(page.plot.isVisible)
    drag(page.plot, page.plot.place_of(0, 0), page.plot.place_of(100, 60))
    assert document.chosen_objects == (1, 2, 3, 7, 8, 9)
    for key, text in (("x0", "0"), ("x1", "60"), ("y0", "0"), ("y1", "30")):
        page.ends[key].clear()
        QTest.keyClicks(page.ends[key], text)
        QTest.keyClick(page.ends[key], Qt.Key.Key_Return)
    assert document.chosen_objects == (1, 2)
    page.plot.grab()


def test_a_class_by_key_is_seen_at_once_on_selected_objects(panel, window, session, qtbot) -> None:
    """Their outline is white whatever their class: the area, and the point, have to tell it."""
    turn_to(panel, "plot")
    page, document = panel.plot, session.state.require_document()
    page.y.setCurrentIndex(page.y.findData("circularity"))
    qtbot.waitUntil(page.plot.isVisible)
    drag(page.plot, page.plot.place_of(150, 0), page.plot.place_of(0, 2))
    before = [one.grab().toImage() for one in (window.canvas, page.plot)]
    chosen = document.chosen_objects
    assert len(chosen) > 10
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_2)
    wait_for_measures(qtbot, panel)
    assert document.chosen_objects == chosen
    after = [one.grab().toImage() for one in (window.canvas, page.plot)]
    for old, new in zip(before, after, strict=True):
        assert old != new
    session.display.show_mask(False)
    session.display.show_mask(True)
    assert window.canvas.grab().toImage() == after[0], "as it is painted from the start"


def click_header(table, column: int) -> None:
    header = table.horizontalHeader()
    middle = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    at = QPoint(middle, header.height() // 2)
    QTest.mouseClick(header.viewport(), LEFT, pos=at)


def test_what_is_selected_stays_with_its_object_when_the_table_is_sorted(
    panel, session, qtbot
) -> None:
    table, model = panel.table.table, panel.table.model
    area = headers_without_arrows(panel).index("Area (µm²)")
    at = table.visualRect(model.index(3, area)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=at)
    document = session.state.require_document()
    assert document.selected_object == 4
    for _ in range(2):  # up, then down
        click_header(table, area)
        rows = {index.row() for index in table.selectionModel().selectedIndexes()}
        assert [int(model.shown_ids[row]) for row in rows] == [4]
    assert rows == {33} and document.selected_object == 4
    assert table.currentIndex().row() == 33, "arrows go on from there"


def test_digits_over_the_table_of_numbers_give_a_class(panel, window, session, qtbot) -> None:
    table, model = panel.table.table, panel.table.model
    document = session.state.require_document()
    second = document.template.layer("nuclei").class_of_key("2").name
    window.activateWindow()
    table.setFocus()
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(model.index(1, 0)).center())
    below = table.visualRect(model.index(2, 0)).center()
    QTest.mouseClick(table.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, below)
    assert document.chosen_objects == (2, 3)
    QTest.keyClick(table, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: document.objects["nuclei"].get(3).class_name == second)
    assert document.objects["nuclei"].get(2).class_name == second


def test_edits_and_undo_are_followed(panel, session, qtbot) -> None:
    session.state.require_document().select_object(1, [1, 2, 3])
    session.actions.masks.delete_object([1, 2, 3])
    wait_for_measures(qtbot, panel, 33)
    assert panel.table.model.rowCount() == 33 and panel.summary == "33 objects"
    session.actions.edit.undo()
    wait_for_measures(qtbot, panel, 36)
    assert shown(panel, 0)[0] == "1"


def test_sums_tell_densities_once_the_image_is_labeled(panel, session, qtbot) -> None:
    turn_to(panel, "sums")
    names = {line.name: line.value for line in panel.sums.image.lines}
    assert names["Objects"] == "36" and "Density (per mm²)" not in names
    assert "marked as labeled" in panel.sums.remark.text()
    session.actions.image.mark_labeled()
    qtbot.waitUntil(
        lambda: any(one.name == "Density (per mm²)" for one in panel.sums.image.lines),
        timeout=WAIT_MS,
    )
    names = {line.name.strip(): line.value for line in panel.sums.image.lines}
    assert names["Density (per mm²)"] == "2500" and names["Nucleus"] == "36 · 100.0 %"
    assert not panel.sums.remark.text()


def test_positivity_is_told_for_haematoxylin_and_dab(panel, qtbot) -> None:
    turn_to(panel, "sums")
    panel.stains.setCurrentIndex(panel.stains.findData("hdab"))
    qtbot.waitUntil(
        lambda: "dab_od_mean" in panel.measuring.measured.table.numbers, timeout=WAIT_MS
    )
    wait_for_measures(qtbot, panel)
    assert {"DAB (OD)", "Haematoxylin (OD)", "Grade"} <= set(headers(panel))
    assert "Ruifrok" in panel.sums.stains.text()
    panel.cuts.setText("0,2; 0,1")
    panel.cuts.editingFinished.emit()
    assert panel.measuring.options.cuts == (0.2, 0.4, 0.6), "cuts that do not ascend are refused"


def test_the_project_is_added_up_on_request_and_written(
    panel, session, qtbot, tmp_path: Path
) -> None:
    turn_to(panel, "sums")
    QTest.mouseClick(panel.sums.measure_button, LEFT)
    qtbot.waitUntil(lambda: panel.sums.project.rowCount() > 0, timeout=WAIT_MS)
    names = {line.name.strip(): line.value for line in panel.sums.project.lines}
    assert names["Objects"] == "36" and names["Nucleus"] == "36 · 100.0 %"
    panel.sums.save(tmp_path / "T.csv")
    qtbot.waitUntil((tmp_path / "T-images.csv").exists, timeout=WAIT_MS)


def measure_project(qtbot, panel) -> None:
    shown: list[object] = []
    show, panel.sums.project.show_lines = panel.sums.project.show_lines, shown.append
    QTest.mouseClick(panel.sums.measure_button, LEFT)
    qtbot.waitUntil(lambda: bool(shown), timeout=WAIT_MS)
    panel.sums.project.show_lines = show
    show(shown[0])


def test_sums_of_the_project_say_when_they_are_older_than_the_labels(
    panel, window, session, qtbot
) -> None:
    turn_to(panel, "sums")
    document, sums = session.state.require_document(), panel.sums
    measure_project(qtbot, panel)
    assert not sums.age.isVisible()
    document.select_object(5)
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_2)
    assert not sums.age.isVisible(), "only what is drawn next has another class so far"
    QTest.keyClick(window.canvas, Qt.Key.Key_2)
    qtbot.waitUntil(sums.age.isVisible, timeout=WAIT_MS)
    assert "Labels changed" in sums.age.text()
    measure_project(qtbot, panel)
    assert not sums.age.isVisible()
    panel.stains.setCurrentIndex(panel.stains.findData("hdab"))
    wait_for_measures(qtbot, panel)
    assert "other stains or cuts" in sums.age.text()
    measure_project(qtbot, panel)
    assert not sums.age.isVisible()
    panel.cuts.setFocus()
    panel.cuts.selectAll()
    QTest.keyClicks(panel.cuts, "0.3; 0.5; 0.7")
    QTest.keyClick(panel.cuts, Qt.Key.Key_Return)
    wait_for_measures(qtbot, panel)
    assert sums.age.isVisible() and "other stains or cuts" in sums.age.text()


def test_sums_scroll_as_one_page(panel, window, qtbot) -> None:
    window.resize(1280, 720)
    turn_to(panel, "sums")
    measure_project(qtbot, panel)
    qtbot.wait(50)
    for lines in (panel.sums.image, panel.sums.project):
        assert lines.rowCount() and not lines.verticalScrollBar().maximum()
        assert lines.viewport().height() >= lines.rowCount() * lines.rowHeight(0)
    outer = window.docks["numbers"].findChild(PanelArea)
    assert not outer.verticalScrollBar().maximum(), "the page scrolls, not the panel around it"


def test_what_is_empty_says_what_to_do(panel, session, qtbot) -> None:
    session.actions.get("image.next").trigger()
    qtbot.waitUntil(
        lambda: (
            (session.state.document is not None) and session.state.document.record.name == "b.png"
        ),
        timeout=WAIT_MS,
    )
    wait_for_measures(qtbot, panel, 0)
    assert "Draw, or accept a proposal" in panel._nothing.text()
    assert not panel.table.copy_button.isEnabled() and not panel.table.save_button.isEnabled()
    turn_to(panel, "plot")
    assert "no object is measured" in panel.plot.plot._empty_text
    session.projects.close()
    assert "Choose an image" in panel._nothing.text()


def test_nothing_is_measured_while_the_panel_is_not_seen(panel, window, session, qtbot) -> None:
    window.docks.show("check")
    qtbot.waitUntil(lambda: not window.docks["numbers"].seen)
    session.state.require_document().select_object(1)
    session.actions.masks.delete_object([1])
    qtbot.waitUntil(lambda: not panel.measuring.busy, timeout=WAIT_MS)
    assert len(panel.measuring.measured.table) == 36
    window.docks.show("numbers")
    wait_for_measures(qtbot, panel, 35)


def test_a_density_map_follows_edits_and_undo(shown_slide, session, qtbot) -> None:
    density, document = shown_slide.canvas.heat.density, session.state.require_document()
    assert density.shown == "nothing", "off at first"
    before = shown_slide.canvas.grab().toImage()
    session.actions.get("view.density").trigger()

    def counts(number: int) -> None:
        qtbot.waitUntil(
            lambda: not density.busy and density.map is not None and density.map.objects == number,
            timeout=WAIT_MS,
        )

    counts(36)
    assert density.map.unit == "mm2" and density.picture is not None
    assert legend_words(density.map, density.title)[0] == "Nuclei per mm²   0"
    assert shown_slide.canvas.grab().toImage() != before
    document.select_object(1, [1, 2, 3])
    session.actions.masks.delete_object([1, 2, 3])
    counts(33)
    session.actions.edit.undo()
    counts(36)
    document.select_object(4, [4, 5])
    session.actions.masks.relabel("stromal", [4, 5])
    session.actions.get("view.class_density").trigger()
    session.actions.tools.choose_class("stromal")
    counts(2)
    assert density.title == "Stromal"
    assert not session.actions.get("view.density").checked()
    session.actions.get("view.class_density").trigger()
    assert density.map is None and shown_slide.canvas.grab().toImage() != before  # two are stromal


def test_a_density_map_gives_way_when_objects_are_seen_themselves(
    shown_slide, session, qtbot
) -> None:
    density, canvas = shown_slide.canvas.heat.density, shown_slide.canvas
    session.actions.get("view.density").trigger()
    qtbot.waitUntil(lambda: density.map is not None, timeout=WAIT_MS)
    assert seen_from_afar(canvas._chrome.frame())
    canvas.zoom_by(4.0)
    assert not seen_from_afar(canvas._chrome.frame())
    canvas.grab()
    assert legend_words(density_map(np.zeros((1, 2)), (9, 9), None), "Nuclei")[0].startswith(
        "Nuclei per megapixel"
    )


def test_many_scattered_objects_are_painted_and_not_selected_one_by_one(qapp) -> None:
    many = 20_000
    numbers = {"object": np.arange(1.0, many + 1), "area_px": np.arange(many) % 97.0}
    texts = {name: ["x"] * many for name in ("layer", "class", "origin", "state")}
    model = NumbersModel()
    model.show(ObjectNumbers(numbers, texts, True), {})
    every_third = np.arange(1, many, 3)
    assert model.selection_of(every_third).isEmpty()
    assert len(model.selection_of(np.arange(100, 15_000))) == 1
    model.mark(every_third)
    role = Qt.ItemDataRole.BackgroundRole
    assert model.data(model.index(0, 0), role) is not None
    assert model.data(model.index(1, 0), role) is None
    model.show_only(True)
    assert model.rowCount() == len(every_third)
    kinds = np.zeros(many, np.int64)
    colours = np.array([[255, 0, 0]], np.uint8)
    spans = ((0.0, many + 1.0), (0.0, 97.0))
    cells = cell_picture(numbers["object"], numbers["area_px"], kinds, colours, spans, (40, 60))
    assert cells.shape == (40, 60) and (cells > 0).any()
    assert len(bin_edges(numbers["object"])) == 61, "bars are bounded, however many objects"


def test_stains_are_shown_as_pictures_and_taken_from_an_object(
    panel, window, session, qtbot
) -> None:
    panel.stains.setCurrentIndex(panel.stains.findData("hdab"))
    QTest.mouseClick(panel.show_stains, LEFT)
    (sheet,) = window.findChildren(StainSheet)
    qtbot.waitUntil(lambda: not sheet.busy and bool(sheet.told[0].text()), timeout=WAIT_MS)
    assert all(not picture.pixmap().isNull() for picture in sheet.pictures)
    assert "Ruifrok" in sheet.source.text()
    before = sheet.told[1].text()
    session.state.require_document().select_object(36)
    QTest.mouseClick(sheet.take[1], LEFT)
    qtbot.waitUntil(lambda: not sheet.busy and "stated" in sheet.source.text(), timeout=WAIT_MS)
    assert sheet.told[1].text() != before and len(panel.measuring.options.vectors) == 2
    wait_for_measures(qtbot, panel)
    assert "stated" in panel.sums.stains.text()
    session.state.require_document().select_object(0)
    QTest.mouseClick(sheet.take[0], LEFT)
    assert "No object is selected" in session.services.notices.history[-1].message
    sheet.close()


def test_no_number_of_the_table_is_cut(panel) -> None:
    """Of twenty thousand objects the list said "20…"."""
    ids = np.array([7.0, 20164.0])
    page = panel.table
    texts = {"class": ["nucleus", "inflammatory"]}
    page.model.show(ObjectNumbers({"object": ids, "area_px": ids**2}, texts, False), {})
    page.refreshed()
    for section in range(page.model.columnCount()):
        assert page.table.sizeHintForColumn(section) <= page.table.columnWidth(section)


def test_stains_are_offered_where_there_are_colours(window, session, qtbot, tmp_path) -> None:
    """A film may be stored as red, green and blue that are all the same."""
    grey = np.random.default_rng(3).integers(0, 255, (60, 80, 1), np.uint8)
    film, tissue = grey.repeat(3, axis=2), grey.repeat(3, axis=2)
    tissue[5, 5] = 200, 100, 150
    for name, pixels in (("a-film.png", film), ("b-tissue.png", tissue)):
        Image.fromarray(pixels).save(tmp_path / name)
    session.projects.create(tmp_path / "Films", "nuclei", "none")
    session.image_work.add([tmp_path / "a-film.png", tmp_path / "b-tissue.png"])
    qtbot.waitUntil(lambda: session.state.document is not None, timeout=WAIT_MS)
    session.actions.get("panel.numbers").trigger()
    panel = window.numbers
    wait_for_measures(qtbot, panel, None)
    assert session.state.document.source.is_color and not panel.stains.isVisible()
    panel.measuring.ask(MeasureOptions(stains="hdab"))
    wait_for_measures(qtbot, panel, None)
    with pytest.raises(LViTError, match="all the same"):
        MeasureOptions(stains="hdab").stains_of(session.state.document.source)
    session.opening.select(session.state.library.images[1].id)
    qtbot.waitUntil(panel.stains.isVisible, timeout=WAIT_MS)
