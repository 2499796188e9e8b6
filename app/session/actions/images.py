"""Images: bringing them in, walking through them, and saying that one is finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.session.acceptance_guard import AcceptanceGuard
from app.session.actions.conditions import has_document, has_project, is_replaced
from app.session.images import ImageWork
from app.session.notices import Notices
from app.session.opening import ImageOpening
from app.session.pixel_size import PixelSize
from app.session.queue import ReviewQueue
from app.session.registry import ActionGroup, action
from lvit_core.project.additions import PageChoice
from lvit_core.project.records import ImageRecord, ImageState


@dataclass(eq=False)
class ImageActions(ActionGroup, menu="File", enabled=has_project):
    """What the File menu does with images."""

    _work: ImageWork

    @action("images.add", "Add images…", shortcut="Ctrl+Shift+O", icon="add_image")
    def add(self, paths: Sequence[str | Path], pages: PageChoice | None = None) -> int:
        """Add files or whole folders; dropping them on the window does the same."""
        return self._work.add([Path(path) for path in paths], pages)

    @action("images.find_missing", "Find missing images…", icon="search")
    def find_missing(self, folder: str | Path) -> int:
        """Look below a folder for images that were moved or renamed."""
        return self._work.find_missing(Path(folder))

    @action("images.remove", "Remove images", icon="delete", menu="")
    def remove(self, image_ids: Sequence[int]) -> None:
        """Take images with their masks out of the project; the files stay where they are."""
        self._work.remove(image_ids)


@dataclass(eq=False)
class PictureActions(ActionGroup, menu="Image", enabled=is_replaced):
    """What a person decides where another picture lies under the name of an image."""

    _work: ImageWork

    @action("image.follow_picture", "Keep the marks on this picture", icon="check")
    def follow(self) -> None:
        """The picture that lies there now is right; where names were exchanged, marks follow."""
        self._work.follow_picture()

    @action("image.locate_picture", "Find the right file…", icon="search")
    def locate(self, place: str | Path) -> None:
        """Look for the picture that was marked, by its content, below a folder."""
        self._work.locate_picture(Path(place))

    @action("image.leave_out", "Leave it out", icon="delete")
    def leave_out(self) -> None:
        """Keep image and marks, but use neither until the picture is back."""
        self._work.leave_out()


@dataclass(eq=False)
class WalkingActions(ActionGroup, menu="Image", enabled=has_project):
    """From one image to another, and the order they stand in."""

    _opening: ImageOpening
    _queue: ReviewQueue
    _notices: Notices

    @action("image.previous", "Previous image", shortcut="A", icon="previous", scope="canvas")
    def previous(self) -> None:
        """Previous image in the list; what you did is saved."""
        self._select(self.state.library.neighbour(self._current, -1))

    @action("image.next", "Next image", shortcut="D", icon="next", scope="canvas")
    def next(self) -> None:
        """Next image in the list; what you did is saved."""
        self._select(self.state.library.neighbour(self._current, 1))

    @action(
        "image.previous_unreviewed",
        "Previous unreviewed image",
        shortcut="Ctrl+Shift+A",
        icon="previous_unreviewed",
    )
    def previous_unreviewed(self) -> None:
        """Previous unreviewed image in the list; what you did is saved."""
        self._select_unreviewed(-1)

    @action(
        "image.next_unreviewed",
        "Next unreviewed image",
        shortcut="Ctrl+Shift+D",
        icon="next_unreviewed",
    )
    def next_unreviewed(self) -> None:
        """Next unreviewed image in the list; what you did is saved."""
        self._select_unreviewed(1)

    @action("images.at_random", "Sort at random", icon="sort")
    def sort_at_random(self) -> None:
        """Images where the model finds something come first, in an order of chance that stays."""
        self._queue.choose("random")

    sort_at_random.checked_when(lambda group: group._queue.order == "random")

    @action("images.by_need", "Sort by need", icon="sort")
    def sort_by_need(self) -> None:
        """Images that need attention come first. Choose again to sort again."""
        self._queue.choose("need")

    sort_by_need.checked_when(lambda group: group._queue.order == "need")

    @action("images.by_name", "Sort by name", icon="sort")
    def sort_by_name(self) -> None:
        """The images in the order of their file names."""
        self._queue.choose("name")

    sort_by_name.checked_when(lambda group: group._queue.order == "name")

    @property
    def _current(self) -> int | None:
        return None if self.state.current is None else self.state.current.id

    def _select_unreviewed(self, step: int) -> None:
        found = self.state.library.unreviewed(self._current, step)
        self._select(found)
        if found is None:
            self._notices.info("Every other image is labeled.")

    def _select(self, found: ImageRecord | None) -> None:
        if found is not None:
            self._opening.select(found.id)


@dataclass(eq=False)
class ImageFactActions(ActionGroup, menu="Image", enabled=has_document):
    """What a person says about the image shown."""

    _guard: AcceptanceGuard
    _pixel_size: PixelSize

    @action("image.mark_labeled", "Labeled", shortcut="Ctrl+L", icon="check")
    def mark_labeled(self, reason: str = "") -> None:
        """This image is finished and the model may learn from it. An empty mask is valid too."""
        self._guard.toggle_labeled(reason)

    @mark_labeled.checked_when
    def _is_labeled(self) -> bool:
        document = self.state.document
        return document is not None and document.record.state == ImageState.LABELED

    @action("image.change_labeled", "Change what is labeled…", icon="history")
    def change_labeled(self, reason: str) -> None:
        """Say why; changes are kept with that until this is labeled again or another is shown."""
        self.state.require_project().reason.text = reason.strip()

    @change_labeled.enabled_when
    def _is_for_the_record(self) -> bool:
        project = self.state.project
        return project is not None and project.settings.for_the_record and not project.read_only

    @action("project.pixel_size", "Pixel size…", icon="ruler")
    def state_pixel_size(self, um: float | None, everywhere: bool = False) -> None:
        """The pixel size for images of this folder whose files do not state one."""
        self._pixel_size.state(um, everywhere)

    state_pixel_size.enabled_when(lambda group: group._pixel_size.matters)
