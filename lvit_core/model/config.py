"""What a trained model is, in plain values: readable without torch, so the window can list models.

The same dataclasses go into a model folder's ``config.toml``; a checkpoint that does not say its
channel order, scale, encoder and licence cannot be used truthfully, so all of them are recorded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lvit_core.errors import LViTError
from lvit_core.model.word_effects import WordEffects
from lvit_core.prompt.templates import default_name

BLOCKS_PER_MODULE = {"T": 1, "S": 4, "M": 6, "L": 12}

Architecture = Literal["lvit", "unet"]
ChannelOrder = Literal["rgb", "bgr"]
InputKind = Literal["whole", "tiles"]
EncoderKind = Literal["embedded", "bert", "none"]
Head = Literal["geometry", "classes"]

GEOMETRY_PLANES = 3
"""Distance, rows and columns to the middle: what ``geometry`` adds to the masks."""


@dataclass(frozen=True)
class LViTConfig:
    """The shape of one LViT (section 3.1, appendix C and Table 3 of the paper).

    Attributes:
        size: T, S, M or L: 1, 4, 6 or 12 transformer blocks per ViT module.
        width: Channels w of the stem; every other width is a multiple of it. A multiple of 8,
            because the first ViT level has 8 heads of ``w / 8``.
        tokens: Number L of text tokens that reach the network (reference checkpoints: 10).
        text_dim: Width of one text vector.
        classes: Output channels C; 1 means sigmoid, more mean softmax.
        down_vit: The transformer branch exists; without it there is only the CNN (Table 2).
        up_vit: The branch is a U; without it DownViT feeds the interaction directly (Table 2).
        plam: Pixel-level attention on the skips (equation 8).
        text: Text enters DownViT1 (equation 3).
        image_size: Side of the square input in pixels, a multiple of 16.
        heads: What is answered beside the masks, in planes of 0..1 that follow them. "geometry"
            tells touching objects apart (``annotation.geometry`` says what its planes mean);
            "classes" tells what the object at a pixel is. The paper's network has none.
        object_classes: Planes of "classes", at least 2 with that head and 0 without it. They come
            last, and sum to 1 at each pixel.
    """

    size: str = "T"
    width: int = 64
    tokens: int = 32
    text_dim: int = 768
    classes: int = 1
    down_vit: bool = True
    up_vit: bool = True
    plam: bool = True
    text: bool = True
    image_size: int = 224
    heads: tuple[Head, ...] = ()
    object_classes: int = 0

    def __post_init__(self) -> None:
        if self.size not in BLOCKS_PER_MODULE:
            raise LViTError(
                "There is no LViT of size '{size}'.", "Choose T, S, M or L.", size=self.size
            )
        if self.width <= 0 or self.width % 8:
            raise LViTError(
                "The width {width} does not fit eight attention heads.",
                "Choose a multiple of 8, such as 16, 32 or 64.",
                width=self.width,
            )
        if self.image_size <= 0 or self.image_size % 16:
            raise LViTError(
                "The input size {image_size} cannot be halved four times.",
                "Choose a multiple of 16, such as 224.",
                image_size=self.image_size,
            )
        if min(self.tokens, self.text_dim, self.classes) < 1:
            raise LViTError("Tokens, text width and classes must be at least 1.")
        if not self.down_vit and (self.up_vit or self.text):
            raise LViTError(
                "UpViT and text need the DownViT modules they build upon.",
                "Switch up_vit and text off too, or DownViT on.",
            )
        if self.knows_classes != (self.object_classes >= 2) or self.object_classes < 0:
            raise LViTError(
                "A network that tells classes apart needs at least two of them, not {count}.",
                "State heads and object_classes together.",
                count=self.object_classes,
            )
        if self.knows_classes and self.classes > 1:
            raise LViTError(
                "A network tells classes apart by its mask or beside it, not by both.",
                "Set classes to 1.",
            )

    @property
    def blocks(self) -> int:
        """Transformer blocks in each ViT module."""
        return BLOCKS_PER_MODULE[self.size]

    @property
    def knows_objects(self) -> bool:
        """Whether the network tells touching objects apart itself."""
        return "geometry" in self.heads

    @property
    def knows_classes(self) -> bool:
        """Whether the network says beside the mask what each object is."""
        return "classes" in self.heads

    @property
    def grid(self) -> int:
        """Patches along one side, 14 at 224 pixels."""
        return self.image_size // 16

    @property
    def patches(self) -> int:
        """Number of image tokens in every ViT level, 196 at 224 pixels."""
        return self.grid * self.grid


@dataclass(frozen=True)
class EncoderConfig:
    """How sentences became vectors when the model was trained; another encoder is refused.

    Attributes:
        kind: "embedded" (table inside the checkpoint), "bert" (frozen, outside), or "none".
        source: For "bert": the folder name or hub name, for people.
        fingerprint: Hash that must match; "" for encoders inside the checkpoint.
        reference_form: For "bert": fill short sentences and cut long ones exactly as the public
            implementation does (needed for its checkpoints, harmful for anything else).
    """

    kind: EncoderKind = "embedded"
    source: str = ""
    fingerprint: str = ""
    reference_form: bool = False


@dataclass(frozen=True)
class ModelConfig:
    """One model as stored in ``config.toml``.

    Attributes:
        name: Short name shown to people and used with ``--model``.
        architecture: "lvit" or "unet".
        network: Shape of the network; U-Net uses width, classes and image_size of it.
        encoder: Text encoder of the training.
        template: Prompt template the sentences follow.
        layer: Label layer the output belongs to.
        class_names: What its planes stand for, where there are several: those of the mask, or
            those of the head that tells classes apart.
        input: "whole" resizes the image to the network's square; "tiles" slides over it.
        scale_um: For tiles: micrometres per pixel at which the network was trained; ``None``
            means as the image comes.
        unknown_scale_um: Spacing assumed of an image that does not tell its own, usually that of
            the training images; ``None`` means ``scale_um``, so the image is taken as it comes.
        mirror: Answers are averaged with those of the mirrored image under the mirrored sentence
            (whole images only).
        antialias: Whether training images were smoothed when they were made smaller (reference
            checkpoints: no).
        channel_order: Reference checkpoints saw BGR, this project's models see RGB.
        threshold: Probability above which a pixel belongs to the mask, 0..1.
        min_area_um2: Smallest nucleus, in square micrometres; smaller objects are dropped.
        licence: Licence of the weights, which follows the data they saw.
        limits: What the model is not for, one sentence.
        ancestor: Name of the model it was fine-tuned from, "" for none.
        data: What it was trained on, one sentence.
        metrics: Validation figures by name.
        words: How much the words of each slot move its answers, where that was measured.
    """

    name: str = "unnamed"
    architecture: Architecture = "lvit"
    network: LViTConfig = field(default_factory=LViTConfig)
    encoder: EncoderConfig = field(default_factory=EncoderConfig)
    template: str = field(default_factory=default_name)
    layer: str = ""
    class_names: tuple[str, ...] = ()
    input: InputKind = "whole"
    scale_um: float | None = None
    unknown_scale_um: float | None = None
    mirror: bool = False
    antialias: bool = True
    channel_order: ChannelOrder = "rgb"
    threshold: float = 0.5
    min_area_um2: float | None = None
    licence: str = "not stated"
    limits: str = ""
    ancestor: str = ""
    data: str = ""
    metrics: dict[str, float] = field(default_factory=dict)
    words: WordEffects = field(default_factory=WordEffects)

    def __post_init__(self) -> None:
        if not 0.0 < self.threshold < 1.0:
            raise LViTError(
                "The threshold {threshold} is not between 0 and 1.", threshold=self.threshold
            )
        if self.scale_um is not None and self.scale_um <= 0:
            raise LViTError(
                "The scale {scale_um} um per pixel is not positive.", scale_um=self.scale_um
            )

    @property
    def uses_text(self) -> bool:
        """Whether a sentence changes the answer."""
        return self.architecture == "lvit" and self.network.text
