"""Which picture of a file with several the labels of it are of; never a guess.

A name says it (`stack_page_2.json`, `stack_z003.png`), the data say it in a number, or a mask has
as many pages as the picture. Where none does, the labels stay out and the report says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem, BundleLayer, Labeled, PageSaid, labels_of
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.label_page import LabelPages
from lvit_core.exchange.mask_names import plain_stem
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import Loss, on_one_line
from lvit_core.exchange.spool import Spool
from lvit_core.imaging.readers import pages_of
from lvit_core.wording import counted, said

_COUNTS = ("page", "index")  # of all pictures, whatever they lie along
PAGE = "page"  # people count pages from 1; of all else nobody knows
_NAMED = re.compile(
    r"^(?P<base>.+?)[-_ .#(\[]+(?P<word>page|frame|slice|plane|z|t)"
    r"[-_ =]?(?P<number>[0-9]{1,6})[)\]]?$"
)
_INDEXED = re.compile(r"^(?P<base>.+?)\[(?P<number>[0-9]{1,6})\]$")


class SeveralPages(Exception):  # noqa: N818 - no fault, but a question
    """The labels name a file with several pictures.

    Args:
        numbers: Of those that there are, from 1.
        whole: Whether these are all that the file has.
        crossed: Whether they lie along several axes, such as z and time; ``None`` where the file
            is not there to tell.
    """

    def __init__(self, numbers: Sequence[int], *, whole: bool, crossed: bool | None = None) -> None:
        super().__init__()
        self.numbers = numbers
        self.whole = whole
        self.crossed = crossed

    def lie_along_one(self, places: set[int]) -> bool:
        """Whether the pictures lie along one axis, of which ``places`` are told, from 0."""
        if self.crossed is not None:
            return not self.crossed
        count = len(self.numbers)
        prime = count > 1 and all(count % other for other in range(2, count))
        return self.whole and (prime or count - 1 in places)


@dataclass(frozen=True)
class _Named:
    """A page that a file's name says: of which file, folded and without its ending, and which."""

    base: str
    word: str
    number: int


def page_named(name: str) -> _Named | None:
    """What a name without ending says of a page; ``None`` where it says nothing."""
    stem = plain_stem(name)
    for pattern in (_NAMED, _INDEXED):
        if found := pattern.match(stem):
            told = found.groupdict()
            base = told["base"]
            ending = PurePath(base).suffix
            base = base.removesuffix(ending) if ending in _PICTURES else base
            return _Named(base, told.get("word") or "index", int(told["number"]))
    return None


# What files with several pictures end in.
_PICTURES = (".tif", ".tiff", ".dcm", ".gif", ".png", ".webp", ".avif", ".pgm", ".ppm", ".pnm")


def with_stacks(bundle: Bundle, folder: Path) -> Bundle:
    """The data set, with the file of several pictures where a picture that is not there is a page.

    Args:
        bundle: What a reader found.
        folder: Where the data lie.
    """
    if all(item.found or page_named(item.image.stem) is None for item in bundle.items):
        return bundle
    pictures = PictureIndex(folder)

    def placed(item: BundleItem) -> BundleItem:
        named = None if item.found or item.embedded else page_named(item.image.stem)
        stacks = [] if named is None else [s for s in pictures.of_stem(named.base) if _is_stack(s)]
        if named is None or not stacks:
            return item
        if len(stacks) > 1:
            root = folder.resolve()
            told = some_names(stack.relative_to(root).as_posix() for stack in stacks)
            return replace(
                item, missing=said("may be a page of several files ({told}).", told=told)
            )
        source = item.source or item.image.name
        page = item.page_said or PageSaid(named.word, named.number)
        return replace(item, image=stacks[0], found=True, source=source, page_said=page)

    return replace(bundle, items=Spool(map(placed, bundle.items)))


def page_masks(
    masks: Iterable[Path], pictures: Mapping[str, Path]
) -> tuple[list[tuple[str, Path]], list[Path]]:
    """Masks whose names say of which page of a picture they are, with its key; and the others."""
    keys = {folded(file.stem): key for key, file in pictures.items()}
    found, rest = [], []
    for file in masks:
        named = page_named(file.stem)
        if named is not None and named.base in keys:
            found.append((keys[named.base], file))
        else:
            rest.append(file)
    return found, rest


def said_in(name: str) -> PageSaid | None:
    """The page that the name of a picture says behind it, such as `a.tif#page=2` or `a.tif[0]`."""
    named = page_named(name)
    return None if named is None else PageSaid(named.word, named.number)


def _is_stack(file: Path) -> bool:
    try:
        return len(pages_of(file)) > 1
    except LViTError:  # whoever reads it says what is wrong with it
        return False


