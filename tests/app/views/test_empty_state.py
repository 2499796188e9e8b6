"""The middle of the window before there is an image: what is coming, or what to do next."""

import threading

from app.views.composition import make_empty_state


def test_work_that_brings_a_project_is_shown_with_its_progress(session, qtbot):
    empty = make_empty_state(session)
    qtbot.addWidget(empty)
    empty.show()
    assert empty.buttons["project.open_sample"].isVisible()
    told, end = threading.Event(), threading.Event()

    def work(progress, _cancelled):
        progress(4, 14, "Drawing chest 5")
        told.set()
        end.wait(10)

    session.services.tasks.start("Preparing the sample project", work)
    assert empty.title.text() == "Preparing the sample project…"
    assert not empty.buttons["project.new"].isVisible()
    qtbot.waitUntil(lambda: empty.words.text() == "Drawing chest 5 (5 of 14)")
    end.set()
    qtbot.waitUntil(lambda: empty.title.text() == "No project is open")
    assert empty.buttons["project.open_sample"].isVisible()


def test_no_words_are_cut_off(session, qtbot):
    empty = make_empty_state(session)
    qtbot.addWidget(empty)
    empty.resize(760, 560)
    empty.show()
    for text in (empty.title, empty.words):
        assert text.height() >= text.heightForWidth(text.width())


def test_buttons_are_as_wide_as_their_words_in_a_large_font(session, qtbot):
    empty = make_empty_state(session)
    qtbot.addWidget(empty)
    empty.setStyleSheet("QPushButton { font-size: 20px; }")
    empty.resize(760, 560)
    empty.show()
    offered = [button for button in empty.buttons.values() if button.isVisible()]
    assert len(offered) == 4
    for button in offered:
        assert button.width() >= button.sizeHint().width()
