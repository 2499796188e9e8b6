"""Models on disk: safetensors, a TOML that says what they are, and a card; never pickle.

Checkpoints of the public implementation are ``torch.save`` files. They are opened with
``weights_only=True``, their unused entries dropped by name, and anything else is refused with the
names of the entries that differ, because a half-loaded network predicts nonsense silently.
"""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor, nn

from lvit_core.config import dump_toml, from_dict, load_toml, read_toml_text, save_toml
from lvit_core.errors import LViTError
from lvit_core.files import make_below, make_folder, write_text, writing
from lvit_core.model.catalogue import TEMPLATE_NAME, ModelEntry, find_model, list_models
from lvit_core.model.config import EncoderConfig, LViTConfig, ModelConfig
from lvit_core.model.digest import weights_digest
from lvit_core.model.encoder_folder import refuse_large_weights
from lvit_core.model.lvit import LViT
from lvit_core.model.reference_keys import is_unused, translate
from lvit_core.model.text_encoder import TextEncoder, build_encoder
from lvit_core.model.unet import UNet
from lvit_core.project.paths import CARD_NAME, CONFIG_NAME, WEIGHTS_NAME
from lvit_core.prompt.template_text import template_text
from lvit_core.prompt.templates import load_template, text_to_carry

__all__ = [
    "LoadedModel",
    "ModelEntry",
    "build_model",
    "list_models",
    "load_model",
    "load_reference",
    "save_model",
]

Network = LViT | UNet
_NETWORK = "network."
_ENCODER = "encoder."
_MOST_HEADER_BYTES = 8 << 20


@dataclass
class LoadedModel:
    """A network with the encoder and the facts that belong to it.

    Attributes:
        network: In evaluation mode, float32, on the CPU.
        encoder: ``None`` for models without text.
        config: What ``config.toml`` says.
        source: Folder or file it came from; ``None`` for a new model.
        digest: SHA-256 of the weights as they were read; empty for a new model.
    """

    network: Network
    encoder: TextEncoder | None
    config: ModelConfig
    source: Path | None = None
    digest: str = ""


def build_model(config: ModelConfig) -> LoadedModel:
    """A new model with random weights, ready to be trained."""
    network = LViT(config.network) if config.architecture == "lvit" else UNet(config.network)
    return LoadedModel(network, build_encoder(config), config)


def save_model(
    folder: str | Path,
    model: LoadedModel,
    card_text: str,
    half: bool = True,
    home: str | Path | None = None,
) -> None:
    """Writes a model folder; the weights appear last and at once, so a reader never sees half.

    Args:
        folder: Created when missing.
        model: What to write.
        card_text: Markdown: what the model is for, its data, licence and limits.
        half: Store float16; probabilities change by less than 0.001. ``False`` keeps every bit,
            which resuming a training needs.
        home: A folder above it that is never made, as that of a project.

    Raises:
        LViTError, OSError: The disk refuses, or ``home`` has gone; no weights are there then, or
            those from before.
    """
    folder = Path(folder)
    from safetensors import SafetensorError  # noqa: PLC0415 - only writers need it
    from safetensors.torch import save_file  # noqa: PLC0415

    tensors = {_NETWORK + k: v for k, v in model.network.state_dict().items()}
    if model.encoder is not None:
        tensors |= {_ENCODER + k: v for k, v in model.encoder.state_dict().items()}
    stored = {
        key: (value.half() if half and value.dtype == torch.float32 else value)
        .detach()
        .cpu()
        .contiguous()
        for key, value in tensors.items()
    }
    if home is None:
        make_folder(folder)
    else:
        make_below(home, folder)
    save_toml(folder / CONFIG_NAME, model.config)
    write_text(folder / CARD_NAME, card_text, home=folder)
    if kind := _kind_text(model.config.template):
        write_text(folder / TEMPLATE_NAME, kind, home=folder)
    with writing(folder / WEIGHTS_NAME, home=folder) as partial:
        try:
            save_file(stored, partial, metadata={"config": dump_toml(model.config)})
        except SafetensorError as error:  # it has its own for a disk that says no
            raise LViTError(
                "The model {name} cannot be written.",
                "Check that the disk has room and that you may write to it.",
                name=folder.name,
            ) from error
        shutil.copymode(folder / CONFIG_NAME, partial)  # the writer leaves it to its owner alone


