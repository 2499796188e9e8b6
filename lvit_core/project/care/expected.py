"""What a project must hold by its chain: the rows of the chain, carried out one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lvit_core.project.chain import CHAINED_AS_FOUND, OF_STEPS, Act, Link

DONE, UNDONE, ABANDONED = "done", "undone", "abandoned"


@dataclass(slots=True)
class Row:
    """A step, an acceptance or a generation as it must be stored."""

    digest: bytes | None
    image: int | None = None
    status: str = ""
    step: int | None = None  # what settled an acceptance
    held: str = ""  # the digest of what an acceptance keeps until then; empty in older chains


@dataclass
class Expected:
    """What must be there; `take` brings it up to date.

    Args:
        images: The facts of each image, and what other readers made of it.
        removed: Images that a person took out.
        steps, acceptances, generations: By id.
        in_force: The generation in force; 0 for none.
        settings: By key: ``("value", text)`` or ``("sha256", digest)``.
    """

    images: dict[int, dict[str, Any]] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    steps: dict[int, Row] = field(default_factory=dict)
    acceptances: dict[int, Row] = field(default_factory=dict)
    generations: dict[int, Row] = field(default_factory=dict)
    in_force: int = 0
    settings: dict[str, tuple[str, str]] = field(default_factory=dict)
    _undone: dict[int, set[int]] = field(default_factory=dict)

    def take(self, link: Link) -> None:
        """Carries out one row of the chain.

        Raises:
            ValueError, KeyError, TypeError, AttributeError: No version of the program writes it.
        """
        told, act = link.told, Act(link.act)
        if act in CHAINED_AS_FOUND:
            self._find(link, told)
        elif act is Act.SETTING:
            kind = "value" if "value" in told else "sha256"
            self.settings[told["key"]] = kind, told[kind]
        elif act in (Act.ACCEPTED, Act.SETTLED, Act.CLOSED):
            self._accept(act, link, told)
        elif act is Act.IMAGE_REMOVED:
            self.removed.add(_number(link.image))
            self.images.pop(_number(link.image), None)
        elif act in OF_STEPS:
            self._step(act, link)
        elif act is Act.GENERATION:
            self.generations[_number(link.row)] = Row(link.digest)
        elif act is Act.REPAIRED:
            if told.get("anew"):
                self._forget()
            for key in told.get("dropped", []):
                self.settings.pop(key, None)
        if act is Act.IN_FORCE or (act is Act.GENERATION and told.get("in_force")):
            self.in_force = _number(link.row)
        if act not in CHAINED_AS_FOUND and "fields" in told:
            self.images.setdefault(_number(link.image), {}).update(told["fields"])

    def _forget(self) -> None:
        """What follows tells all that is there."""
        self.images, self.settings, self._undone = {}, {}, {}
        self.steps, self.acceptances, self.generations = {}, {}, {}
        self.in_force = 0

    def _find(self, link: Link, told: dict[str, Any]) -> None:
        kind, row = told["kind"], Row(link.digest, link.image, told.get("status", ""))
        if kind == "image":
            self.images[_number(link.image)] = dict(told["fields"])
        elif kind == "step":
            self.steps[_number(link.row)] = row
            if row.status == UNDONE:
                self._undone.setdefault(_number(link.image), set()).add(_number(link.row))
        elif kind == "acceptance":
            row.step = told["step"]
            self.acceptances[_number(link.row)] = row
        elif kind == "generation":
            self.generations[_number(link.row)] = row
            self.in_force = _number(link.row) if told["in_force"] else self.in_force

    def _step(self, act: Act, link: Link) -> None:
        number, image = _number(link.row), _number(link.image)
        undone = self._undone.setdefault(image, set())
        if act is Act.STEP:
            for gone in undone:
                self.steps[gone].status = ABANDONED
            undone.clear()
            self.steps[number] = Row(link.digest, image, DONE)
        elif act in (Act.AMENDED, Act.RESTATED):
            self.steps[number].digest = link.digest
        elif act is Act.UNDONE:
            self.steps[number].status = UNDONE
            undone.add(number)
        else:
            self.steps[number].status = DONE
            undone.discard(number)

    def _accept(self, act: Act, link: Link, told: dict[str, Any]) -> None:
        number = _number(link.row)
        if act is Act.ACCEPTED:
            held = str(told.get("held", ""))
            self.acceptances[number] = Row(link.digest, link.image, "waiting", held=held)
        elif act is Act.SETTLED:
            self.acceptances[number].status = "settled"
            self.acceptances[number].step = told["step"]
        else:
            self.acceptances[number].status = told["status"]


def _number(value: int | None) -> int:
    if not isinstance(value, int):
        raise ValueError("a number is missing")
    return value
