"""What a template says: everything a kind of image needs to be described, as values.

A template names the layers a person draws on, the grammar of its sentences, its words and the way
its canonical sentence is written. ``templates`` finds and reads the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

from lvit_core.errors import LViTError
from lvit_core.wording import said


@dataclass(frozen=True)
class Term:
    """One coded term, as DICOM and other registers write it.

    Args:
        value: The code, at most 16 characters.
        scheme: Who gives it a meaning: ``SCT`` for SNOMED CT, ``DCM`` for DICOM's own terms.
        meaning: In words, at most 64 characters.
    """

    value: str
    scheme: str
    meaning: str

    def problems(self) -> list[str]:
        """What keeps other programs from reading it."""
        longest = {"value": 16, "scheme": 16, "meaning": 64}
        return [
            f"the {name} of a code must have 1 to {most} characters, not '{getattr(self, name)}'"
            for name, most in longest.items()
            if not 0 < len(getattr(self, name).strip()) <= most
        ]


@dataclass(frozen=True)
class Coded:
    """What objects are in coded terms: a category of things, and the type in it."""

    category: Term
    type: Term


# True of whatever was drawn: a region of an image.
UNKNOWN = Coded(
    Term("309825002", "SCT", "Spatial and Relational Concept"),
    Term("111030", "DCM", "Image Region"),
)


@dataclass(frozen=True)
class LabelClass:
    """One class of objects in a layer; ``colour`` is ``#RRGGBB``.

    ``coded`` is what it is in coded terms, where those of the layer do not say it well enough;
    ``key`` chooses it at the keyboard: 1 to 9, "" for the number of its place. ``general`` is what
    an object is called before anybody told its kind, as "nucleus" is: nothing learns classes of it.
    """

    name: str
    title: str
    colour: str
    coded: Coded | None = None
    key: str = ""
    general: bool = False


@dataclass(frozen=True)
class Layer:
    """One plane of objects; objects of different layers may overlap.

    ``role`` is ``"finding"`` (what the sentence speaks of), ``"organ"`` (where it lies: the lungs)
    or ``"instances"`` (findings that are counted one by one, as nuclei are). ``coded`` is true of
    every class that it names.
    """

    name: str
    title: str
    colour: str
    classes: tuple[LabelClass, ...]
    role: str = "finding"
    coded: Coded | None = None

    @property
    def told_classes(self) -> tuple[str, ...]:
        """Names of the classes that say what an object is."""
        return tuple(item.name for item in self.classes if not item.general)

    def class_of_key(self, key: str) -> LabelClass | None:
        """The class that a key chooses: the one that says so, else that of the key's place."""
        for item in self.classes:
            if item.key == key:
                return item
        place = int(key) - 1 if key.isdecimal() else -1
        at_place = self.classes[place] if 0 <= place < len(self.classes) else None
        return at_place if at_place is not None and not at_place.key else None

    def key_of(self, item: LabelClass) -> str:
        """The key that chooses a class; "" where there is none for it."""
        key = item.key or str(self.classes.index(item) + 1)
        return key if self.class_of_key(key) is item else ""

    def coded_as(self, class_name: str) -> Coded:
        """What a class is in coded terms: its own, else the layer's.

        A class that the template does not know may be anything: ``UNKNOWN``.
        """
        for item in self.classes:
            if item.name == class_name:
                return item.coded or self.coded or UNKNOWN
        return UNKNOWN


REGIONS, REGION_CLASS = ":regions", "region"
"""Layer and class of what has been looked at; no template can have a layer of such a name."""

REGION_LAYER = Layer(
    REGIONS,
    said("Regions"),
    "#f5f5f5",
    (LabelClass(REGION_CLASS, said("Region"), "#f5f5f5"),),
    "region",
)
"""Stands beside the layers of every template, and is none of them; see ``Template.layer``."""


@dataclass(frozen=True)
class Augmentation:
    """Which changes of an image leave a true sentence after rewriting it."""

    flip_horizontal: bool = False
    flip_vertical: bool = False
    quarter_turns: bool = False


