"""Sheets that are opened by their names: one of each at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

Makers = Mapping[str, Callable[[], QWidget]]


class OpenSheets:
    """Knows which are open.

    Args:
        makers: Gives what makes each sheet, by its name; called when the first one is wanted.
    """

    def __init__(self, makers: Callable[[], Makers]) -> None:
        self._makers = makers
        self._open: dict[str, QWidget] = {}

    def show(self, name: str) -> None:
        """Shows a sheet, or brings the open one to the front; ``KeyError`` for no known name."""
        sheet = self._open.get(name)
        if sheet is None:
            sheet = self._makers()[name]()
            sheet.destroyed.connect(lambda: self._open.pop(name, None))
            self._open[name] = sheet
        sheet.show()
        sheet.raise_()
        sheet.activateWindow()