class Paging:
    """Tells the labels of a file with several pictures apart.

    Args:
        items: All of the data: whether they count from 0 or from 1, only all of them tell.
    """

    def __init__(self, items: Iterable[BundleItem]) -> None:
        self._numbers: dict[tuple[str, str], set[int]] = {}
        self._masks = LabelPages()
        self._all: dict[Path, Sequence[int]] = {}  # pages of files that are there
        self._taken: dict[Path, set[int]] = {}
        for item in items:
            if (named := named_page(item)) is not None:
                self._numbers.setdefault((named.base, named.word), set()).add(named.number)

    def close(self) -> None:
        """Lets go of the mask that was read last."""
        self._masks.close()

    def split(self, item: BundleItem, pages: SeveralPages) -> tuple[list[BundleItem], list[Loss]]:
        """The item as one for each page that its labels are of, and what is of no page.

        Raises:
            LViTError: Nothing says which page is meant, or there is no such page.
        """
        losses: list[Loss] = []
        if item.by_page is not None and len(found := item.by_page()) > 0:
            items = self._with_pages(item, found, pages, losses)
        elif named_page(item) is not None:
            items = [replace(item, page=self._page(item, pages, set()))]
        else:
            items = self._by_masks(item, pages)
        if item.found and pages.whole:
            self._all[item.image] = pages.numbers
            self._taken.setdefault(item.image, set()).update(one.page for one in items)
        return items, losses

    def lines(self) -> list[str]:
        """One sentence for each file some of whose pictures have no labels."""
        found = []
        for file, numbers in self._all.items():
            if rest := [number for number in numbers if number not in self._taken[file]]:
                have = counted(len(rest), "picture has", "pictures have")
                told = some_names(map(str, rest))
                name = on_one_line(file.name)
                found.append(
                    said(
                        "{have} no labels in {name}, of which nothing is taken: {told}.",
                        have=have,
                        name=name,
                        told=told,
                    )
                )
        return found

    def _with_pages(
        self, item: BundleItem, found: list[BundleItem], pages: SeveralPages, losses: list[Loss]
    ) -> list[BundleItem]:
        """Items that say their pages themselves; one that lies nowhere costs its own objects."""
        items = []
        places = {one.page_said.number for one in found if one.page_said is not None}
        for one in found:
            try:
                items.append(replace(one, page=self._page(one, pages, places)))
            except LViTError as error:
                count = len(one.shapes)
                what = counted(count, "object")
                losses.append(Loss(item.source or item.image.name, what, error.message, count))
        if not items:
            raise LViTError(losses[0].reason)
        return items

    def _page(self, item: BundleItem, pages: SeveralPages, places: set[int]) -> int:
        named = named_page(item)
        if named is None:
            raise LViTError(
                "{holds}, and nothing says which of them the labels are of.", holds=_holds(pages)
            )
        told = f"{named.word} {named.number}"
        first = named.first if isinstance(named, _Counted) else self._first(named, pages)
        if first is None:
            raise LViTError(
                "{holds}; its labels say {told}, and nothing says whether the first is 0 or 1.",
                holds=_holds(pages),
                told=told,
            )
        known = places or self._numbers.get((named.base, named.word), {named.number})
        if named.word not in _COUNTS and not pages.lie_along_one({n - first for n in known}):
            raise LViTError(
                "{holds}, perhaps along several axes; its labels say {told} only.",
                holds=_holds(pages),
                told=told,
            )
        number = named.number + 1 - first
        if number not in pages.numbers:
            raise LViTError(
                "{holds}; its labels say {told}, which is none of them.",
                holds=_holds(pages),
                told=told,
            )
        return number

    def _first(self, named: _Named, pages: SeveralPages) -> int | None:
        """The number of the first page, ``None`` where nothing tells."""
        numbers = self._numbers.get((named.base, named.word), {named.number})
        if 0 in numbers:
            return 0
        last = max(pages.numbers, default=0)
        if named.word == PAGE or (pages.whole and last in numbers):
            return 1
        return None

    def _by_masks(self, item: BundleItem, pages: SeveralPages) -> list[BundleItem]:
        """A mask of as many pages is one of each."""
        files = [layer.file for layer in item.layers if layer.file is not None]
        if not files or len(files) != len(item.layers) or item.shapes:
            raise LViTError(
                "{holds}, and nothing says which of them the labels are of.", holds=_holds(pages)
            )
        counts = {file: self._masks.count(file) for file in files}
        for file, count in counts.items():
            if count != len(pages.numbers) or not pages.whole:
                name = on_one_line(file.name)
                raise LViTError(
                    "{holds}, its mask {name} {count}; nothing says which belongs to which.",
                    holds=_holds(pages),
                    name=name,
                    count=count,
                )
        items = []
        for number in pages.numbers:
            layers = [self._page_of(layer, number) for layer in item.layers]
            items.append(replace(item, layers=layers, page=number, sentence=""))
        if item.sentence:
            told = Loss(
                item.source or item.image.name, "the sentence",
                "It is one for several pictures; nothing says which of them it describes.",
                sentences=1,
            )  # fmt: skip
            items[0] = replace(items[0], losses=[*items[0].losses, told])
        return items

    def _page_of(self, layer: BundleLayer, number: int) -> BundleLayer:
        """The layer with one page of its file."""

        def look() -> Labeled:
            assert layer.file is not None and layer.seen is not None  # asked for before
            with TemporaryDirectory(prefix="lvit-mask-") as place:
                page = self._masks.write(layer.file, number, Path(place))
                return layer.seen(page)

        what = f"page {number} of {layer.what}"
        return replace(layer, load=partial(labels_of, look), look=look, what=what, file=None)


@dataclass(frozen=True)
class _Counted(_Named):
    """The same, where the data say what the first is called."""

    first: int = 0


def named_page(item: BundleItem) -> _Named | None:
    """What an item says of its page: the data themselves, else its file, else its picture."""
    stem = folded(item.image.stem)
    if (said := item.page_said) is not None:
        if said.first is None:
            return _Named(stem, said.word, said.number)
        return _Counted(stem, said.word, said.number, said.first)
    for name in (item.source, item.image.name):
        plain = name.removesuffix(".gz")  # maps end in two parts
        plain = plain.removesuffix(PurePath(plain).suffix)
        found = page_named(plain) if plain else None
        if found is not None and (found.base == stem or folded(plain) == stem):
            return found
    return None


def _holds(pages: SeveralPages) -> str:
    count = len(pages.numbers)
    if pages.whole:
        return said("It holds {pictures}", pictures=counted(count, "picture"))
    told = some_names(str(number) for number in pages.numbers)
    if count == 1:
        return said("Of its pictures {told} is in the project", told=told)
    return said("Of its pictures {told} are in the project", told=told)