def _kind_text(template: str) -> str:
    """The file of a kind of image that not every copy of the program has; "" for others."""
    try:
        return template_text(load_template(template)) if text_to_carry(template) else ""
    except LViTError:
        return ""  # a model of a kind that is not here any more can be copied all the same


def load_model(name_or_path: str | Path) -> LoadedModel:
    """A model by bundled name, folder or ``.safetensors`` file.

    Raises:
        LViTError: It does not exist, is damaged, or its entries do not fit its configuration.
    """
    place = find_model(name_or_path)
    weights = place / WEIGHTS_NAME if place.is_dir() else place
    config = _config_of(place, weights)
    damaged = LViTError(
        "The weights of '{name_or_path}' cannot be read.",
        "Copy or download them again.",
        name_or_path=name_or_path,
    )
    refuse_large_weights(weights)
    try:
        from safetensors.torch import load_file  # noqa: PLC0415 - beside its use

        tensors = load_file(weights)
    except Exception as error:  # the library has its own error type outside OSError
        raise damaged from error
    network_state = _part(tensors, _NETWORK)
    encoder_state = _part(tensors, _ENCODER)
    network = _skeleton(config)
    _fill(network, network_state, str(name_or_path))
    table = encoder_state.get("table.weight")
    if table is not None and table.shape[1:] != (config.network.text_dim,):
        raise damaged  # before room is made for a table of that width
    encoder = build_encoder(config, None if table is None else table.shape[0])
    if encoder is not None:
        _fill(cast(nn.Module, encoder), encoder_state, str(name_or_path))
    try:
        digest = weights_digest(weights)
    except OSError as error:
        raise damaged from error
    return LoadedModel(network.eval(), encoder, config, place, digest)


def load_reference(path: str | Path) -> LoadedModel:
    """A checkpoint of the public implementation, as it was: BGR, 10 tokens, BERT word vectors.

    Raises:
        LViTError: The file cannot be read safely, or entries are missing, unknown or misshapen;
            their names are listed.
    """
    path = Path(path)
    state = _reference_state(path)
    known = {key: value for key, value in state.items() if not is_unused(key)}
    named = {key: translate(key) for key in known}
    strangers = sorted(key for key, name in named.items() if name is None)
    config = _reference_config(path, known)
    network = _skeleton(config)
    translated = {name: known[key] for key, name in named.items() if name is not None}
    _fill(network, translated, path.name, strangers)
    return LoadedModel(network.eval(), build_encoder(config), config, path)


def _reference_state(path: Path) -> dict[str, Tensor]:
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch raises a dozen kinds for files it will not open
        raise LViTError(
            "{name} is not a checkpoint that can be opened safely.",
            "It must be a file written by torch.save that holds tensors and plain values only.",
            name=path.name,
        ) from error
    state = content.get("state_dict", content) if isinstance(content, dict) else None
    if not isinstance(state, dict) or not all(isinstance(v, Tensor) for v in state.values()):
        raise LViTError(
            "{name} holds no 'state_dict'.", "Give a checkpoint of the network.", name=path.name
        )
    return {key.removeprefix("module."): value for key, value in state.items()}


