"""Objects, tool options, training and curves as a person sees and uses them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.views.elements import time_left
from app.views.panels.curves import CurveChart, Series, ticks
from app.views.panels.object_model import ObjectModel, ObjectRow
from app.views.panels.training_panel import loss_series, quality_series
from lvit_core.annotation.gesture import ToolModifiers
from lvit_core.training.run import CurvePoint, TrainingState
from lvit_core.wording import counted

LEFT = Qt.MouseButton.LeftButton


def rows(count: int) -> list[ObjectRow]:
    areas = np.random.default_rng(1).permutation(count) + 1
    return [
        ObjectRow(number + 1, "Nucleus", "#ffffff", int(areas[number]), "drawn")
        for number in range(count)
    ]


def test_objects_sort_by_area_and_tell_units(qapp, qtmodeltester):
    model = ObjectModel()
    model.set_rows(rows(50), None)
    qtmodeltester.check(model)
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert model.data(model.index(0, 2)) == "50"
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Area px ↓"
    assert model.row_of(model.object_id(7)) == 7
    model.set_rows(rows(50), 0.25)
    assert model.data(model.index(0, 2)) == "12.5"
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Area mm² ↓"
    model.set_rows(rows(48), 0.25e-6)
    assert model.data(model.index(0, 2)) == "12"
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Area µm² ↓"
    model.set_rows(rows(48), 0.25, "at the detector, not calibrated")
    tip = model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Areas are at the detector, not calibrated. Click to sort"


def draw(session, y: float, x: float) -> None:
    """One dab of the brush, as a new object."""
    session.actions.tools.start_object()
    session.palette.settings.update(brush_radius_px=6.0)
    session.palette.tool.press((y, x))
    session.palette.tool.release((y, x))


def test_objects_are_listed_gone_to_and_deleted(opened, session, qtbot):
    panel = opened.objects
    opened.docks.show("objects")
    draw(session, 16, 16)
    draw(session, 56, 76)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    assert panel.summary == "Lesions: 2"
    title = opened.docks["objects"].summary
    assert title.fitting_text() == panel.summary, "the count is cut off"
    with qtbot.waitSignal(panel.rect_wanted) as caught:
        index = panel.model.index(1, 1)
        at = panel.table.visualRect(index).center()
        QTest.mouseClick(panel.table.viewport(), LEFT, pos=at)
    rect = caught.args[0]
    assert rect.contains(56, 76)
    assert session.state.document.selected_object == panel.model.object_id(1)
    delete = next(item for item in panel.findChildren(QPushButton) if item.text() == "Delete")
    QTest.mouseClick(delete, LEFT)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    session.actions.edit.undo()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)


def test_the_buttons_of_the_list_of_objects_stay_whole_where_it_is_narrow(opened, qtbot):
    """The longer words of German stood out of the panel at 1280 pixels."""
    buttons = opened.objects._buttons.values()
    row, widest = next(iter(buttons)).parentWidget(), max(b.sizeHint().width() for b in buttons)
    for button in buttons:
        button.show()  # as where there are objects
    row.setParent(None)  # by itself it can be as narrow as it is told
    row.resize(widest + 10, 20)
    row.show()
    qtbot.waitExposed(row)
    row.resize(row.width(), row.minimumHeight())
    for button in buttons:
        assert button.width() >= button.sizeHint().width()
        assert row.rect().contains(button.geometry())
    row.close()


def test_several_objects_are_merged_and_relabeled(opened, session, qtbot):
    panel = opened.objects
    opened.docks.show("objects")
    draw(session, 16, 16)
    draw(session, 50, 40)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    panel.table.selectAll()
    merge = next(item for item in panel.findChildren(QPushButton) if item.text() == "Merge")
    assert merge.isEnabled()
    QTest.mouseClick(merge, LEFT)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)


def test_layer_is_changed_by_one_click(opened, session):
    button = opened.options.findChild(QPushButton, "layer.lungs")
    QTest.mouseClick(button, LEFT)
    assert session.state.document.active_layer == "lungs"
    assert opened.options.findChild(QPushButton, "layer.lungs").isChecked()
    assert "lungs" in opened.objects.summary.lower()


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_options_show_what_the_tool_can_use(opened, session):
    bar = opened.options
    session.actions.tools.choose["brush"]()
    assert bar.size.isVisible() and not bar.tolerance.isVisible()
    session.actions.tools.choose["wand"]()
    assert bar.tolerance.isVisible() and not bar.size.isVisible()
    bar.tolerance.slider.setValue(25)
    assert session.palette.settings.values.tolerance == pytest.approx(0.25)
    session.actions.tools.choose["brush"]()
    bar.size.slider.setValue(60)
    assert session.palette.settings.values.brush_radius_px == pytest.approx(30)
    assert opened.status.brush.text() == "brush 60 px"
    session.actions.tools.enlarge_brush()
    assert bar.size.slider.value() > 60
    bar.inside.click()
    QTest.mouseClick(bar.fields.more, LEFT)  # there is no room for it beside the tool's own
    assert bar.range.isVisible() and bar.range.isEnabled()
    bar.fields.box.close()
    values = session.palette.settings.values
    assert values.stay_inside and values.low is not None and values.low < values.high


def test_mask_opacity_is_a_preference(opened, session):
    opened.options.opacity.slider.setValue(75)
    assert session.services.preferences.get("view.mask_opacity") == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("phase", "visible"),
    [
        ("idle", {"training.start"}),
        ("running", {"training.pause", "training.stop"}),
        ("paused", {"training.resume", "training.stop"}),
        ("stopping", {"training.stop"}),
    ],
)
def test_training_offers_what_fits_the_phase(opened, phase, visible):
    panel = opened.training
    panel.show_state(TrainingState(phase, seconds_left=720.0))
    shown = {key for key, button in panel.buttons.items() if not button.isHidden()}
    assert shown - {"generations.show"} == visible
    assert panel.summary


def test_a_run_that_a_person_stopped_has_not_finished(opened, session, monkeypatch):
    """'finished' stood beside 'Resume'."""
    monkeypatch.setattr(session.fine_tuning, "_stopped", session.state.project.folder / "run")
    opened.training.show_state(TrainingState("finished"))
    assert opened.training.summary == "stopped"
    monkeypatch.setattr(session.fine_tuning, "_stopped", None)
    opened.training.show_state(TrainingState("finished"))
    assert opened.training.summary == "finished"


def test_training_tells_time_left_counts_and_problems(opened):
    panel = opened.training
    curves = {"holdout_dice": (CurvePoint(1, 0.61), CurvePoint(2, 0.82))}
    panel.show_state(
        TrainingState(
            "running", generation=2, step=10, seconds_left=720.0, labeled=37, unlabeled=148,
            with_sentence=140, pseudo_labeled=64, holdout=12, holdout_dice=0.823, curves=curves,
        )
    )  # fmt: skip
    assert panel.summary == "running · 12 min left"
    assert panel._values["counts"].text() == "37 / 12"
    panel.show_state(TrainingState("running", labeled=37, holdout=2))
    assert panel._values["counts"].text() == "37 / 2, judging from 3 on", "fewer judge nothing"
    panel.show_state(
        TrainingState(
            "running",
            labeled=37,
            unlabeled=148,
            with_sentence=140,
            pseudo_labeled=64,
            curves=curves,
        )
    )
    assert panel._values["unlabeled"].text() == "148: 140 with a sentence, 8 without"
    assert "64" in panel._values["unlabeled"].toolTip()
    assert "0.820" in panel.chart.accessibleDescription()
    assert panel._values["plainly"].isHidden()
    panel.show_state(TrainingState("running", plainly="bfloat16"))
    assert panel._values["plainly"].text() == "float32: bfloat16 is wrong on this computer"
    assert panel._titles["plainly"].isVisible() and panel._values["plainly"].isVisible()
    panel.show_state(TrainingState("failed", message="The graphics card is out of memory."))
    assert panel._message.isVisible()
    assert panel._message.property("role") == "danger"


def test_training_claims_no_number_that_nobody_has_counted(opened, session, qtbot):
    panel = opened.training
    panel.show_state(TrainingState())
    found = len(session.state.library.images)
    qtbot.waitUntil(lambda: panel._values["generation"].text() == "none yet")
    assert panel._values["unlabeled"].text().startswith(f"{session.fine_tuning.counts().unlabeled}")
    assert "not counted yet" in panel._values["unlabeled"].toolTip()
    counted = panel._values["counts"].text()
    panel.show_state(TrainingState("finished", labeled=99, unlabeled=99, holdout=99))
    assert panel._values["counts"].text() == counted, "what was true of a run is not true for ever"
    session.projects.close()
    assert found and panel._values["counts"].text() == "not counted yet"
    assert panel._values["unlabeled"].text() == "not counted yet"


def test_training_says_nothing_of_no_project(window, opened, session):
    assert window.training._values["generation"].isVisibleTo(window.training)
    session.projects.close()
    assert not window.training._values["generation"].isVisibleTo(window.training)


def test_training_tells_generations_by_the_numbers_of_the_project(opened, session, tmp_path, qtbot):
    """Also after a restart, and when a run counts its own from one again."""
    panel, project = opened.training, session.state.project
    for number in range(1, 22):
        model = project.folder / f"gen-{number:04d}"
        project.generations.add(model, "chest", 0.8, succeeds=project.generations.model_in_force())
    folder = project.folder
    session.projects.close()
    with qtbot.waitSignal(session.fine_tuning.changed):
        session.projects.open(folder)
        assert panel._generation_words() == "…", "which there are is not read yet"
    assert panel._values["generation"].text() == "21 in force · Dice 0.800"
    panel.show_state(TrainingState("running", generation=1, labeled=2, holdout=1))
    assert panel._values["generation"].text() == "21 in force · Dice 0.800"
    with qtbot.waitSignal(session.fine_tuning.changed):
        session.actions.training.put_in_force(number=0)
    assert panel._values["generation"].text() == "original in force, newest 21 · Dice 0.800"
    session.projects.close()
    assert panel._values["generation"].text() == "none yet"


def test_training_shows_its_chart_and_the_image_keeps_its_size(opened, qtbot):
    opened.docks.show("training")
    size = opened.canvas.size()
    points = tuple(CurvePoint(step, 1 / step) for step in range(1, 9))
    opened.training.show_state(TrainingState("running", curves={"supervised": points}))
    chart, area = opened.training.chart, opened.training.parentWidget()
    qtbot.waitUntil(lambda: area.rect().contains(chart.geometry()))
    assert opened.training.buttons["training.stop"].isVisible()
    opened.training.show_state(TrainingState())
    qtbot.waitUntil(chart.isHidden)
    assert opened.canvas.size() == size


def test_the_quality_curve_counts_generations_as_the_project_does(opened, session, tmp_path, qtbot):
    project = session.state.project
    run = project.folder / "models" / "run-0002"
    project.generations.add(project.folder / "models/run-0001/generations/gen-0001", "chest", 0.4)
    project.generations.add(run / "generations" / "gen-0001", "chest", 0.5)
    with qtbot.waitSignal(session.fine_tuning.changed):
        session.fine_tuning.intake.changed.emit()
    curves = {"holdout_dice": (CurvePoint(1, 0.5), CurvePoint(2, 0.6))}
    opened.training.show_state(TrainingState("running", run, curves=curves))
    drawn = [series.points for series in opened.training.chart._series]
    assert drawn == [((2.0, 0.5),)], "the second is drawn as soon as it is recorded"


def test_curves_are_thinned_but_keep_their_end():
    points = tuple(CurvePoint(step, 1 / (step + 1)) for step in range(10_000))
    series = loss_series({"supervised": points})
    kept = next(item for item in series if item.points)
    assert len(kept.points) <= 402
    assert kept.points[-1] == (9999, points[-1].y)
    assert quality_series({})[0].points == ()


def test_chart_draws_curves_in_their_colours(qtbot):
    from app.views.theme import current_theme

    chart = CurveChart("Curves")
    qtbot.addWidget(chart)
    chart.resize(300, 132)
    rising = Series("hold-out Dice", tuple((x, 0.6 + 0.02 * x) for x in range(10)), "mask")
    hole = Series("broken", ((0, float("nan")),), "pseudo")
    chart.set_series([rising, hole], "gen", "nothing yet")
    image = chart.grab().toImage()
    wanted = current_theme().color("mask").rgb()
    found = sum(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )
    assert found > 10
    assert chart.accessibleDescription() == "hold-out Dice 0.780"
    chart.set_series([], "gen", "nothing yet")
    assert chart.accessibleDescription() == "nothing yet"


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (0.61, 0.83), (-3.0, 12.5), (1e-6, 2e-6)])
def test_ticks_are_round_and_inside(low, high):
    found = ticks(low, high)
    assert 2 <= len(found) <= 6
    assert all(low - 1e-9 <= value <= high + 1e-9 for value in found)
    steps = np.diff(found)
    assert np.allclose(steps, steps[0])


def test_numbers_are_told_as_people_say_them():
    assert time_left(None) == ""
    assert time_left(0.2) == "1 s left"
    assert time_left(720) == "12 min left"
    assert time_left(7500) == "2 h 05 min left"
    assert counted(1, "image") == "1 image"
    assert counted(10_000, "image") == "10,000 images"


def test_a_chosen_class_is_for_the_next_object_unless_a_person_says_so(opened, session, qtbot):
    panel = opened.objects
    opened.docks.show("objects")
    draw(session, 16, 16)
    document = session.state.document
    one = document.selected_object
    table = document.objects["lesion"]
    was = table.get(one).class_name
    other = next(
        item.name for item in document.template.layer("lesion").classes if item.name != was
    )
    chip = panel.classes.findChild(QPushButton, f"class.{other}")
    QTest.mouseClick(chip, LEFT)
    assert panel.question.isVisible() and table.get(one).class_name == was, "asked, not changed"
    QTest.mouseClick(panel.question.draw_next, LEFT)
    assert not panel.question.isVisible()
    draw(session, 56, 76)
    two = document.selected_object
    assert (table.get(one).class_name, table.get(two).class_name) == (was, other)
    QTest.mouseClick(panel.classes.findChild(QPushButton, f"class.{was}"), LEFT)
    QTest.mouseClick(panel.question.change, LEFT)
    assert table.get(two).class_name == was and not panel.question.isVisible()
    document.undo_stack.undo()
    assert table.get(two).class_name == other


def test_training_says_why_it_cannot_start_where_nothing_may_be_written(
    opened, session, monkeypatch, qtbot
):
    monkeypatch.setattr(type(session.state.project), "read_only", property(lambda _: True))
    session.actions.refresh()
    start = opened.training.buttons["training.start"]
    qtbot.waitUntil(lambda: not start.isEnabled())
    assert "can only be read here" in start.toolTip()
    action = opened.actions_by_id.get("training.start")
    qtbot.waitUntil(lambda: "can only be read here" in action.toolTip())


def test_an_object_in_pieces_is_marked_and_can_be_divided(opened, session, qtbot):
    panel = opened.objects
    opened.docks.show("objects")
    draw(session, 16, 16)
    session.palette.tool.press((56, 76), ToolModifiers(shift=True))
    session.palette.tool.release((56, 76))
    qtbot.waitUntil(lambda: panel.model.data(panel.model.index(0, 1)) == "2 parts · Infection")
    qtbot.waitUntil(panel.offer.isVisible)
    assert panel.offer.keep_largest.isVisible() and not panel.offer.fill.isVisible()
    qtbot.mouseClick(panel.offer.split, LEFT)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    qtbot.waitUntil(lambda: panel.model.data(panel.model.index(0, 1)) == "Infection")
    assert not panel.offer.isVisible()
    session.actions.edit.undo()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)


def test_a_class_has_a_menu_that_selects_and_changes(opened, session, qtbot):
    opened.docks.show("objects")
    panel = opened.objects
    draw(session, 16, 16)
    draw(session, 56, 76)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    names = [kind.name for kind in session.state.document.template.layer("lesion").classes]
    select = panel.class_menu(names[0]).actions()[2]
    select.trigger()
    assert sorted(panel.selected_ids()) == [1, 2]
    change = panel.class_menu(names[1]).actions()[1]
    assert change.text().startswith("Make 2 selected objects") and change.isEnabled()
    change.trigger()
    table = session.state.document.objects["lesion"]
    qtbot.waitUntil(lambda: {table.get(one).class_name for one in (1, 2)} == {names[1]})


@pytest.mark.parametrize("origin", ["drawn", "accepted", "imported"])
def test_a_row_stands_whole_in_the_list(opened, origin):
    """At 1280 pixels origins and numbers of five digits were cut."""
    opened.docks.show("objects")
    table = opened.objects.table
    table.model().set_rows([ObjectRow(20164, "Nucleus", "#56B4E9", 104_800, origin)], None)
    opened.resize(1280, 720)
    QApplication.processEvents()
    for section in range(4):
        assert table.sizeHintForColumn(section) <= table.columnWidth(section)
