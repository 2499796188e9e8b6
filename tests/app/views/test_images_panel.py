"""The list of images: states in words, search, and ten thousand rows without a pause."""

from __future__ import annotations

import random
import sys

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QMessageBox

from app.session.library import Library
from app.views.dialogs.many_sentences import ManySentences
from app.views.panels.image_delegate import ImageDelegate, _lines
from app.views.panels.image_model import FILTERS, WORDS_ROLE, ImageModel, state_words
from app.views.panels.images_panel import ImageList
from app.views.theme import current_theme
from lvit_core.cli.proposing import Proposed
from lvit_core.project.list_order import Ordered
from lvit_core.project.records import ImageRecord, ImageState, Need, Picture, Proposal


def record(number: int, **changes) -> ImageRecord:
    values = {
        "id": number,
        "path": f"images/film-{number:05d}.png",
        "name": f"film-{number:05d}.png",
        "content_hash": f"{number:064x}",
        "height": 512,
        "width": 512,
        "channels": 1,
        "spacing_mm": None,
        "orientation": None,
        "group": "",
        "template": "chest-xray",
        "sentence": "",
        "state": ImageState.UNLABELED,
        "split": "train",
        "missing": False,
        "has_proposal": False,
        "reason": "",
        "added_at": "2026-01-01T00:00:00+00:00",
    }
    return ImageRecord(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "words", "token"),
    [
        ({}, "no sentence yet", "unlabeled"),
        ({"sentence": "No infection."}, "not labeled", "unlabeled"),
        ({"has_proposal": True}, "proposal", "proposal"),
        ({"state": ImageState.IN_PROGRESS}, "in progress", "accent_line"),
        ({"state": ImageState.LABELED, "has_proposal": True}, "labeled", "labeled"),
        ({"state": ImageState.LABELED, "missing": True}, "file not found", "danger"),
        ({"state": ImageState.LABELED, "split": "holdout"}, "labeled · hold-out", "labeled"),
        ({"has_proposal": True, "reason": "uncertain"}, "proposal · uncertain", "proposal"),
    ],
)
def test_every_state_is_told_in_words(changes, words, token):
    assert state_words(record(1, **changes)) == (words, token)


def test_the_tooltip_says_what_a_hold_out_is(qapp):
    model = ImageModel(lambda image_id: None)
    model.set_list(Ordered.of([record(1), record(2, split="holdout")]))
    tips = [model.data(model.index(row), Qt.ItemDataRole.ToolTipRole) for row in range(2)]
    assert "training never sees it" not in tips[0]
    assert "training never sees it" in tips[1]


def test_search_and_filter(qapp):
    model = ImageModel(lambda image_id: None)
    model.set_list(
        Ordered.of(
            [
                record(1, sentence="Bilateral infection, upper left lung."),
                record(2, state=ImageState.LABELED, sentence="Bilateral infection."),
                record(3, has_proposal=True),
            ]
        )
    )
    model.set_filter("all", "BILATERAL lung")
    assert [model.record(row).id for row in range(model.rowCount())] == [1]
    model.set_filter("labeled", "")
    assert [model.record(row).id for row in range(model.rowCount())] == [2]
    for key, _title in FILTERS:
        model.set_filter(key, "")
        assert 0 <= model.rowCount() <= 3
    assert model.total == 3


def test_rows_are_laid_out_without_a_call_into_python_for_each(qtbot, qapp):
    """A view asks four times for each row how many there are: of 100,000 that took a second."""
    model = ImageModel(lambda image_id: None)
    view = ImageList(model)
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()
    qtbot.waitExposed(view)
    calls = []
    records = [record(number) for number in range(2_000)]
    sys.setprofile(lambda frame, event, _: calls.append(event) if event == "call" else None)
    try:
        model.set_list(Ordered.of(records))
        qapp.processEvents()
    finally:
        sys.setprofile(None)
    assert view.verticalScrollBar().maximum() > 10_000
    assert len(calls) < 2_000


