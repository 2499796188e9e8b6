"""What stands on the canvas while there is no image: never an empty black area without a word."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.translation import tr
from app.views.icons import icon
from app.views.theme import BODY_PX, LARGE_PX, Theme, sized_font

BOX_W, BOX_H = 420, 178
ICON_PX = 44


def texts(*, has_project: bool, has_images: bool, loading: str) -> tuple[str, str]:
    """Heading and advice for what is missing."""
    if loading:
        return tr("Opening {loading} …", loading=loading), ""
    if not has_project:
        return (
            tr("No project is open"),
            tr("Open a project or make a new one from the File menu,\nthen drop images here."),
        )
    if has_images:
        return tr("Choose an image from the list"), tr("or drop more images or folders here.")
    return (
        tr("Drop images here"),
        tr("PNG, JPEG, TIFF or DICOM; a folder adds all the images in it."),
    )


def paint(painter: QPainter, size: QSize, theme: Theme, heading: str, advice: str) -> None:
    """Draws the words in a dashed box in the middle."""
    font = painter.font()
    box = QRect(0, 0, min(BOX_W, size.width() - 24), min(BOX_H, size.height() - 24))
    box.moveCenter(QRect(0, 0, size.width(), size.height()).center())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    text = theme.color("canvas_text")
    if advice:
        pen = QPen(QColor(text.red(), text.green(), text.blue(), 70), 1.5)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(box), 12, 12)
        place = QRect(0, 0, ICON_PX, ICON_PX)
        place.moveCenter(box.center())
        place.moveTop(box.top() + 24)
        icon("image", "faint").paint(painter, place)
    middle = Qt.AlignmentFlag.AlignHCenter
    painter.setFont(sized_font(font, LARGE_PX, bold=True))
    painter.setPen(text)
    top = box.top() + 24 + ICON_PX + 12
    shown = painter.fontMetrics().elidedText(
        heading, Qt.TextElideMode.ElideMiddle, box.width() - 16
    )
    painter.drawText(QRect(box.left(), top, box.width(), 24), middle, shown)
    painter.setFont(sized_font(font, BODY_PX))
    painter.setPen(QColor(text.red(), text.green(), text.blue(), 170))
    wrapped = middle | Qt.TextFlag.TextWordWrap
    place = QRect(box.left() + 8, top + 30, box.width() - 16, 60)
    painter.drawText(place, wrapped, advice)


def paint_drop(painter: QPainter, size: QSize, theme: Theme) -> None:
    """The rim shown while files are held over the canvas."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(theme.color("accent", 0.12))
    painter.setPen(QPen(theme.color("accent"), 3))
    painter.drawRoundedRect(QRectF(4, 4, size.width() - 8, size.height() - 8), 10, 10)
