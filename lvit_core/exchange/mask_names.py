"""Which mask belongs to which picture: what programs put before or behind the picture's name.

Case and the form of Unicode do not matter, because disks and archives change both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from lvit_core.exchange.class_names import folded

_PREFIX = re.compile(r"^(mask|label|seg)[-_ ]")
_SUFFIX = re.compile(
    r"[-_ .](cp_masks?|masks?|labels?|seg(mentation)?s?|instances?|gt|ground_?truth|annotations?)$"
)


_NUMBERED = re.compile(r"^(?P<plain>.+)[-_ .](masks?|labels?|seg|gt)[-_ ]?[0-9]{1,4}$")

_BEFORE = "mask_"
_OF_PICTURE = re.compile(r"^(image|img|im|scan|slice|frame|tile)[-_ ]")
_OME = re.compile(r"(?<=.)\.ome\.tiff?$", re.IGNORECASE)


def stem_of(file: Path) -> str:
    """A file's name without its ending; OME's has two parts."""
    return _OME.sub("", file.name) if _OME.search(file.name) else file.stem


def plain_stem(stem: str) -> str:
    """The folded name of the picture that a mask with this stem belongs to."""
    return _PREFIX.sub("", _SUFFIX.sub("", folded(stem)))


def further_masks(
    masks: Iterable[Path], pictures: Mapping[str, Path]
) -> tuple[dict[str, list[Path]], list[Path]]:
    """Masks that are called after a picture and a number, one for each of its objects; the others.

    Args:
        masks: Files that are no picture's only mask.
        pictures: Files by key.
    """
    keys = {folded(stem_of(file)): key for key, file in pictures.items()}
    found: dict[str, list[Path]] = {}
    rest = []
    for file in masks:
        key = keys.get(plain_of_numbered(stem_of(file)))
        if key is None:
            rest.append(file)
        else:
            found.setdefault(key, []).append(file)
    return found, rest


def plain_of_numbered(stem: str) -> str:
    """The folded stem of the picture that `a_mask_1` belongs to; empty for other names."""
    match = _NUMBERED.match(folded(stem))
    return match["plain"] if match is not None else ""


def is_mask_name(stem: str, beside: Collection[str] = ()) -> bool:
    """Whether a stem says that its file is the mask of another one.

    Args:
        stem: Of the file.
        beside: The folded stems around it, and what stands behind a word in them; a word before
            the name says so only if one of them is the rest of it.
    """
    if _SUFFIX.search(folded(stem)) is not None or plain_of_numbered(stem) in beside:
        return True
    rest = _PREFIX.sub("", folded(stem))
    return rest != folded(stem) and rest in beside


def looks_like_mask(stem: str) -> bool:
    """Whether a stem may be taken for that of the mask of another file."""
    return plain_stem(stem) != folded(stem)


def match_masks(
    masks: Iterable[Path], pictures: Mapping[str, Path]
) -> tuple[dict[str, Path], list[Path]]:
    """The mask of each picture by the picture's key, and the masks of none.

    A mask of the picture's key wins over one of its full name or its stem, and these over one
    whose name has more in it; of two for one picture the first counts, the other belongs to none.

    Args:
        masks: Files.
        pictures: Files by any key.
    """
    full = {folded(file.name): key for key, file in pictures.items()}
    stems: dict[str, str] = {}
    plain: dict[str, str] = {}
    for key, file in pictures.items():
        stems.setdefault(folded(stem_of(file)), key)
        plain.setdefault(plain_stem(stem_of(file)), key)
    keys = {folded(key): key for key in pictures}
    words = [(picture_stem(stem_of(file)), key) for key, file in pictures.items()]
    counts = Counter(rest for rest, _ in words)
    behind = {rest: key for rest, key in words if rest and counts[rest] == 1}
    found: dict[str, Path] = {}
    waiting = list(masks)
    steps: tuple[tuple[dict[str, str], Callable[[Path], str]], ...] = (
        ({key: key for key in pictures}, stem_of),
        (keys, _behind_mask),
        (full, lambda file: folded(file.name)),
        (keys, lambda file: folded(stem_of(file))),
        (full, lambda file: folded(stem_of(file))),  # a.jpg.png
        (stems, lambda file: folded(stem_of(file))),
        (full, lambda file: plain_stem(stem_of(file))),
        (stems, lambda file: plain_stem(stem_of(file))),
        (plain, lambda file: plain_stem(stem_of(file))),
        (behind, _behind_word),
    )
    for known, name in steps:
        rest = []
        for file in waiting:
            picture = known.get(name(file))
            if picture is None or picture in found:
                rest.append(file)
            else:
                found[picture] = file
        waiting = rest
    return found, waiting


def picture_stem(stem: str) -> str:
    """What stands behind a word such as "image" before a picture's name, folded; else empty."""
    plain = _OF_PICTURE.sub("", folded(stem))
    return "" if plain == folded(stem) else plain


def _behind_word(file: Path) -> str:
    """What stands behind a word such as "mask": that of ``mask_003`` is ``image_003``."""
    rest = _PREFIX.sub("", folded(stem_of(file)))
    return "" if rest == folded(stem_of(file)) else rest


def _behind_mask(file: Path) -> str:
    stem = folded(stem_of(file))
    return stem.removeprefix(_BEFORE) if stem.startswith(_BEFORE) else ""


def by_stem(files: Iterable[Path], masks: Iterable[Path] = ()) -> dict[str, Path]:
    """Pictures by stem; of several with one stem the one that a mask names gets it.

    The others go by their full names, so that none is lost.
    """
    named = {folded(file.name) for file in masks}
    ordered = sorted(
        files,
        key=lambda file: (
            stem_of(file).startswith(_BEFORE), folded(file.name) not in named, file.name
        ),
    )  # fmt: skip
    found: dict[str, Path] = {}
    for file in ordered:
        short = stem_of(file).removeprefix(_BEFORE)
        key = next(name for name in (short, stem_of(file), file.name) if name not in found)
        found[key] = file
    return {key: found[key] for key in sorted(found)}
