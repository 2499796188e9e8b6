"""The application's stylesheet, generated from the theme's tokens; no rule names a colour."""

from __future__ import annotations

from string import Template

from app.views.tokens import BODY_PX, LARGE_PX, RADIUS_PX, SMALL_PX, TOKENS, Theme
from lvit_core.resources import resource_root

_RULES = Template("""
QWidget { font-size: ${body}px; }
QMainWindow, QDialog { background: $window; }
QMainWindow::separator { background: $panel; width: 4px; height: 4px; margin: 0; }
QMainWindow::separator:horizontal { border-top: 1px solid $line; }
QMainWindow::separator:vertical { border-left: 1px solid $line; }
QMainWindow::separator:hover { background: $accent; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 6px; }
QLabel { background: transparent; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${small}px; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="title"] { font-size: ${large}px; font-weight: 600; }
QLabel[role="value"] { font-weight: 600; }
QLabel[role="warning"] { color: $proposal_text; }
QLabel[role="danger"] { color: $danger_text; }
QLabel[role="good"] { color: $labeled; }
QLabel[role="keys"] { font-weight: 600; }
QLabel[role="onCanvas"] { color: $canvas_muted; }
QLabel[role="onCanvasTitle"] { color: $canvas_text; font-size: ${large}px; font-weight: 600; }
QLabel:disabled { color: $faint; }

QMenuBar { background: $bar; border: none; padding: 4px 4px; spacing: 2px; }
QMenuBar::item { color: $muted; background: transparent; padding: 5px 10px;
    border-radius: ${radius}px; }
QMenuBar::item:selected, QMenuBar::item:pressed { color: $text; background: $raised; }
QMenu { background: $panel; border: 1px solid $line; padding: 5px; }
QMenu::item { color: $text; padding: 5px 28px 5px 10px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $accent_text; }
QMenu::item:disabled { color: $faint; background: transparent; }
QMenu::icon { padding-left: 8px; }
QMenu::icon:checked { background: $accent_soft; border: 1px solid $accent_line;
    border-radius: 4px; margin-left: 5px; padding: 1px 3px; }
QMenu::indicator { width: 14px; height: 14px; margin-left: 8px; border: 1px solid $faint;
    border-radius: 4px; background: $field; }
QMenu::indicator:checked { background: $accent; border-color: $accent;
    image: url("$icons/check.png"); }
QMenu::separator { height: 1px; background: $line; margin: 5px 4px; }

QStatusBar { background: $bar; color: $muted; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; padding: 2px 8px; }
QStatusBar QLabel[role="good"] { color: $labeled; }
QStatusBar QLabel[role="warning"] { color: $proposal_text; }

QDockWidget { background: $panel; color: $text; border: 1px solid $line; }
QDockWidget > QWidget { background: $panel; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { color: $muted; background: $panel; padding: 7px 12px;
    border: none; border-bottom: 2px solid transparent; }
QMainWindow > QTabBar::tab { padding: 7px 6px; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $link; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }

QPushButton { background: $raised; color: $text; border: 1px solid transparent;
    border-radius: ${radius}px; padding: 5px 12px; min-height: 18px; }
QPushButton:hover { background: $raised_hover; }
QPushButton:pressed, QPushButton:checked { background: $accent_soft; border-color: $accent_line; }
QPushButton:focus { border-color: $accent_line; }
QPushButton:disabled { color: $faint; background: $window; border-color: $line; }
QPushButton[role="primary"] { background: $accent; color: $accent_text; }
QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton[role="good"] { background: $labeled_strong; color: $accent_text; }
QPushButton[role="danger"] { background: $danger_soft; color: $danger_text; }
QPushButton[role="primary"]:disabled, QPushButton[role="good"]:disabled {
    background: $raised; color: $faint; }
QPushButton[role="pill"] { border-radius: 11px; padding: 1px 10px; color: $muted;
    font-size: ${small}px; }
QPushButton[role="pill"]:checked { color: $text; }
QPushButton[role="pill"]:hover { color: $text; }
QPushButton[role="flat"] { background: transparent; color: $link; padding: 3px 0; }
QPushButton[role="flat"]:hover { text-decoration: underline; }
QPushButton[role="recent"] { background: transparent; color: $canvas_text; text-align: left;
    padding: 5px 12px; }
QPushButton[role="recent"]:hover { background: $raised; color: $text; }
QPushButton::menu-indicator { width: 0; }

QToolButton { background: transparent; color: $text; border: 1px solid transparent;
    border-radius: ${radius}px; padding: 4px; }
QToolButton:hover { background: $raised; }
QToolButton:focus { border-color: $accent_line; }
QToolButton:checked { background: $accent; color: $accent_text; }
QToolButton[role="switch"]:checked { background: transparent; }
QToolButton[role="switch"]:hover { background: $raised; }
QToolButton:disabled { color: $faint; }
QToolButton::menu-indicator { width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QKeySequenceEdit {
    background: $field; color: $text; border: 1px solid $line; border-radius: ${radius}px;
    padding: 4px 8px; selection-background-color: $accent; selection-color: $accent_text; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QComboBox:focus { border-color: $accent_line; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled { color: $faint; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url("$icons/arrow-down.png"); width: 10px; height: 10px; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button,
QDoubleSpinBox::down-button { border: none; background: transparent; width: 18px; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url("$icons/arrow-up.png");
    width: 10px; height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url("$icons/arrow-down.png");
    width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line; padding: 4px;
    selection-background-color: $accent; selection-color: $accent_text; }

QCheckBox, QRadioButton { color: $text; spacing: 8px; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }

QCheckBox::indicator, QTreeView::indicator { width: 14px; height: 14px; border: 1px solid $faint;
    border-radius: 4px; background: $field; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent_line; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $accent_line; }
QCheckBox::indicator:checked, QTreeView::indicator:checked { background: $accent;
    border-color: $accent; image: url("$icons/check.png"); }
QTreeView::indicator:indeterminate { background: $accent_line; border: 4px solid $field; }
QCheckBox::indicator:disabled { border-color: $line; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $faint; border-radius: 8px;
    background: $field; }
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 4px solid $accent;
    background: $accent_text; }

QSlider::groove:horizontal { height: 4px; background: $raised; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::sub-page:horizontal:disabled { background: $line; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px;
    background: $text; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: $accent_line; }
QSlider::handle:horizontal:disabled { background: $faint; }

QProgressBar { background: $raised; border: none; border-radius: 3px; max-height: 6px;
    min-height: 6px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QListView, QTreeView, QTableView, QListWidget, QTableWidget { background: $panel; color: $text;
    border: 1px solid transparent; outline: 0; alternate-background-color: $window;
    selection-background-color: $selection; selection-color: $text; gridline-color: $line; }
QListView:focus, QTreeView:focus, QTableView:focus { border-color: $accent_line; }
QTableView::item { padding: 2px 6px; }
QHeaderView { background: $panel; }
QHeaderView::section { background: $panel; color: $muted; border: none;
    border-bottom: 1px solid $line; padding: 4px 6px; font-size: ${small}px; }
QHeaderView::up-arrow, QHeaderView::down-arrow { image: none; width: 0; height: 0; }
QTableCornerButton::section { background: $panel; border: none; }

QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $raised; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $raised_hover; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QGroupBox { border: none; margin-top: 18px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }

QFrame[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="card"] { background: $field; border: 1px solid $line; border-radius: 8px; }
QFrame[role="warning"] { background: $proposal_soft; border: 1px solid $proposal_line;
    border-radius: 8px; }
QFrame[role="warning"] QLabel { color: $proposal_text; }
QFrame[role="warning"] QPushButton[role="flat"] { color: $proposal_text;
    text-decoration: underline; padding-left: 0; }
QFrame[role="danger"] { background: $danger_soft; border: 1px solid $danger; border-radius: 8px; }
QFrame[role="danger"] QLabel { color: $danger_text; }
QLabel[role="warning"], QLabel[role="danger"] { background: transparent; border: none; }
QLabel[role="warning"], QLabel[role="danger"] { background: transparent; border: none; }
QFrame[role="toast"] { background: $raised; border: 1px solid $line; border-radius: 8px; }
QWidget#strip, QToolBar#palette, QWidget#options { background: $window; border: none; }
QToolBar#palette { spacing: 2px; padding: 6px 4px; }
QToolBar#palette::separator { background: $line; height: 1px; margin: 6px 6px; }
QWidget#options { border-bottom: 1px solid $line; }
QToolBar#palette { border-right: 1px solid $line; }
QWidget#topbar { background: $bar; border-bottom: 1px solid $line; }
QWidget#canvasArea { background: $canvas; }
""")


def stylesheet(theme: Theme) -> str:
    """The whole stylesheet of one theme."""
    values = {token: theme.hex(token) for token in TOKENS}
    return _RULES.substitute(
        values,
        body=BODY_PX,
        small=SMALL_PX,
        large=LARGE_PX,
        radius=RADIUS_PX,
        icons=(resource_root() / "icons").as_posix(),
    )