def test_filter_and_search_give_what_looking_at_every_image_gives():
    dice = random.Random(5)
    passes = {
        "all": lambda one: True,
        "open": lambda one: one.state != "labeled",
        "proposal": lambda one: one.has_proposal and one.state != "labeled",
        "in_progress": lambda one: one.state == "in_progress",
        "labeled": lambda one: one.state == "labeled",
        "silent": lambda one: one.sentence == "",
        "holdout": lambda one: one.split == "holdout",
        "missing": lambda one: one.missing,
        "replaced": lambda one: one.picture != "same",
    }
    known = {}

    def changed(number: int) -> ImageRecord:
        known[number] = record(
            number,
            state=dice.choice(list(ImageState)),
            sentence=dice.choice(["", "Left lung.", "BOTH lungs, upper"]),
            split=dice.choice(["train", "holdout"]),
            missing=dice.random() < 0.2,
            has_proposal=dice.random() < 0.3,
            picture=dice.choice(list(Picture)),
        )
        return known[number]

    model = ImageModel(lambda image_id: None)
    library = Library()
    library.fill(Ordered.of(changed(number) for number in dice.sample(range(90), 60)))
    model.set_list(library.listed)
    order = list(known)
    for _ in range(80):
        library.update(changed(dice.choice(order)))
        kind, _title = dice.choice(FILTERS)
        words = dice.choice(["", "lung", "LUNG film-0000", "left 7", "nothing"])
        model.set_filter("all", "no image has this")
        model.set_filter(kind, words)
        wanted = [
            number
            for number in order
            if passes[kind](known[number])
            and all(w in f"{known[number].name} {known[number].sentence}".lower()
                    for w in words.lower().split())
        ]  # fmt: skip
        assert [model.record(row).id for row in range(model.rowCount())] == wanted
        assert [model.row_of(number) for number in wanted] == list(range(len(wanted)))


def test_of_ten_thousand_rows_only_the_visible_ones_cost_anything(qtbot, qapp):
    """Their times are figures of ``lvit bench app``; here it is what they rest on."""
    asked: list[int] = []
    model = ImageModel(asked.append)
    view = ImageList(model)
    qtbot.addWidget(view)
    view.resize(300, 600)
    view.show()
    qtbot.waitExposed(view)
    records = [record(number, sentence="Bilateral.") for number in range(10_000)]
    model.set_list(Ordered.of(records))
    qapp.processEvents()
    assert isinstance(view.itemDelegate(), ImageDelegate)
    assert 0 < len(set(asked)) < 30  # only what is visible asks for its picture
    bar = view.verticalScrollBar()
    asked.clear()
    for step in range(60):
        bar.setValue(bar.maximum() * step // 60)
        view.viewport().repaint()
    assert 60 <= len(asked) < 60 * 30
    model.set_filter("all", "film-09999")
    assert model.rowCount() == 1


def test_one_changed_record_redraws_one_row(qapp, qtbot):
    model = ImageModel(lambda image_id: None)
    listed = Ordered.of([record(number) for number in range(5)])
    model.set_list(listed)
    listed.put(3, record(3, state=ImageState.LABELED))
    with qtbot.waitSignal(model.dataChanged) as caught:
        model.redraw(3)
    assert caught.args[0].row() == caught.args[1].row() == 3
    assert model.record(3).state == ImageState.LABELED


def test_one_changed_record_paints_one_row_and_lays_out_none(qapp, qtbot, monkeypatch):
    """A list of 100,000 images was laid out anew, and all of it painted, for every thumbnail."""
    painted: list[int] = []
    paint = ImageDelegate.paint

    def watched(self, painter, option, index) -> None:
        painted.append(index.row())
        paint(self, painter, option, index)

    monkeypatch.setattr(ImageDelegate, "paint", watched)
    model = ImageModel(lambda _id: None)
    view = ImageList(model)
    qtbot.addWidget(view)
    listed = Ordered.of([record(number) for number in range(8)])
    model.set_list(listed)
    view.resize(200, 600)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: set(painted) == set(range(8)))
    qapp.processEvents()
    painted.clear()
    listed.put(3, record(3, state=ImageState.LABELED))
    model.redraw(3)
    qtbot.waitUntil(lambda: bool(painted))
    qapp.processEvents()
    assert painted == [3]


