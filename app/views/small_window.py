"""What gives way in a small window: a full HD screen at 300 % has no more than 640 x 360 pixels.

The image comes first. Whatever folds comes back with a click, a key or from the finder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.session.actions.conditions import has_proposal
from app.session.preferences import Preferences
from app.session.registry import ActionGroup, action
from app.views.composer.strip import SentenceStrip
from app.views.docks import NARROW_PX
from app.views.panels.status_line import StatusLine
from lvit_core.preferences import NAVIGATOR_KEY, SMALL_BAR_KEY, TEXTS_KEY

LOW_PX = 480  # a window in which three lines of a sentence would take half of the image


class SmallWindow(QObject):
    """Tells the parts of a window when there is little room for them."""

    def __init__(
        self,
        window: QWidget,
        strip: SentenceStrip,
        status: StatusLine,
        refresh: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._strip, self._status, self._refresh = window, strip, status, refresh
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._status.show_narrow(self._window.width() < NARROW_PX)
            low = self._window.height() < LOW_PX
            if low != self._strip.low:
                self._strip.show_low(low)
                self._refresh()
        return super().eventFilter(watched, event)


@dataclass(eq=False)
class FoldCommands(ActionGroup, menu="Panels"):
    """What folds by a button folds by an action too."""

    _strip: SentenceStrip
    _preferences: Preferences

    @action("panel.sentence_lines", "All lines of the sentence", icon="more")
    def toggle_lines(self) -> None:
        """Show or hide, in a low window, the words to click and what the sentence lacks."""
        self._strip.toggle_lines()

    @toggle_lines.enabled_when
    def _is_low(self) -> bool:
        return self._strip.low

    toggle_lines.checked_when(lambda group: group._strip.whole or not group._strip.low)

    @action("panel.small_bar", "A dot for the bar of a proposal", icon="proposal")
    def toggle_bar(self) -> None:
        """Leave a dot over the image in place of the bar; its keys work all the same."""
        self._turn(SMALL_BAR_KEY)

    toggle_bar.enabled_when(lambda group: has_proposal(group.state))
    toggle_bar.checked_when(lambda group: bool(group._preferences.get(SMALL_BAR_KEY)))

    @action("view.corner_texts", "Words in the corners", icon="ph.text-aa", menu="View")
    def toggle_texts(self) -> None:
        """Show or hide name, size, contrast and zoom; whose left is meant is always told."""
        self._turn(TEXTS_KEY)

    toggle_texts.checked_when(lambda group: bool(group._preferences.get(TEXTS_KEY)))

    @action("view.navigator", "Navigator", icon="ph.map-trifold", menu="View")
    def toggle_navigator(self) -> None:
        """Show or hide the small whole image, while a part of it is shown larger."""
        self._turn(NAVIGATOR_KEY)

    toggle_navigator.checked_when(lambda group: bool(group._preferences.get(NAVIGATOR_KEY)))

    def _turn(self, key: str) -> None:
        self._preferences.set(key, not self._preferences.get(key))