def _reference_config(path: Path, state: Mapping[str, Tensor]) -> ModelConfig:
    """Reads the shape off the entries: width, tokens, classes and blocks."""
    shapes = {key: tuple(value.shape) for key, value in state.items()}
    width = shapes.get("inc.conv.weight", (64,))[0]
    tokens = shapes.get("downVit.CTBN3.conv.weight", (196, 10))[1]
    text_dim = shapes.get("text_module4.weight", (0, 768))[1]
    classes = shapes.get("outc.weight", (1,))[0]
    patches = shapes.get("downVit.embeddings.position_embeddings", (1, 196))[1]
    blocks = {k.split(".")[2] for k in shapes if k.startswith("downVit.Encoder_blocks.")}
    size = {1: "T", 4: "S", 6: "M", 12: "L"}.get(len(blocks), "T")
    network = LViTConfig(
        size=size,
        width=width,
        tokens=tokens,
        text_dim=text_dim,
        classes=classes,
        image_size=16 * round(patches**0.5),
    )
    encoder = EncoderConfig("bert", source="bert-base-uncased", reference_form=True)
    return ModelConfig(
        name=path.name.split(".")[0],
        network=network,
        encoder=encoder,
        channel_order="bgr",
        antialias=False,
        limits="Imported from a checkpoint of the public implementation; ten words per sentence.",
    )


def _config_of(place: Path, weights: Path) -> ModelConfig:
    if place.is_dir():
        return load_toml(place / CONFIG_NAME, ModelConfig)
    text = _safetensors_metadata(weights).get("config")
    if text is not None:
        return from_dict(read_toml_text(text, weights.name), ModelConfig, weights.name)
    beside = weights.with_name(CONFIG_NAME)
    if beside.is_file():
        return load_toml(beside, ModelConfig)
    raise LViTError(
        "{name} does not say what model it is.",
        "Put its {config_name} beside it.",
        name=weights.name,
        config_name=CONFIG_NAME,
    )


def _safetensors_metadata(path: Path) -> dict[str, str]:
    try:
        with path.open("rb") as stream:
            (length,) = struct.unpack("<Q", stream.read(8))
            if length > _MOST_HEADER_BYTES:
                return {}
            header = json.loads(stream.read(length))
    except (OSError, struct.error, ValueError, RecursionError):
        return {}
    told = header.get("__metadata__") if isinstance(header, dict) else None
    words = told.items() if isinstance(told, dict) else ()
    return {key: value for key, value in words if isinstance(value, str)}


def _part(tensors: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}


def _skeleton(config: ModelConfig) -> Network:
    """The network without memory or random numbers, which take longer than reading the weights."""
    try:
        with torch.device("meta"):
            return LViT(config.network) if config.architecture == "lvit" else UNet(config.network)
    except (RuntimeError, TypeError, OverflowError, ValueError) as error:  # more than torch counts
        raise LViTError(
            "No network can be as large as '{name}' says.",
            "Correct its config.toml, or choose another model.",
            name=config.name,
        ) from error


def _fill(
    module: nn.Module, state: Mapping[str, Tensor], name: str, strangers: list[str] | None = None
) -> None:
    """Puts tensors into a module, or says exactly which entries do not fit."""
    wanted = module.state_dict()
    missing = sorted(set(wanted) - set(state))
    unknown = sorted({*(set(state) - set(wanted)), *(strangers or [])})
    shapes = sorted(
        f"{key} {tuple(state[key].shape)} instead of {tuple(wanted[key].shape)}"
        for key in set(wanted) & set(state)
        if state[key].shape != wanted[key].shape
        or state[key].is_floating_point() != wanted[key].is_floating_point()
    )
    if missing or unknown or shapes:
        parts = [("missing", missing), ("unknown", unknown), ("of another shape", shapes)]
        details = "; ".join(f"{label}: {_listed(keys)}" for label, keys in parts if keys)
        raise LViTError(
            "'{name}' is not a checkpoint of this network ({details}).",
            "Check that size, width and tokens are those of the training.",
            name=name,
            details=details,
        )
    module.load_state_dict({k: _as_float(v) for k, v in state.items()}, assign=True)


def _as_float(value: Tensor) -> Any:
    return value.float() if value.is_floating_point() else value


def _listed(keys: list[str], limit: int = 8) -> str:
    more = f" and {len(keys) - limit} more" if len(keys) > limit else ""
    return ", ".join(keys[:limit]) + more
