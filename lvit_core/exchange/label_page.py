"""Pages of masks that hold several, each as a file with the numbers that it had."""

from __future__ import annotations

from pathlib import Path

from lvit_core.imaging.readers import PageWriter, pages_of


class LabelPages:
    """The mask whose pages are read, held open: they are asked for one after the other."""

    def __init__(self) -> None:
        self._open: tuple[Path, PageWriter] | None = None

    def count(self, file: Path) -> int:
        """How many pages a mask has.

        Raises:
            LViTError: It cannot be read.
        """
        return len(pages_of(file))

    def write(self, file: Path, number: int, folder: Path) -> Path:
        """A page as a file in ``folder`` that is called after its mask.

        Raises:
            LViTError: It cannot be read.
        """
        if self._open is None or self._open[0] != file:
            self.close()
            self._open = file, PageWriter(file)
        return self._open[1].write_numbers(number, folder / file.stem)

    def close(self) -> None:
        """Lets the file go."""
        if self._open is not None:
            self._open[1].__exit__()
            self._open = None