def test_a_picture_is_scaled_once_and_again_only_where_it_looks_different(qapp):
    """Every paint scaled every visible picture smoothly: 8 ms for a list."""
    delegate, theme = ImageDelegate("medium"), current_theme()
    image = QImage(192, 96, QImage.Format.Format_RGB32)
    image.fill(0xFF204060)
    first = delegate._fitted(image, QSize(40, 40), 1.0, theme)
    assert delegate._fitted(image, QSize(40, 40), 1.0, theme).cacheKey() == first.cacheKey()
    drawn = first.toImage()
    assert drawn.pixelColor(20, 20) == QColor(0x20, 0x40, 0x60)
    assert drawn.pixelColor(0, 0).alpha() < 255, "the corners are round"
    sharp = delegate._fitted(image, QSize(40, 40), 2.0, theme)
    assert (sharp.width(), sharp.devicePixelRatioF()) == (80, 2.0)
    other = QImage(image)
    other.fill(0xFF000000)
    whole = ImageDelegate("large")._fitted(image, QSize(40, 40), 1.0, theme)
    assert whole.toImage().pixelColor(20, 2) == theme.color("canvas"), "nothing is cut off"
    keys = {delegate._fitted(other, QSize(40, 40), 1.0, theme).cacheKey(), whole.cacheKey()}
    assert len({first.cacheKey(), sharp.cacheKey()} | keys) == 4


def test_panel_counts_selects_and_follows(opened, session, qtbot):
    panel = opened.images
    assert panel.counts.text() == "0 of 3 labeled · by name"
    index = panel.model.index(2)
    at = panel.list.visualRect(index).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    wanted = panel.model.record(2).id
    qtbot.waitUntil(
        lambda: session.state.document is not None and session.state.document.record.id == wanted
    )
    session.actions.image.mark_labeled()
    qtbot.waitUntil(lambda: panel.counts.text() == "1 of 3 labeled · by name")
    session.actions.walking.previous()
    qtbot.waitUntil(lambda: panel.list.currentIndex().row() == 1)


def test_search_without_a_hit_says_so_and_offers_the_way_back(opened, qtbot):
    panel = opened.images
    QTest.keyClicks(panel.search, "nothing like this")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)
    assert panel._nothing.isVisible()
    QTest.mouseClick(panel._clear, Qt.MouseButton.LeftButton)
    assert panel.model.rowCount() == 3


def test_removing_images_asks_first(opened, session, qtbot, monkeypatch):
    answers = iter(["Keep", "Remove"])

    def answer(box: QMessageBox) -> int:
        wanted = next(answers)
        button = next(item for item in box.buttons() if item.text() == wanted)
        assert button.toolTip()
        button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    opened.images.list.setFocus()
    QTest.keyClick(opened.images.list, Qt.Key.Key_Delete)
    assert len(session.state.library.images) == 3
    QTest.keyClick(opened.images.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(session.state.library.images) == 2)


