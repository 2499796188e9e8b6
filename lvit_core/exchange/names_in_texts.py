"""Names of people in what people wrote: sentences and reasons leave as they are, so a person looks.

Known are the readers of the project and the patients that its DICOM files name. The lines say which
images, never which name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lvit_core.exchange.report_lines import some_names
from lvit_core.wording import counted, said

_SHORTEST = 3  # letters of a word that tells somebody
# Words of sentences that are also what headers put in the place of a name.
_NO_NAMES = frozenset(
    {
        *("and", "the", "with", "not", "for", "one", "two", "three", "four", "all", "none", "some"),
        *("left", "right", "upper", "lower", "middle", "both", "lung", "lungs", "lobe", "chest"),
        *("patient", "person", "reader", "doctor", "test", "phantom", "unknown", "anonymous"),
        *("anon", "anonymized", "anonymised", "image", "area", "areas", "cell", "cells"),
        *("infection", "infected", "pulmonary", "bilateral", "unilateral", "model"),
    }
)


def words_of(text: str) -> frozenset[str]:
    """The words of a text that may be of a name, in small letters."""
    found = re.findall(r"[^\W_]+", text.casefold())
    telling = (word for word in found if len(word) >= (_SHORTEST if word.isascii() else 2))
    return frozenset(telling) - _NO_NAMES


class NamesInTexts:
    """Looks for names in the texts of one export.

    Args:
        readers: Their names, where those are not to leave; a word of them counts.
    """

    def __init__(self, readers: Iterable[str]) -> None:
        self._readers = words_of(" ".join(readers))
        self._patients: set[str] = set()
        self.any = False  # whether any text leaves

    def add_patient(self, words: Iterable[str]) -> None:
        """Takes in the words that name a patient; an image of any other may speak of them too."""
        self._patients.update(words_of(" ".join(words)))

    def look(self, *texts: str) -> None:
        """Takes in that something was written of an image: sentence, reason and the like."""
        self.any = self.any or bool(words_of(" ".join(texts)))

    def lines(self, texts: Iterable[tuple[str, str]]) -> list[str]:
        """What to look at before the export is passed on, one sentence for each kind of name.

        Args:
            texts: What each image is called outside, and all that was written of it. They are
                gone through only when all patients are known: kept words would fill the memory.
        """
        kinds = (
            (frozenset(self._patients), said("a patient's name or number")),
            (self._readers, said("a reader's name")),
        )
        told: list[list[str]] = [[] for _ in kinds]
        if self.any and any(known for known, _ in kinds):
            for name, text in texts:
                words = words_of(text)
                for (known, _), some in zip(kinds, told, strict=True):
                    if words & known:
                        some.append(name)
        found = []
        for (_, what), named in zip(kinds, told, strict=True):
            if named:
                have = counted(len(named), "image has", "images have")
                found.append(
                    said(
                        "{have} a sentence or reason with a word of {what}, written as it "
                        "is: {names}.",
                        have=have,
                        what=what,
                        names=some_names(named),
                    )
                )
        return found