@dataclass(frozen=True)
class SentenceForm:
    """How the canonical sentence is written; which fields are used depends on the grammar.

    ``sizes`` are shares of the image (0 to 1) between two words of size each, the smallest first.
    """

    negative: str = ""
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
    sizes: tuple[float, ...] = ()

    def missing(self, slots: Mapping[str, tuple[str, ...]]) -> list[str]:
        """What a grammar that needs these slots in these forms would tell a template's author."""
        texts = {item.name: getattr(self, item.name) for item in fields(self)}
        return [
            f"sentence.{name} must contain {slot}"
            for name, wanted in slots.items()
            for slot in wanted
            if slot not in texts[name]
        ]


@dataclass(frozen=True)
class Template:
    """One kind of image: its layers, its grammar and its words.

    ``words`` maps role -> canonical word -> synonyms. Roles of ``paired-organ``: laterality, side,
    level, number, count_noun, negation, filler, short; of ``density``: distribution, side, level,
    around, high, low, negation, filler, short. ``written`` holds the spelling of a canonical word
    where it differs from its key (translations). ``coded_words`` holds the coded terms of
    canonical words of side, level or laterality.

    Attributes:
        model: The bundled network that is asked first; "" where a project begins with its own.
        laterality: Whether the patient's left and right may be meant, so that it must be declared.
        default: The kind that is taken where nobody chose one.
        input: How a network sees such an image, "" for a usual choice (see ``in_tiles``).
        look: Kind of image as ``imaging.kind`` knows it; "" where nothing is known.
        learning_rate: The paper's for such images (appendix E).
        sample: Which pictures of this kind the sample project shows; "" for none.
        replay: Which pictures in the box a run shows again, so that a model of such images does not
            forget them; "" for none.
        example: A sentence as people write it.
    """

    name: str
    title: str
    grammar: str
    layers: tuple[Layer, ...]
    sentence: SentenceForm = field(default_factory=SentenceForm)
    words: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    model: str = ""
    laterality: bool = False
    augmentation: Augmentation = field(default_factory=Augmentation)
    modality: str = ""
    default: bool = False
    input: Literal["", "whole", "tiles"] = ""
    look: str = ""
    learning_rate: float = 1e-3
    sample: str = ""
    replay: Literal["", "section", "glow", "chests"] = ""
    example: str = ""
    written: dict[str, str] = field(default_factory=dict)
    coded_words: dict[str, Term] = field(default_factory=dict)

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
    def in_tiles(self) -> bool:
        """Whether a network sees such an image in tiles, so that the size of a pixel matters.

        Where the file does not say: unless the image has a patient's sides, as a radiograph has.
        """
        return self.input == "tiles" or (not self.input and not self.laterality)

    @property
    def sides(self) -> tuple[str, ...]:
        """Names of the two sides in the order of the image's columns."""
        return tuple(key for key in self.words.get("side", {}) if key != "both")[:2]

    @property
    def levels(self) -> tuple[str, ...]:
        """Names of the levels from the top of the image down; ``all`` is not one of them."""
        return tuple(key for key in self.words.get("level", {}) if key != "all")

    def layer(self, name: str) -> Layer:
        """The layer of that name, or that of regions; ``LViTError`` when there is none."""
        for layer in (*self.layers, REGION_LAYER):
            if layer.name == name:
                return layer
        known = ", ".join(layer.name for layer in self.layers)
        raise LViTError(
            "The template {name} has no layer '{name_2}'.",
            "Known: {known}.",
            name=self.name,
            name_2=name,
            known=known,
        )

    def knows_class(self, layer: str, name: str) -> bool:
        """Whether a layer of that name has a class of that name."""
        return any(
            item.name == name for one in self.layers if one.name == layer for item in one.classes
        )

    def still_there(self, layer: str, classes: Mapping[str, str]) -> tuple[str, dict[str, str]]:
        """What a person drew in last, layer and class of each layer, as far as it is there now."""
        layers = {one.name: one.classes[0].name for one in (*self.layers, REGION_LAYER)}
        kept = {at: name for at, name in classes.items() if self.knows_class(at, name)}
        named = layer in layers and layer != REGIONS  # who begins an image draws findings
        return layer if named else self.finding_layer.name, layers | kept

    def spelling(self, key: str) -> str:
        """How a canonical word is written."""
        return self.written.get(key, key)
