"""Choosing files and folders, starting where a person was the last time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.session.preferences import Preferences
from app.translation import tr

PROJECTS = "place.projects"
IMAGES = "place.images"


class Places:
    """Remembers one place for projects and one for images."""

    def __init__(self, preferences: Preferences, window: QWidget) -> None:
        self._preferences = preferences
        self._window = window

    def last(self, key: str = PROJECTS) -> Path:
        """Where to start; the home folder the first time."""
        remembered = Path(self._preferences.recall(key, "") or Path.home())
        return remembered if remembered.is_dir() else Path.home()

    def remember(self, folder: Path, key: str = PROJECTS) -> None:
        self._preferences.remember(key, str(folder))

    def choose_folder(
        self, title: str, then: Callable[[Path], object], key: str = PROJECTS
    ) -> None:
        """Lets a person pick a folder; ``then`` is not called when nothing was picked."""
        dialog = QFileDialog(self._window, title, str(self.last(key)))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.show()

    def choose_file(
        self, title: str, patterns: Sequence[str], then: Callable[[Path], object]
    ) -> None:
        """Lets a person pick one file whose name fits one of the patterns."""
        dialog = QFileDialog(self._window, title, str(self.last()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{title} ({' '.join(patterns)})", tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.show()

    def choose_new_file(
        self, title: str, name: str, then: Callable[[Path], object], kinds: Sequence[str] = ()
    ) -> None:
        """Lets a person name a file to write, of one of some kinds; of text or JSON at first."""
        dialog = QFileDialog(self._window, title, str(self.last() / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        known = list(kinds) or [tr("Text (*.txt)"), tr("JSON (*.json)")]
        dialog.setNameFilters([*known, tr("All files (*)")])
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
        dialog.show()

    def choose_images(self, then: Callable[[list[Path]], object]) -> None:
        """Lets a person pick image files."""
        from lvit_core.imaging.readers import stack_suffixes, suffixes

        dialog = QFileDialog(self._window, tr("Add images"), str(self.last(IMAGES)))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        # DICOM files often have no ending at all, hence the second filter.
        patterns = " ".join(f"*{suffix}" for suffix in (*suffixes(), *stack_suffixes()))
        dialog.setNameFilters([tr("Images ({patterns})", patterns=patterns), tr("All files (*)")])

        def chosen(files: list[str]) -> None:
            paths = [Path(name) for name in files]
            self.remember(paths[0].parent, IMAGES)
            then(paths)

        dialog.filesSelected.connect(chosen)
        dialog.show()
