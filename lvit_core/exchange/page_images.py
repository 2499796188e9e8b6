"""The images of a project that are pages of files with several pictures, by file and number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from lvit_core.exchange.bundle import BundleItem
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.paging import named_page, page_named
from lvit_core.project.page_files import PICTURES_FOLDER
from lvit_core.project.records import ImageRecord

_PAGE = re.compile(
    r"^(?P<stem>.+)-page-(?P<number>[0-9]+)(?:-[0-9]+)?$"
)  # as `PageKeeper` calls it


class PageImages:
    """The pages.

    Args:
        images: Of the project, before an import.
    """

    def __init__(self, images: Iterable[ImageRecord]) -> None:
        self._found: dict[str, dict[int, list[int]]] = {}
        for image in images:
            path = PurePath(image.path)
            match = _PAGE.match(folded(path.stem))
            if match is not None and path.parent.name == PICTURES_FOLDER:
                pages = self._found.setdefault(match["stem"], {})
                pages.setdefault(int(match["number"]), []).append(image.id)

    def numbers(self, item: BundleItem) -> list[int]:
        """The numbers of the pages of the file that an item names, in ascending order."""
        return sorted(self._of(item))

    def image(self, item: BundleItem) -> int | None:
        """The image of an item that says its page; ``None`` where there is none, or several."""
        found = self._of(item).get(item.page, [])
        return found[0] if len(found) == 1 else None

    def _of(self, item: BundleItem) -> dict[int, list[int]]:
        name = item.image.name
        plain = PurePath(name).stem if item.image.suffix else name
        named = named_page(item) or page_named(plain)
        keys = [folded(plain), folded(name), *([named.base] if named else [])]
        return next((self._found[key] for key in keys if key in self._found), {})
