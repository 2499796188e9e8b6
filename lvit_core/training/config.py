"""What a training run does, as one frozen value that a TOML recipe can state in full.

A run writes it beside its weights, so that the same folder, seed and recipe give the same run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from lvit_core.config import from_dict, read_toml
from lvit_core.errors import LViTError
from lvit_core.model.config import BLOCKS_PER_MODULE, Architecture, Head

Protocol = Literal["resize", "native"]


@dataclass(frozen=True)
class Augmentation:
    """Random changes of a training sample; the sentence is rewritten so that it stays true.

    The defaults were chosen by validation and by tissue of another collection, which stains and
    intensities set further apart than the tissue itself (docs/REPRODUCTION.md).

    Attributes:
        flip_horizontal: Allow mirror images; ``None`` asks the template.
        flip_vertical: Allow upside-down images; ``None`` asks the template.
        quarter_turns: Allow turns by 90 degrees where the sentence names no place.
        rotation_deg: Largest free rotation to either side.
        zoom: Largest zoom factor; 1.25 means a factor drawn between 1/1.25 and 1.25.
        shift: Largest shift of a whole image as a share of its side.
        stain: Standard deviation of the change of each stain's amount (colour images, HED space).
        stain_offset: Standard deviation of the offset added to each stain, in optical density.
        brightness: Largest additive change, as a share of the value range.
        contrast: Largest relative change of contrast.
        gamma: Largest exponent; 1.3 means an exponent drawn between 1/1.3 and 1.3.
        noise: Standard deviation of pixel noise, as a share of the value range.
        blur: Largest Gaussian sigma in network pixels.
        probability: Share of the samples that are augmented at all.
    """

    flip_horizontal: bool | None = None
    flip_vertical: bool | None = None
    quarter_turns: bool = True
    rotation_deg: float = 20.0
    zoom: float = 1.25
    shift: float = 0.05
    stain: float = 0.2
    stain_offset: float = 0.03
    brightness: float = 0.12
    contrast: float = 0.25
    gamma: float = 1.25
    noise: float = 0.01
    blur: float = 0.5
    probability: float = 1.0


@dataclass(frozen=True)
class LossSettings:
    """Which form of eqs. 28 to 31 is used.

    Attributes:
        dice: "squared" sums squares in the denominator (the reference), "plain" is eq. 28.
        cross_entropy: "balanced" averages positive and negative pixels apart and halves their
            sum (the reference), "plain" is eq. 29.
        dice_weight: Weight of the Dice term; eq. 30 gives 0.5 to both.
        cross_entropy_weight: Weight of the cross entropy.
        language_vision: alpha of eq. 31.
        depth: Weight of the geometry head's depth, where objects are known.
        middle: Weight of its way to the middle of an object.
        classes: Weight of the head that tells classes apart, where they are known.
    """

    dice: Literal["squared", "plain"] = "squared"
    cross_entropy: Literal["balanced", "plain"] = "plain"
    dice_weight: float = 0.5
    cross_entropy_weight: float = 0.5
    language_vision: float = 0.1
    depth: float = 1.0
    middle: float = 1.0
    classes: float = 1.0


@dataclass(frozen=True)
class UnlabeledSettings:
    """How images without a mask take part.

    Attributes:
        mode: "none", "epi" (pseudo labels) or "epi+lv" (and the LV loss).
        beta: Momentum of eq. 9; its memory is 1 / (1 - beta) generations.
        warm_up: beta_t = min(beta, 1 - 1 / (t + 1)), so that short runs do not freeze.
        burn_in: Share of the run trained on labels alone before the first pseudo label; ends
            earlier when the labels alone improve nothing any more (``patience``).
        weight: Weight of the whole unlabeled loss.
        ramp: Share of the run over which that weight rises from 0 after the burn-in.
        share: Share of a batch that is unlabeled; a batch of two or more holds at least one.
        target: "soft" learns the probability itself, "hard" its thresholded form.
        confidence: Pixels whose pseudo label lies within 0.5 +/- this value carry no loss.
        pseudo_weight: Weight of the pseudo-label term inside the unlabeled loss.
        least_dice: Unlabeled images teach only while the Dice on the images that judge reaches
            this; 0 asks for nothing.
        least_agreement: Where no image judges, they begin when the predictions of two generations
            in a row agree to this Dice.
    """

    mode: Literal["none", "epi", "epi+lv"] = "epi+lv"
    beta: float = 0.99
    warm_up: bool = True
    burn_in: float = 0.5
    weight: float = 0.3
    ramp: float = 0.1
    share: float = 0.5
    target: Literal["soft", "hard"] = "soft"
    confidence: float = 0.0
    pseudo_weight: float = 1.0
    least_dice: float = 0.0
    least_agreement: float = 0.0


@dataclass(frozen=True)
class TrainingConfig:
    """One training run.

    Attributes:
        template: Grammar of the sentences; "auto" decides from the folder.
        protocol: "resize" sees whole images at ``image_size``, "native" crops near full scale
            (chest X-rays are seen whole under both).
        architecture: "lvit", or "unet" for the baseline: its convolutions alone, without text.
        size: Blocks per ViT module of an LViT: "T", "S", "M" or "L".
        width: Base width of the CNN branch.
        image_size: Side of the network's input in pixels.
        tokens: Text tokens that reach the network.
        scale: Network pixels per image pixel under "native".
        spacing_um: Pixel size of the data; ``None`` uses the template's usual one.
        batch: Samples per step (over all processes).
        learning_rate: Peak learning rate of Adam; ``None`` takes the template's.
        schedule: "restarts" (T_0 = 10 generations), "cosine" over the run, or "constant".
        warm_up_steps: Steps over which the learning rate rises at the start.
        minimum_rate: Floor of the schedule as a share of the peak.
        weight_decay: Decoupled weight decay (0 is plain Adam).
        gradient_norm: Largest gradient norm.
        ema: Decay of the averaged weights (0 switches them off); warmed up.
        steps_per_generation: Steps between validations; 0 means one pass over the data, and
            under a limit of minutes at least a dozen steps.
        samples_per_image: Crops of each image in one pass under "native".
        patience: Generations without improvement before the run stops; 0 never stops.
        validate_every: Generations between validations.
        text_dropout: Share of the samples trained without their sentence.
        accepted_weight: How much the loss of a label counts that a person accepted as a model
            proposed it, 0..1; one that a person drew, corrected or confirmed counts 1.
        replay_share: Of a model that is fine-tuned, the share of the labels of a step that are
            replayed, 0..1: older ones of a project, and what the first model said of pictures in
            the box, so that it is not forgotten (see ``replay``).
        text: Use sentences at all.
        text_encoder: "embedded" learns a table of words with the network; anything else is the
            folder or the hub name of a BERT on this computer, whose frozen word vectors are read.
        heads: What is learnt beside the mask ("geometry": objects told apart; "classes": what each
            is); a model that is trained on keeps its own too.
        class_names: What "classes" tells apart, one name for each of its planes.
        mirror: Average each answer with that of the mirrored image, at validation and in use
            (whole images).
        targets: "masks" learns the labels; "zones" draws a sentence for every sample and learns
            the region of the lungs it names (needs lung masks); "parts" asks for the whole mask
            or a part of it by a sentence drafted from that part, and for zones where an image
            has an organ mask and no label.
        false_share: Under "parts", the share of requests that name zones whatever they hold, most
            of them zones without a finding (needs lung masks).
        sentences: "sheet" takes them from the data, "masks" drafts them from mask and lungs.
        batch_norm: "train", "frozen", or "auto" (frozen when fine-tuning a project with batches
            under 8).
        dropout: Overrides every dropout of the network.
        precision: "auto" (the device's best), "float32", "bfloat16" or "float16".
        cuda_graphs: On one CUDA device, record the network of a step once and replay it, where the
            batch is labeled; faster for small batches (`lvit bench gpu` says by how much).
        select: Keep the "best" or the "last" weights by validation Dice.
        choose_threshold: Choose the mask threshold on the validation images at the end.
        seed: Seed of everything random.
    """

    template: str = "auto"
    protocol: Protocol = "resize"
    architecture: Architecture = "lvit"
    size: str = "T"
    width: int = 64
    image_size: int = 224
    tokens: int = 32
    scale: float = 1.0
    spacing_um: float | None = None
    batch: int = 4
    learning_rate: float | None = None
    schedule: Literal["restarts", "cosine", "constant"] = "cosine"
    restart_generations: int = 10
    warm_up_steps: int = 20
    minimum_rate: float = 0.02
    weight_decay: float = 0.0
    gradient_norm: float = 1.0
    ema: float = 0.99
    steps_per_generation: int = 0
    samples_per_image: int = 4
    patience: int = 50
    validate_every: int = 1
    text_dropout: float = 0.15
    accepted_weight: float = 0.5
    replay_share: float = 0.0
    text: bool = True
    text_encoder: str = "embedded"
    down_vit: bool = True
    up_vit: bool = True
    plam: bool = True
    heads: tuple[Head, ...] = ()
    class_names: tuple[str, ...] = ()
    mirror: bool = False
    targets: Literal["masks", "zones", "parts"] = "masks"
    false_share: float = 0.0
    sentences: Literal["sheet", "masks"] = "sheet"
    batch_norm: Literal["auto", "train", "frozen"] = "auto"
    dropout: float | None = None
    precision: Literal["auto", "float32", "bfloat16", "float16"] = "auto"
    cuda_graphs: bool = False
    select: Literal["best", "last"] = "best"
    choose_threshold: bool = True
    seed: int = 0
    augmentation: Augmentation = field(default_factory=Augmentation)
    losses: LossSettings = field(default_factory=LossSettings)
    unlabeled: UnlabeledSettings = field(default_factory=UnlabeledSettings)

    def __post_init__(self) -> None:
        for name, good in (
            ("size", self.size in BLOCKS_PER_MODULE),
            ("width", self.width >= 8 and self.width % 8 == 0),
            ("batch", self.batch >= 1),
            ("scale", self.scale > 0),
            ("text_dropout", 0 <= self.text_dropout <= 1),
            ("false_share", 0 <= self.false_share <= 1),
            ("replay_share", 0 <= self.replay_share < 1),
            ("accepted_weight", 0 <= self.accepted_weight <= 1),
            ("ema", 0 <= self.ema < 1),
            ("unlabeled.beta", 0 <= self.unlabeled.beta <= 1),
            ("unlabeled.share", 0 <= self.unlabeled.share < 1),
            ("augmentation.zoom", self.augmentation.zoom >= 1),
            ("class_names", ("classes" in self.heads) == (len(self.class_names) >= 2)),
        ):
            if not good:
                raise LViTError(
                    "The training setting '{name}' is out of range.",
                    "See the ranges in the recipe's documentation (lvit train --help).",
                    name=name,
                )


def load_recipe(path: str | Path) -> TrainingConfig:
    """Reads a TOML recipe; settings it leaves out keep their defaults.

    Raises:
        LViTError: The file is missing, not TOML, or names an unknown or impossible setting.
    """
    path = Path(path)
    settings = read_toml(path)
    if settings.get("size") == "unet":  # as recipes said before the architecture had its own name
        settings |= {"architecture": "unet", "size": "T"}
    return from_dict(settings, TrainingConfig, path.name)
