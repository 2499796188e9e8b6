"""Templates that came with something that is open: a project, or a model that was trained in one.

A project opens anywhere, so the kinds of image that it was made for travel inside of it. All code
asks for a template by its name, so what is open tells here which template that name means now.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Mapping

from lvit_core.errors import LViTError
from lvit_core.prompt.template import Template

Kinds = Mapping[str, "Template | LViTError"]
"""By name; an error where the copy is there and cannot be used."""

_NO_TEXTS: Mapping[str, str] = {}


class CarriedKinds:
    """What is carried now, the latest first. One for the program: see `OF_PROJECTS`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._brought: tuple[tuple[Hashable, Kinds], ...] = ()
        self._texts: dict[Hashable, Mapping[str, str]] = {}
        self._left: dict[str, str] = {}

    def bring(self, owner: Hashable, kinds: Kinds, texts: Mapping[str, str] = _NO_TEXTS) -> None:
        """What an owner carries from now on, instead of what it carried before.

        Args:
            owner: Whatever tells owners apart.
            kinds: By name.
            texts: The files of those that are no template of the program, by name.
        """
        with self._lock:
            others = tuple(item for item in self._brought if item[0] != owner)
            self._brought = ((owner, dict(kinds)), *others) if kinds else others
            self._texts = {key: known for key, known in self._texts.items() if key != owner}
            self._texts = {owner: dict(texts), **self._texts} if texts else self._texts

    def withdraw(self, owner: Hashable) -> None:
        """The owner is closed; what it carried can still be taken into a new project."""
        self._left |= self._texts.get(owner, {})
        self.bring(owner, {})

    def text(self, name: str) -> str:
        """The file of a template that somebody carries; "" where nobody does."""
        return next((texts[name] for texts in self._texts.values() if name in texts), "")

    def last_text(self, name: str) -> str:
        """The same of owners that are closed: who makes a project closes the one before it."""
        return self._left.get(name, "")

    def find(self, name: str) -> Template | None:
        """The template of that name; ``None`` where nobody carries one.

        Raises:
            LViTError: It is carried and cannot be used.
        """
        for _, kinds in self._brought:
            if (found := kinds.get(name)) is not None:
                if isinstance(found, LViTError):
                    raise found
                return found
        return None

    def names(self) -> list[str]:
        """Of all that can be used, each once."""
        usable = [
            name
            for _, kinds in self._brought
            for name, found in kinds.items()
            if not isinstance(found, LViTError)
        ]
        return list(dict.fromkeys(usable))


OF_PROJECTS = CarriedKinds()
"""Win over files of the same name: a project means the same on every machine."""

OF_MODELS = CarriedKinds()
"""Stand in where there is no file of that name."""