def test_rows_say_why_and_the_button_sorts(opened, session, qtbot):
    panel = opened.images
    session.queue.leave()  # the true reasons of these images would come in between
    session.queue._on_judged(3, Need(0, 2.0, "side disagrees with sentence"))
    session.queue._on_judged(2, Need(3, 0.4, "model is unsure of 40 %"))
    words = [panel.model.index(row).data(WORDS_ROLE) for row in range(3)]
    assert words[1][0].startswith("model is unsure of 40 % · no sentence yet")
    assert words[2][0].startswith("side disagrees with sentence · no sentence yet")
    assert [token for _, token in words[1:]] == ["proposal", "danger"]
    assert "side disagrees" in panel.model.index(2).data(Qt.ItemDataRole.ToolTipRole)
    _at_random, by_need, by_name = panel.order.orders().actions()
    assert by_name.isChecked() and not by_need.isChecked()
    by_need.trigger()
    assert [panel.model.record(row).id for row in range(3)] == [3, 2, 1]
    assert panel.counts.text() == "0 of 3 labeled · by need"
    assert panel.model.row_of(session.state.current.id) == panel.list.currentIndex().row()


def test_thumbnails_are_as_large_as_a_person_chose_and_stay_so(opened, session, qtbot):
    panel = opened.images
    heights = {}
    for entry in panel.size.sizes().actions():
        entry.trigger()
        row = panel.list.visualRect(panel.model.index(0))
        heights[session.services.preferences.get("images.thumbnails")] = row.height()
        assert row.width() == panel.list.viewport().width()
        panel.list.grab()
    assert list(heights) == ["small", "medium", "large"]
    assert sorted(heights.values()) == list(heights.values()) and heights["large"] > 132
    chosen = [entry.isChecked() for entry in panel.size.sizes().actions()]
    assert chosen == [False, False, True]


def entry_of(menu, *words):
    """The entry of a menu, or of a menu inside it, by the beginnings of their words."""
    for word in words[:-1]:
        inside = [one for one in menu.findChildren(QMenu) if plain(one.title()).startswith(word)]
        assert len(inside) == 1, word
        menu = inside[0]
    found = [one for one in menu.actions() if plain(one.text()).startswith(words[-1])]
    assert len(found) == 1, words
    return found[0]


def plain(title: str) -> str:
    return title.replace("&", "")


def test_much_is_said_of_many_images_at_once_and_taken_back_in_one_step(opened, session, qtbot):
    panel, library = opened.images, session.state.library

    def facts() -> list[tuple]:
        return [(one.state, one.sentence, one.split) for one in library.images]

    before = facts()
    panel.list.selectAll()
    entry_of(panel.row_menu(), "Mark 3 images as", "In progress").trigger()
    qtbot.waitUntil(lambda: {one.state for one in library.images} == {ImageState.IN_PROGRESS})
    qtbot.waitUntil(lambda: session.state.document is not None)
    assert session.state.document.record.state == ImageState.IN_PROGRESS
    session.actions.edit.undo()
    qtbot.waitUntil(lambda: facts() == before)
    qtbot.waitUntil(lambda: session.state.document is not None)
    panel.list.selectAll()
    entry_of(panel.row_menu(), "Sentence of 3 images").trigger()
    sheet = opened.findChild(ManySentences)
    sheet.text.setText("Unilateral pulmonary infection.")
    sheet.take.click()
    qtbot.waitUntil(lambda: all(one.sentence.startswith("Unilateral") for one in library.images))
    qtbot.waitUntil(lambda: session.state.document is not None)
    session.actions.edit.undo()
    qtbot.waitUntil(lambda: facts() == before)
    qtbot.waitUntil(lambda: session.state.document is not None)
    panel.list.selectAll()
    entry_of(panel.row_menu(), "Use 3 images for", "Hold-out").trigger()
    qtbot.waitUntil(lambda: {one.split for one in library.images} == {"holdout"})


def test_work_on_the_image_shown_is_undone_before_what_was_said_of_many(opened, session, qtbot):
    opened.images.list.selectAll()
    entry_of(opened.images.row_menu(), "Mark 3 images as", "In progress").trigger()
    qtbot.waitUntil(lambda: session.actions.edit.take_back is not None)
    qtbot.waitUntil(lambda: session.state.document is not None)
    session.palette.tool.press((60.0, 60.0))
    session.palette.tool.release((60.0, 60.0))
    assert session.actions.edit.take_back is None
    session.actions.edit.undo()
    assert not session.state.document.planes["lesion"].to_array().any()
    assert {one.state for one in session.state.library.images} == {ImageState.IN_PROGRESS}


