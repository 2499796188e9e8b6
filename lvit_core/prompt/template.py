"""Templates: everything a kind of image needs to be described, as data a site can write itself.

A template names the layers a person draws on, the words of the sentence grammar and the way its
canonical sentence is written. Nothing about chests or nuclei stands in code: another TOML file in
the templates folder is another kind of image.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lvit_core.config import load_toml
from lvit_core.errors import LViTError
from lvit_core.resources import resource_path

GRAMMARS = ("paired-organ", "density")

# Who adds templates for a whole department points this variable at a shared folder.
TEMPLATE_FOLDER_VARIABLE = "LVIT_TEMPLATES"


@dataclass(frozen=True)
class LabelClass:
    """One class of objects in a layer; ``colour`` is ``#RRGGBB``."""

    name: str
    title: str
    colour: str


@dataclass(frozen=True)
class Layer:
    """One plane of objects; objects of different layers may overlap.

    ``role`` is ``"finding"`` (what the sentence speaks of), ``"organ"`` (where it lies: the lungs)
    or ``"instances"`` (findings that are counted one by one, as nuclei are).
    """

    name: str
    title: str
    colour: str
    classes: tuple[LabelClass, ...]
    role: str = "finding"


@dataclass(frozen=True)
class Augmentation:
    """Which changes of an image leave a true sentence after rewriting it."""

    flip_horizontal: bool = False
    flip_vertical: bool = False
    quarter_turns: bool = False


@dataclass(frozen=True)
class SentenceForm:
    """How the canonical sentence is written; which fields are used depends on the grammar."""

    negative: str
    finding: str = ""
    count: str = ""
    nouns: tuple[str, ...] = ()
    place: str = ""
    organ: tuple[str, str] = ("organ", "organs")
    distribution: str = ""
    dense: str = ""
    region: str = ""
    around: str = ""
    join: str = "and"


@dataclass(frozen=True)
class Template:
    """One kind of image: its layers, its grammar and its words.

    ``words`` maps role -> canonical word -> synonyms. Roles of ``paired-organ``: laterality, side,
    level, number, count_noun, negation, filler, short; of ``density``: distribution, side, level,
    around, high, low, negation, filler, short. ``written`` holds the spelling of a canonical word
    where it differs from its key (translations).
    """

    name: str
    title: str
    grammar: str
    model: str
    laterality: bool
    layers: tuple[Layer, ...]
    sentence: SentenceForm
    words: dict[str, dict[str, tuple[str, ...]]]
    augmentation: Augmentation = field(default_factory=Augmentation)
    modality: str = ""
    written: dict[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.name, self.grammar, self.title))

    @property
    def finding_layer(self) -> Layer:
        """The layer the sentence speaks of."""
        return next(layer for layer in self.layers if layer.role != "organ")

    @property
    def organ_layer(self) -> Layer | None:
        """The layer that tells where findings lie, if the template has one."""
        return next((layer for layer in self.layers if layer.role == "organ"), None)

    @property
    def sides(self) -> tuple[str, ...]:
        """Names of the two sides in the order of the image's columns."""
        return tuple(key for key in self.words.get("side", {}) if key != "both")[:2]

    @property
    def levels(self) -> tuple[str, ...]:
        """Names of the levels from the top of the image down; ``all`` is not one of them."""
        return tuple(key for key in self.words.get("level", {}) if key != "all")

    def layer(self, name: str) -> Layer:
        """The layer of that name; raises ``LViTError`` when there is none."""
        for layer in self.layers:
            if layer.name == name:
                return layer
        known = ", ".join(layer.name for layer in self.layers)
        raise LViTError(f"The template {self.name} has no layer '{name}'.", f"Known: {known}.")

    def spelling(self, key: str) -> str:
        """How a canonical word is written."""
        return self.written.get(key, key)


def template_folders() -> list[Path]:
    """Folders that are searched, the site's own before the built-in one."""
    own = os.environ.get(TEMPLATE_FOLDER_VARIABLE, "")
    folders = [Path(part).expanduser() for part in own.split(os.pathsep) if part]
    folders.append(_user_folder())
    folders.append(resource_path("templates"))
    return folders


def list_templates() -> list[str]:
    """Names of all templates that can be loaded, built-in ones and the site's own, sorted."""
    names = {path.stem for folder in template_folders() for path in folder.glob("*.toml")}
    return sorted(names)


def load_template(name: str | Path) -> Template:
    """Loads a template by name, or from the path of a TOML file.

    Raises:
        LViTError: There is none of that name, or its file is wrong; the wrong keys are named.
    """
    path = Path(name)
    if path.suffix == ".toml":
        return read_template(path)
    for folder in template_folders():
        candidate = folder / f"{name}.toml"
        if candidate.is_file():
            return _cached(candidate, candidate.stat().st_mtime_ns)
    raise LViTError(f"There is no template '{name}'.", f"Known: {', '.join(list_templates())}.")


def read_template(path: Path) -> Template:
    """Reads and checks one template file; raises ``LViTError`` when it is wrong."""
    template = load_toml(path, Template)
    _check(template, path.name)
    return template


@lru_cache(maxsize=32)
def _cached(path: Path, _changed_ns: int) -> Template:
    return read_template(path)


def _user_folder() -> Path:
    import platformdirs  # noqa: PLC0415 - asked once per look-up, not at the program's start

    return Path(platformdirs.user_config_dir("lvit-annotator", appauthor=False)) / "templates"


def _check(template: Template, source: str) -> None:
    problems: list[str] = []
    if template.grammar not in GRAMMARS:
        problems.append(f"grammar must be one of {', '.join(GRAMMARS)}")
    if not any(layer.role != "organ" for layer in template.layers):
        problems.append("at least one layer must hold findings (role 'finding' or 'instances')")
    if any(not layer.classes for layer in template.layers):
        problems.append("every layer needs at least one class")
    if len(template.sides) != 2:
        problems.append("words.side must name two sides")
    if len(template.levels) < 2:
        problems.append("words.level must name at least two levels")
    problems += _missing_forms(template)
    if problems:
        raise LViTError(f"The template {source} cannot be used: {'; '.join(problems)}.")


def _missing_forms(template: Template) -> list[str]:
    forms: dict[str, dict[str, tuple[str, ...]]] = {
        "paired-organ": {
            "finding": ("{laterality}",),
            "count": ("{count}", "{noun}"),
            "place": ("{levels}", "{side}"),
        },
        "density": {
            "distribution": ("{distribution}",),
            "dense": ("{regions}",),
            "region": ("{region}",),
        },
    }
    problems = [
        f"sentence.{name} must contain {slot}"
        for name, slots in forms.get(template.grammar, {}).items()
        for slot in slots
        if slot not in getattr(template.sentence, name)
    ]
    if template.grammar == "paired-organ" and len(template.sentence.nouns) != 2:
        problems.append("sentence.nouns must hold the singular and the plural")
    return problems
