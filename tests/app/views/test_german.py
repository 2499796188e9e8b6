"""The window in German: no English text is left, and nothing is cut because words are longer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDockWidget,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QStyleOptionViewItem,
    QTabBar,
    QTableWidget,
    QToolButton,
    QWidget,
)

from app.translation import CONTEXT, figure, install_language, remove_language, tr
from app.views.canvas.overlays.corner_texts import number, spacing_text, zoom_text
from app.views.canvas.overlays.proposal_bar import ProposalBar
from app.views.composer.fitting_label import ElidedLabel
from app.views.dialogs.about import licence_of
from app.views.dialogs.guide import Guide
from app.views.main_window import MainWindow
from app.views.panels.effect_panel import EffectPanel
from app.views.panels.object_model import ObjectRow
from docs.translations import all_texts
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.model.facts import facts_of
from lvit_core.model.prediction_state import PredictionState
from lvit_core.project.answer_origin import model_label
from lvit_core.project.answer_planes import class_planes
from lvit_core.project.generation_notes import note_words
from lvit_core.project.generations import CHOSEN_MEANWHILE
from lvit_core.project.records import ImageState, Need, Proposal
from lvit_core.project.step_words import step_words
from lvit_core.prompt.grammars import OURS, grammar_named
from lvit_core.resources import resource_path
from lvit_core.training.change_words import Numbering, change_lines
from lvit_core.training.gate import BEST, CHOSEN, IN_FORCE
from lvit_core.training.run import NOT_VERIFIED
from lvit_core.wording import Message, said
from tests.app.views.every_sheet import every_sheet

SMALLEST_PX = (1280, 720)  # the smallest window that is promised


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    """What is made from now on is German."""
    install_language("de")
    yield
    remove_language(qapp)


@pytest.fixture
def window(german: None, window):
    """The window of the other tests, made in German."""
    return window


@pytest.fixture(scope="module")
def english() -> set[str]:
    """All texts of the code without places; a name in the test data is none of them."""
    return {text.words for text in all_texts() if "{" not in text.words}


def words_of(parent: QWidget) -> Iterator[str]:
    """What a person can read or hear of a window: words, tips, names of fields."""
    for widget in (parent, *parent.findChildren(QWidget)):
        yield widget.toolTip()
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        yield widget.windowTitle()
        match widget:
            case QLabel() | QAbstractButton():
                yield widget.text()
            case QLineEdit():
                yield widget.placeholderText()
            case QGroupBox():
                yield widget.title()
            case QComboBox():
                yield from (widget.itemText(row) for row in range(widget.count()))
            case QTabBar():
                yield from (widget.tabText(row) for row in range(widget.count()))
            case QListWidget():
                yield from (widget.item(row).text() for row in range(widget.count()))
            case QTableWidget():
                heads = (widget.horizontalHeaderItem(n) for n in range(widget.columnCount()))
                yield from (head.text() for head in heads if head is not None)
    for action in parent.findChildren(QAction):
        yield action.text()
        yield action.toolTip()


def left_in_english(parent: QWidget, english: set[str]) -> set[str]:
    """The texts that have a German form and are shown in English."""
    found = set()
    for words in words_of(parent):
        for line in {words, *words.split("\n")}:
            plain = line.replace("&", "")
            if plain in english and QCoreApplication.translate(CONTEXT, plain) != plain:
                found.add(plain)
    return found


def test_no_text_of_the_window_is_left_in_english(opened, english) -> None:
    for dock in opened.findChildren(QDockWidget):
        dock.show()
    QTest.qWait(20)
    assert left_in_english(opened, english) == set()


def test_no_message_of_the_core_is_shown_as_it_is(window, opened, session, monkeypatch) -> None:
    """What the core says is English until ``tr`` has had it."""
    found: set[str] = set()

    def heard(show: Callable[..., object]) -> Callable[..., object]:
        def wrapped(widget: QWidget, *words: object) -> object:
            found.update(str(one) for one in words if isinstance(one, Message))
            return show(widget, *words)

        return wrapped

    for kind, name in (
        (QLabel, "setText"), (QAbstractButton, "setText"), (QWidget, "setToolTip"),
        (QWidget, "setAccessibleName"), (QWidget, "setWindowTitle"),
    ):  # fmt: skip
        monkeypatch.setattr(kind, name, heard(getattr(kind, name)))
    QLabel().setText(said("heard"))
    assert found == {"heard"}, "the ear works"
    found.clear()
    for name in ("check", "objects", "numbers", "training", "text", "images"):
        opened.docks.show(name)
        QTest.qWait(50)
    session.state.document.set_sentence("bilateral, upper left lung")
    QTest.qWait(800)
    assert found == set()


def cut_words(parent: QWidget) -> Iterator[str]:
    """The words of visible buttons and lines that have less room than they need."""
    for widget in parent.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton):
            continue
        if isinstance(widget, ElidedLabel) or (isinstance(widget, QLabel) and widget.wordWrap()):
            continue
        if isinstance(widget, QToolButton) and not widget.icon().isNull():
            continue  # its text is for screen readers
        needed = widget.minimumSizeHint() if isinstance(widget, QLabel) else widget.sizeHint()
        if widget.width() < needed.width() and widget.text():
            yield f"{widget.text()}: {widget.width()} of {needed.width()} px"


def test_nothing_is_cut_at_the_smallest_size(opened, session, qtbot) -> None:
    opened.resize(*SMALLEST_PX)
    qtbot.waitUntil(lambda: opened.height() == SMALLEST_PX[1])
    for name in ("check", "objects", "numbers", "training", "text", "images"):
        opened.docks.show(name)
        qtbot.waitUntil(lambda: [*cut_words(opened), *_beyond(opened)] == [])


def _beyond(opened: MainWindow) -> list[str]:
    """The tools that lie outside of the window."""
    return [
        button.accessibleName()
        for button in opened.palette_bar.findChildren(QToolButton)
        if button.isVisible()
        and not opened.rect().contains(QRect(button.mapTo(opened, QPoint()), button.size()))
    ]


@pytest.mark.parametrize("name", ["radiologist", "pathologist"])
def test_the_guides_are_german_with_the_same_pictures(window, session, name) -> None:
    session.actions.get(f"help.{name}").trigger()
    (guide,) = window.findChildren(Guide)
    assert guide.page.toPlainText().startswith("Anleitung für die")
    texts = [resource_path("help", f).read_text("utf-8") for f in (f"{name}.md", f"{name}.de.md")]
    english, german = (re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text) for text in texts)
    assert english == german and texts[0].count("\n## ") == texts[1].count("\n## ")
    titles = {tr(action.title).rstrip("…") for action in session.actions.all()}
    named = re.findall(r"\*\*\w+\s>\s([^*]+)\*\*", texts[1])
    told = {" ".join(one.split()).rpartition(" > ")[2] for one in named}
    assert told and told <= titles, told - titles


def test_no_two_entries_of_a_menu_have_the_same_letter(window) -> None:
    for menu in window.menus.findChildren(QMenu):
        letters = [
            entry.text()[entry.text().index("&") + 1].lower()
            for entry in menu.actions()
            if "&" in entry.text()
        ]
        assert len(letters) == len(set(letters)), menu.title()


def test_no_text_of_a_sheet_is_left_in_english_or_cut(opened, session, english) -> None:
    left = {}
    for sheet in every_sheet(session, opened):
        name = type(sheet).__name__
        left[name] = left_in_english(sheet, english) | set(cut_words(sheet))
        least = sheet.minimumSizeHint()
        assert least.width() <= SMALLEST_PX[0] and least.height() <= SMALLEST_PX[1], name
        sheet.close()
    assert {name: words for name, words in left.items() if words} == {}


FULL_HD_TWICE_PX = (960, 540)  # what a screen of 1920 x 1080 has at 200 percent


def test_the_window_fits_a_full_hd_screen_at_twice_the_size(window, opened, session, qtbot) -> None:
    for name in ("check", "objects", "numbers", "training", "text"):
        opened.docks.show(name)
        qtbot.wait(0)
        least = opened.minimumSizeHint()
        assert least.width() <= FULL_HD_TWICE_PX[0], name
        assert least.height() <= FULL_HD_TWICE_PX[1], name
    session.projects.close()
    assert opened.minimumSizeHint().width() <= FULL_HD_TWICE_PX[0], "the page at the start"


def test_licences_of_libraries_are_found_in_every_language(german: None) -> None:
    """The name of the field in which a package states its licence is no text for people."""
    assert "MIT" in licence_of("pydicom")[1]


def test_what_a_judge_noted_of_a_generation_is_german(german: None) -> None:
    """It is kept in English: what the gate writes is known again, part by part."""
    change = "+0.010 (90 % interval -0.002 to +0.020)"
    notes = (
        "not verified: no hold-out label judges yet; used, as there is no model before it",
        "not verified: 2 of 3 labels that judge are there; offered, as the model in force is of "
        "use",
        f"{NOT_VERIFIED}: no hold-out label judges yet; {CHOSEN_MEANWHILE}",
        "used, as the model in force reaches Dice 0.468 on your own labels",
        f"hold-out Dice 0.742 over 12 images, no worse than {IN_FORCE}: {change}",
        f"hold-out Dice 0.500 over 3 images, worse than {CHOSEN}: -0.100, no worse than {BEST}: +0",
        "hold-out Dice 0.500 over 3 images; no model before",
    )
    for note in notes:
        words = tr(note_words(note))
        assert note_words(note) == note
        assert not re.search(r"\b(the|labels|images|worse|used|offered|model)\b", words)
    assert "Dice 0,742 auf 12" in tr(note_words(notes[4]))
    assert note_words("typed by hand; as it is") == "typed by hand; as it is"
    assert note_words("") == ""


def test_what_changed_with_a_generation_is_german(german: None) -> None:
    """It is kept in JSON too, by the numbers of its run, and told by those of the project."""
    change = {"mean": 0.02, "low": -0.01, "high": 0.05}
    labels = [
        {"name": "a.png", "way": "drawn", "changed": None, "people": ["Ada"]},
        {"name": "b.png", "way": "corrected", "changed": 0.25, "people": []},
    ]
    holdout = {
        "images": 2, "dice": 0.75, "against": {IN_FORCE: change, BEST: {**change, "low": None}},
        "per_image": [{"name": "x.png", "dice": 0.7, "before": None}],
        "not_judging": {"w.png": "generation 3 has learnt from it"},
    }  # fmt: skip
    report = {
        "generation": "gen-0002", "trained_from": "gen-0001", "judged_against": "chest",
        "put_in_force": True, "verified": False,
        "verdict": "hold-out Dice 0.500 over 2 images; no model before", "labels": labels,
        "added": labels, "no_more": ["c.png"], "people": {"Ada": 1}, "pseudo_labels": 1,
        "pseudo": [{"name": "d.png", "generation": 1}], "holdout": holdout,
        "changes": {"kinds": [{"name": "grey", "images": 2, "change": -0.1}], "classes": []},
        "settings": {"seed": 3}, "steps": 12, "seconds": 61.2,
    }  # fmt: skip
    lines = change_lines(report, Numbering(5, {"gen-0001": 4}, {1: 4, 2: 5}))
    told = "\n".join(tr(line) if line else "" for line in lines)
    assert told.startswith("# Generation 5: in Kraft, nicht geprüft")
    assert "ausgehend von Generation 4" in told and "Wie Generation 4 sie hinterließ" in told
    assert "mittlerer Dice 0,750" in told and "Bildart grey: -0,100 über 2 Bilder" in told
    english = r"\b(the|labels?|images?|worse|used|offered|judged|learnt|drawn|by|run|none)\b"
    assert not re.search(english, told)


def test_the_model_in_force_and_a_pseudo_label_are_named_in_german(german: None) -> None:
    facts = facts_of("chest", 3)
    assert tr(facts.short).startswith("chest · Generation 3 · ")
    assert tr(model_label("pseudo label of gen-0003")) == "Pseudo-Label von gen-0003"


def test_figures_have_a_comma(german: None) -> None:
    assert (figure(0.7, ".2f"), figure(6.74, ".3g"), figure(3, "g")) == ("0,70", "6,74", "3")


def test_numbers_over_the_image_and_below_it_have_a_comma(german: None) -> None:
    """'Vorhersage 3.4 s' stood below 'Schwelle 0,50'."""
    told = PredictionState(phase="ready", seconds=3.42), PredictionState("predicting", "", 1.26)
    assert [tr(one.text) for one in told] == ["Vorhersage 3,4 s", "Vorhersage läuft, etwa 1,3 s"]
    assert tr(PredictionState(phase="ready", seconds=0.026).text) == "Vorhersage 26 ms"
    assert spacing_text((0.661, 0.661)) == "0,661 mm" and zoom_text(0.082) == "8,2 %"
    assert number(0.25) == "0,25" and number(3812.0) == "3812"


def test_what_was_undone_and_where_is_german(opened, session, qtbot) -> None:
    """The line was put together from English pieces."""
    canvas, named = opened.canvas, {one.objectName(): one for one in opened.actions()}
    canvas.setFocus()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().center())
    keys = Qt.KeyboardModifier
    for action, held, words in (
        ("edit.undo", keys.ControlModifier, "Rückgängig gemacht: Pinsel ("),
        ("edit.redo", keys.ControlModifier | keys.ShiftModifier, "Wiederholt: Pinsel ("),
    ):
        qtbot.waitUntil(named[action].isEnabled, timeout=20_000)
        QTest.keyClick(canvas, Qt.Key.Key_Z, held)
        assert opened.status.step.text().startswith(words)


def test_the_bar_names_keys_as_a_german_keyboard_does(opened) -> None:
    assert opened.findChild(ProposalBar)._reject._key == "Entf"


def test_why_an_image_is_next_stays_german_when_a_project_opens_again(german, opened, session):
    """It is kept in English: 'sentence decides 52 %' stood in the German list the next day."""
    needs = session.state.project.needs
    for words, in_german in (
        ("sentence decides 52 %", "Satz bestimmt 52 %"),
        ("model is unsure of 56 %", "Modell zu 56 % unsicher"),
        ("changed much, generation 3 to 12", None),
        ("model finds nothing", None),
    ):
        needs.save(1, Need(5, 0.5, words), "2-any")
        kept = needs.all()[1].words
        assert kept == words and tr(kept) == (in_german or tr(kept)) != words


def test_what_the_text_did_fits_beside_the_image(opened) -> None:
    """'mit vertauschten Seiten  100 % anders  Zeigen' was wider than the panel of 1280 pixels."""
    opened.resize(*SMALLEST_PX)
    for dock in opened.findChildren(QDockWidget):
        dock.show()
        dock.raise_()
        QTest.qWait(20)
    panel = opened.findChild(EffectPanel)
    panel._rows.show()
    for moved in panel.moved.values():
        moved.setText("100 % anders")
    assert panel._rows.minimumSizeHint().width() <= 272
    assert panel.minimumSizeHint().width() <= 300, "a scroll bar for one pixel"


@pytest.mark.parametrize(
    "shown", [{"training.start", "training.resume"}, {"training.pause", "training.stop"}]
)
def test_the_buttons_of_training_fit_beside_the_image(opened, qtbot, shown) -> None:
    """'Starten', 'Fortsetzen' and 'Generationen…' in one line were wider than the panel."""
    opened.resize(*SMALLEST_PX)
    opened.docks.show("training")
    panel = opened.training
    for key, button in panel.buttons.items():
        button.setVisible(key in shown | {"generations.show"})
    panel._line.keep_height()
    area = panel.parentWidget()
    qtbot.waitUntil(lambda: panel.width() <= area.width())
    assert list(cut_words(panel)) == []


def test_a_class_is_read_whole_beside_where_its_object_comes_from(opened, session, qtbot) -> None:
    """'Infe…' stood beside 'angenommen' in the smallest window."""
    opened.resize(*SMALLEST_PX)
    opened.docks.reset()
    opened.docks.show("objects")
    model, table = opened.objects.model, opened.objects.table
    model.set_rows([ObjectRow(4, "Infection", "#56B4E9", 13_175, "angenommen")], None)
    table.show()
    qtbot.wait(50)  # layouts settle
    assert table.horizontalHeader().length() <= table.viewport().width()
    for column in range(model.columnCount()):
        cell = model.index(0, column)
        option = QStyleOptionViewItem()
        table.initViewItemOption(option)
        delegate = table.itemDelegate()
        needed = delegate.sizeHint(option, cell).width()
        assert needed <= table.columnWidth(column), cell.data()


def test_names_of_built_in_templates_are_german_and_stored_as_ever(opened, session) -> None:
    document = session.state.document
    shown = [button.text() for button in opened.options.layers.findChildren(QAbstractButton)]
    assert shown == ["Läsionen", "Lungen", "Regionen"]
    assert [layer.title for layer in document.template.layers] == ["Lesions", "Lungs"]
    opened.docks.show("objects")
    panel = opened.objects
    names = [b.text() for b in panel.classes.findChildren(QAbstractButton) if b.isVisible()]
    assert any("Milchglastrübung" in name for name in names), names
    assert "Läsionen" in panel.summary
    session.actions.get("project.new").trigger()
    sheet = next(w for w in opened.findChildren(QWidget) if type(w).__name__ == "NewProject")
    assert sheet.template.findText("Röntgen-Thorax, Lungeninfektion") >= 0
    sheet.close()


def test_the_bar_says_whole_whose_proposal_it_is(opened, session, qtbot) -> None:
    opened.resize(*SMALLEST_PX)
    qtbot.waitUntil(lambda: opened.height() == SMALLEST_PX[1])
    document = session.state.document
    layer = document.template.layer("lesion")
    chance = np.full((96, 128), 200, np.uint8)
    planes, classes = class_planes(chance, layer)
    document.set_state(ImageState.LABELED)
    asked = document.sentence.strip()
    document.set_proposal(Proposal(1, layer.name, classes, planes, 0.5, asked, "chest"))
    bar = opened.findChild(ProposalBar)
    assert bar._name.text() == "Vorschlag von chest, noch offen"
    qtbot.waitUntil(lambda: bar._name.fitting_text() == bar._name.text())
    assert bar.cut.isVisible() and bar.width() <= opened.canvas.width()


def test_the_bar_fits_over_a_small_image(opened, session, qtbot) -> None:
    """Its ends lay beyond both sides of the canvas at 300 %."""
    opened.resize(640, 360)
    opened.docks.reset()
    opened.resize(640, 360)
    document = session.state.document
    layer = document.template.layer("lesion")
    planes, classes = class_planes(np.full((96, 128), 200, np.uint8), layer)
    document.set_proposal(Proposal(1, layer.name, classes, planes, 0.5, "", "chest"))
    bar = opened.findChild(ProposalBar)
    qtbot.waitUntil(lambda: opened.canvas.width() < 420)
    qtbot.waitUntil(lambda: opened.canvas.rect().contains(bar.geometry()))
    assert bar.part._title == "Teil" and bar.part.accessibleName() == "Teil annehmen"
    opened.resize(1280, 720)
    qtbot.waitUntil(lambda: bar.part._title == "Teil annehmen")


def test_steps_of_an_import_and_of_several_objects_are_german(german: None) -> None:
    assert tr(step_words("Import labels")) == "Annotationen importieren"
    assert tr(step_words("Delete 3 objects")) == "3 Objekte löschen"


@pytest.mark.parametrize("name", OURS)
def test_grammars_are_named_in_german(german: None, name) -> None:
    grammar = grammar_named(name)
    assert tr(grammar.title) != grammar.title
    assert not grammar.claims or tr(grammar.claims) != grammar.claims


@pytest.mark.parametrize("kind", SpacingKind)
def test_what_a_pixel_size_was_measured_on_is_german(german: None, kind) -> None:
    told = kind.remark
    assert not told or tr(told) != told
