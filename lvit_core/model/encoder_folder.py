"""What the folder of a text encoder may hold, looked at before transformers reads any of it.

A model names its encoder, and both may come from a stranger. Data are read, within limits; what
would run code, lead to other places, or ask for more than the weights themselves hold is refused.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.files import read_small_text, refuse_no_file

_MOST_WEIGHT_BYTES = 4 << 30
_MOST_WORD_BYTES = 64 << 20
_MOST_SETTINGS_BYTES = 16 << 20
_MOST_HEADER_BYTES = 16 << 20
_MOST_LAYERS = 1000
_SETTINGS = ("config.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json")
_WORDS = ("*.json", "*.txt", "*.model")
_LEAD_ELSEWHERE = ("quantization_config", "transformers_weights", "_attn_implementation",
                   "attn_implementation")  # fmt: skip


def refuse_odd_encoder(folder: Path, name: str) -> None:
    """Looks at everything in the folder that transformers may open.

    Args:
        folder: With the encoder.
        name: What people call it.

    Raises:
        LViTError: It brings code, lacks weights in the safe format, leads to other places, or is
            too large or of no sense.
    """
    told = {one: settings_of(folder, one) for one in _SETTINGS if (folder / one).exists()}
    if any("auto_map" in settings for settings in told.values()):
        raise LViTError(
            "The text encoder '{name}' brings code of its own, which is never run.",
            "Choose an encoder that transformers knows by itself, such as a BERT.",
            name=name,
        )
    weights = sorted(folder.glob("*.safetensors"))
    if not weights:
        raise LViTError(
            "The text encoder '{name}' has no weights in the safe format.",
            "Save it as safetensors; other formats can hold code.",
            name=name,
        )
    for file in weights:
        refuse_large_weights(file)
    for pattern in _WORDS:
        for file in folder.glob(pattern):
            _refuse_large(file, _MOST_WORD_BYTES)
    settings = told.get("config.json", {})
    leading = [key for key in _LEAD_ELSEWHERE if settings.get(key) not in (None, "eager", "sdpa")]
    if (folder / "adapter_config.json").exists():
        leading.append("adapter_config.json")
    if leading or not _parts_lie_here(folder):
        raise unusable(name, ", ".join(leading) or "model.safetensors.index.json")
    _refuse_vast(settings, sum(_values_of(file, name) for file in weights), name)


def settings_of(folder: Path, name: str) -> dict[str, Any]:
    """The values of one JSON file of the folder.

    Raises:
        LViTError: It is too large, no JSON, nested too deeply, or no table of values.
    """
    text = read_small_text(folder / name, _MOST_SETTINGS_BYTES)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise unusable(folder.name, name)
    return found


def unusable(name: str, what: str) -> LViTError:
    """The error for an encoder that cannot be used because of ``what``."""
    return LViTError(
        "The text encoder '{name}' cannot be used as it is: {what}.",
        "Save it anew with transformers, or choose another.",
        name=name,
        what=what,
    )


def refuse_large_weights(file: Path) -> None:
    """Refuses weights that are no ordinary file, or larger than those of any encoder or network.

    Raises:
        LViTError: They are.
    """
    _refuse_large(file, _MOST_WEIGHT_BYTES)


def _refuse_large(file: Path, most_bytes: int) -> None:
    refuse_no_file(file)
    size = file.stat().st_size
    if size > most_bytes:
        raise LViTError(
            "{name} is too large: {size:,.2f} MB (at most {most_bytes:,.2f}).",
            "Check that it is the right file.",
            name=file.name,
            size=size / 1000000.0,
            most_bytes=most_bytes / 1000000.0,
        )


def _parts_lie_here(folder: Path) -> bool:
    """Whether weights in parts are all safetensors of the folder itself."""
    index = folder / "model.safetensors.index.json"
    if not index.exists():
        return True
    parts = settings_of(folder, index.name).get("weight_map")
    return isinstance(parts, dict) and all(
        isinstance(one, str)
        and one.endswith(".safetensors")
        and Path(one).name == one
        and (folder / one).is_file()
        for one in parts.values()
    )


def _values_of(file: Path, name: str) -> int:
    """How many numbers a file of weights holds at most: its bytes, where its header is sound."""
    with file.open("rb") as stream:
        start = stream.read(8)
        length = struct.unpack("<Q", start)[0] if len(start) == 8 else -1
    size = file.stat().st_size
    if not 2 <= length <= min(_MOST_HEADER_BYTES, size - 8):
        raise unusable(name, file.name)
    return size


def _refuse_vast(settings: dict[str, Any], values: int, name: str) -> None:
    """Refuses settings that ask for more than weights of ``values`` numbers can fill."""
    for key, number in _numbers(settings):
        many_layers = "layer" in key and number > _MOST_LAYERS and "norm" not in key
        if many_layers or (_is_size(key) and number > values):
            raise unusable(name, f"{key} = {number}")


def _is_size(key: str) -> bool:
    return key.endswith(("_size", "_dim", "_embeddings", "_positions", "_heads")) or key in (
        "dim", "d_model", "n_embd", "d_ff", "hidden_dim")  # fmt: skip


def _numbers(settings: dict[str, Any]) -> Iterator[tuple[str, int]]:
    return ((key, one) for key, one in settings.items() if type(one) is int)
