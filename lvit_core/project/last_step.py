"""On which image the last step was made, so that undo is never done where nobody looks."""

from __future__ import annotations


class LastStep:
    """The newest step since the program started, while people go from image to image.

    Attributes:
        image: Its image; 0 for none.
        title: What it was.
        offered: A person was sent there to see it; the next undo is meant where they look.
    """

    def __init__(self) -> None:
        self.forget()
        self._begun = self._index = 0  # of the shown image's history: as it was opened, and now

    def opened(self, index: int) -> None:
        """An image is shown whose history stands at ``index``."""
        self._begun = self._index = index

    def moved(self, image: int, title: str, index: int) -> None:
        """The history of the shown image stands elsewhere; ``title`` is of its last done step."""
        if index > self._index:
            self.image, self.title = image, title
        elif index <= self._begun and self.image == image:
            self.forget()
        self._index = index

    def elsewhere(self, image: int) -> bool:
        """Whether it was on another image, and none is left that was made on this one since."""
        return self.image not in (0, image) and self._index <= self._begun

    def forget(self) -> None:
        """There is none, or a person has seen it."""
        self.image, self.title, self.offered = 0, "", False
