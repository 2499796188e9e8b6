"""The line at the top: the project's name, the menus, and what must never be forgotten as pills."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenuBar, QPushButton, QSizePolicy, QWidget

from app.session.registry import AnyAction
from app.session.state import State
from app.translation import noop, tr
from app.views.composer.fitting_label import ElidedLabel
from app.views.elements import leave_keys_to_image, row, set_role

LINE_PX = 1
LEAST_PX = 64  # of the menus and of each pill
LATERALITY_WORDS = {
    "viewer": (
        noop("viewer's left"),
        noop("Left in sentences means the left side of the image as you see it"),
    ),
    "patient": (
        noop("patient's left"),
        noop("Left in sentences means the left side of the patient"),
    ),
    "none": ("", ""),
}


class Pill(QPushButton):
    """Words that are shortened where there is no room; the tooltip has them all."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words, self._hint = "", QSize()

    def setText(self, text: str) -> None:
        self._words = text
        super().setText(text)
        self._hint = super().sizeHint()
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        return self._hint if self._words else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(min(LEAST_PX, self.sizeHint().width()), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        around = self._hint.width() - self.fontMetrics().horizontalAdvance(self._words)
        room = self.width() - around
        fits = self.width() >= self._hint.width()
        elide = Qt.TextElideMode.ElideRight
        shown = self._words if fits else self.fontMetrics().elidedText(self._words, elide, room)
        if shown != self.text():
            super().setText(shown)


class TopBar(QWidget):
    """Project, menus and pills in one row; stands where a menu bar would."""

    def __init__(
        self, state: State, menus: QMenuBar, change_laterality: AnyAction, choose_model: AnyAction
    ) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state, self._menus = state, menus
        menus.setMinimumWidth(LEAST_PX)  # what has no room stands under its arrow
        self.project = ElidedLabel()
        set_role(self.project, "heading")
        self.laterality = self._pill(change_laterality)
        self.model = self._pill(choose_model)
        layout = row(self, gap=8)
        layout.setContentsMargins(12, 0, 12, LINE_PX)  # the line below is its own
        layout.addWidget(self.project, 3)
        layout.addWidget(menus, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)
        layout.addWidget(self.laterality)
        layout.addWidget(self.model)
        state.project_opened.connect(self.refresh)
        state.project_closed.connect(self.refresh)
        self.refresh()

    def _pill(self, action: AnyAction) -> Pill:
        pill = Pill()
        pill.setProperty("role", "pill")
        leave_keys_to_image(pill)
        pill.clicked.connect(lambda _checked: action.trigger())
        return pill

    def refresh(self) -> None:
        """Takes over name and convention of the open project."""
        project = self._state.project
        self.project.setVisible(project is not None)
        settings = project.settings if project is not None else None
        self.project.setText(settings.name if settings is not None else "")
        self.project.setMaximumWidth(self.project.sizeHint().width())
        side = settings.laterality if settings is not None else "none"
        words, tip = map(tr, LATERALITY_WORDS[side])
        self.laterality.setText(words)
        self._make_room()
        self.laterality.setToolTip(tr("{tip}. Click to change it.", tip=tip))
        self.laterality.setAccessibleName(tr("Laterality: {words}", words=words))
        self.model.setVisible(self.model.isVisibleTo(self) and project is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a narrow window menus come first; whose left is meant, the image says at all times."""
        layout, settings = self.layout(), self._state.project
        assert layout is not None
        declared = settings is not None and settings.settings.laterality != "none"
        menus_px = self._menus.sizeHint().width()
        around_px = 2 * 12 + 3 * layout.spacing()
        room_px = self.width() - around_px - menus_px
        pills_px = self.model.sizeHint().width() + self.laterality.sizeHint().width()
        self.laterality.setVisible(declared and room_px >= pills_px)
        left_px = room_px - self.laterality.sizeHint().width() * self.laterality.isVisibleTo(self)
        self.model.setMaximumWidth(max(LEAST_PX, left_px))

    def show_model(self, words: str, tip: str) -> None:
        """``words`` such as ``chest · generation 14 · CC BY-NC-SA``; empty hides the pill."""
        self.model.setVisible(bool(words))
        self.model.setText(tr(words))
        self.model.setToolTip(tip)
        self.model.setAccessibleName(tr("Model: {words}", words=tr(words)))
