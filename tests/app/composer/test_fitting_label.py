"""Text that does not fit: advice goes by phrases, other text by letters; the tooltip keeps all."""

from __future__ import annotations

from app.views.composer.fitting_label import ElidedLabel

TEXT = "Drag to paint, Alt+drag to erase, Esc to give up"


def shown(label: ElidedLabel, width: int) -> str:
    label.resize(width, 20)
    return label.fitting_text()


def test_phrases_are_left_out_from_the_end(qtbot):
    label = ElidedLabel(phrases=True)
    qtbot.addWidget(label)
    label.setText(TEXT)
    wide = label.fontMetrics().horizontalAdvance(TEXT)
    assert shown(label, wide) == TEXT
    assert shown(label, wide - 1) == "Drag to paint, Alt+drag to erase"
    first = label.fontMetrics().horizontalAdvance("Drag to paint")
    assert shown(label, first + 4) == "Drag to paint"
    assert shown(label, first - 4) == "", "'Dra…' is no advice"
    assert label.toolTip() == TEXT


def test_sentences_end_phrases_too(qtbot):
    label = ElidedLabel(phrases=True)
    qtbot.addWidget(label)
    label.setText("Click to take it; Ctrl rejects. Esc leaves")
    wide = label.fontMetrics().horizontalAdvance(label.text())
    assert shown(label, wide - 1) == "Click to take it; Ctrl rejects"
    assert shown(label, wide // 2) == "Click to take it"


def test_two_lines_hold_twice_as_much_and_are_always_there(qtbot):
    label = ElidedLabel(roomy=True, lines=2)
    qtbot.addWidget(label)
    empty = label.sizeHint().height()
    label.setText(TEXT)
    wide = label.fontMetrics().horizontalAdvance(TEXT)
    assert label.sizeHint().height() == empty >= 2 * label.fontMetrics().height()
    label.resize(round(0.7 * wide), empty)
    assert label.fitting_text() == TEXT
    label.resize(round(0.3 * wide), empty)
    assert label.fitting_text().endswith("\u2026") and label.fitting_text() != TEXT
    assert label.toolTip() == TEXT


def test_other_labels_lose_letters(qtbot):
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText(TEXT)
    assert shown(label, label.fontMetrics().horizontalAdvance(TEXT) - 1).endswith("…")