def test_the_search_ends_with_the_project(opened, session, tmp_path, qtbot):
    panel = opened.images
    panel.search.setText("film-1")
    panel.filter.setCurrentIndex(2)
    session.projects.close()
    assert panel.search.text() == "" and panel.filter.currentIndex() == 0
    widest = max(panel.fontMetrics().horizontalAdvance(title) for _key, title in FILTERS)
    assert panel.filter.view().minimumWidth() > widest


def test_all_images_are_predicted_in_the_background(opened, session, qtbot, monkeypatch):
    library, asked = session.state.library, []

    def answer(project, image_ids, progress, cancelled, threads=None, rest=None, arrived=None):
        asked.append(list(image_ids))
        for number, image_id in enumerate(image_ids[:1]):
            progress(number, len(image_ids), "film")
            probability = np.full((1, 96, 128), 200, np.uint8)
            proposal = Proposal(image_id, "lesion", ("infection",), probability, 0.5, "", "chest")
            project.proposals.save(proposal)
            arrived(proposal)
        return Proposed(tuple(image_ids[:1]), tuple(f"film-{n}.png: no" for n in image_ids[1:]))

    monkeypatch.setattr("lvit_core.cli.proposing.propose_for", answer)
    _shown, *others = [one.id for one in library.images]
    session.actions.get("images.predict_all").trigger()
    qtbot.waitUntil(lambda: library.get(others[0]).has_proposal)
    qtbot.waitUntil(lambda: len(session.services.notices.history[-1].details) == 1)
    notice = session.services.notices.history[-1]
    assert notice.message == "1 image got a proposal." and len(notice.details) == 1
    opened.images.list.selectAll()
    entry_of(opened.images.row_menu(), "Predict 3 images").trigger()
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked == [others, others[1:]], "neither the one shown nor what has an answer"


@pytest.mark.parametrize("words", ["labeled", "side disagrees with the sentence · right added"])
def test_words_of_a_row_stand_whole_in_two_lines_where_one_is_too_short(qapp, words):
    """A column of 1280 pixels cut "side disagrees with" short; the row has room below."""
    metrics = QFontMetrics(qapp.font())
    width = metrics.horizontalAdvance("side disagrees with the") + 2
    lines = _lines(metrics, words, width)
    assert " ".join(lines) == words
    assert all(metrics.horizontalAdvance(line) <= width for line in lines)
    assert len(lines) == (1 if words == "labeled" else 2)


def test_a_right_click_on_chosen_rows_keeps_them_all(opened, session, qtbot):
    """It opened the image under the pointer, and the menu spoke of that one alone."""
    shown = opened.images.list

    def click(row: int, button=Qt.MouseButton.LeftButton, held=Qt.KeyboardModifier.NoModifier):
        at = shown.visualRect(opened.images.model.index(row)).center()
        QTest.mouseClick(shown.viewport(), button, held, at)

    def chosen() -> int:
        return len(shown.selected_ids())

    click(0)
    with qtbot.waitSignal(session.state.document_ready):
        click(2, held=Qt.KeyboardModifier.ShiftModifier)
    assert chosen() == 3
    click(1, Qt.MouseButton.RightButton)
    qtbot.wait(50)  # another image would be opened now
    assert chosen() == 3 and session.state.current.name == "film-2.png"
    assert opened.images.row_menu().actions()[0].text().replace("&", "") == "Predict 3 images"
    click(1)
    qtbot.waitUntil(lambda: session.state.current.name == "film-1.png")
    assert chosen() == 1
    with qtbot.waitSignal(session.state.document_ready):
        click(2, Qt.MouseButton.RightButton)
    assert shown.selected_ids() == [session.state.current.id], "a row that was not chosen is now"
