"""Folders of models and of text encoders that mean harm, or make no sense."""

from __future__ import annotations

import json
import os
import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

DEEP = "[" * 100_000 + "]" * 100_000


def sound_encoder(folder: Path) -> Path:
    """A BERT of two words, which transformers reads."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)
    shape = BertConfig(
        vocab_size=6, hidden_size=8, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=8, max_position_embeddings=64,
    )  # fmt: skip
    BertModel(shape).save_pretrained(folder)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "lung", "left"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "BertTokenizer"}')
    return folder


def safetensors_file(header: object, size: int = 64) -> bytes:
    """The bytes of a file of weights with that header."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + bytes(size)


def _settings(**changes: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        file = folder / "config.json"
        told = json.loads(file.read_text(encoding="utf-8"))
        file.write_text(json.dumps(told | changes), encoding="utf-8")

    return change


def _file(name: str, content: str | bytes) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        path = folder / name
        path.unlink(missing_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return write


def _vast(name: str) -> Callable[[Path], None]:
    def grow(folder: Path) -> None:
        with (folder / name).open("ab") as stream:
            stream.truncate(200 << 30)  # takes no room on the disk

    return grow


def _pipe(name: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)

    return make


def _pickle(name: str) -> Callable[[Path], None]:
    """Weights that would run code, instead of those that cannot."""

    def write(folder: Path) -> None:
        (folder / "model.safetensors").unlink()
        ran = folder.parent / "it-ran"
        (folder / name).write_bytes(f"cos\nsystem\n(S'touch {ran}'\ntR.".encode())

    return write


def _code(key: str) -> Callable[[Path], None]:
    """Settings that name a module of the folder, which would leave a sign."""

    def write(folder: Path) -> None:
        ran = folder.parent / "it-ran"
        (folder / "own.py").write_text(f"open({str(ran)!r}, 'w')\n", encoding="utf-8")
        _settings(model_type="own", auto_map={"AutoModel": "own.Model", "AutoConfig": "own.C"})(
            folder
        )
        if key != "auto_map":  # the same key, spelled so that a search does not find it
            file = folder / "config.json"
            file.write_text(file.read_text(encoding="utf-8").replace("auto_map", key))

    return write


def _index(place: str) -> Callable[[Path], None]:
    """Weights in parts, one of which lies elsewhere."""

    def write(folder: Path) -> None:
        shutil.move(folder / "model.safetensors", folder.parent / "elsewhere.safetensors")
        (folder / "other.safetensors").write_bytes(safetensors_file({}))
        parts = {"weight_map": {"pooler.dense.bias": place}, "metadata": {"total_size": 8}}
        (folder / "model.safetensors.index.json").write_text(json.dumps(parts), encoding="utf-8")

    return write


ODD_ENCODERS: dict[str, Callable[[Path], None]] = {
    "code": _code("auto_map"),
    "code, spelled otherwise": _code("\\u0061uto_map"),
    "code of the tokenizer": _file(
        "tokenizer_config.json", '{"auto_map": {"AutoTokenizer": ["own.T", null]}}'
    ),
    "weights of another repository": _file(
        "adapter_config.json", '{"base_model_name_or_path": "someone/else", "peft_type": "LORA"}'
    ),
    "settings are empty": _file("config.json", ""),
    "settings are a list": _file("config.json", "[1, 2]"),
    "settings are a word": _file("config.json", '"bert"'),
    "settings are no text": _file("config.json", b"\xff\xfe{}"),
    "settings are nested": _file("config.json", DEEP),
    "settings are nested in a key": _file("config.json", '{"a": ' + DEEP + "}"),
    "settings are vast": _vast("config.json"),
    "no width": _file("config.json", '{"model_type": "bert"}'),
    "width is a word": _settings(hidden_size="wide"),
    "width is a list": _settings(hidden_size=[8]),
    "width is negative": _settings(hidden_size=-8),
    "width is vast": _settings(hidden_size=1 << 40),
    "layers are many": _settings(num_hidden_layers=1 << 30),
    "words are many": _settings(vocab_size=1 << 32),
    "positions are many": _settings(max_position_embeddings=1 << 32),
    "heads do not fit": _settings(num_attention_heads=3),
    "no heads": _settings(num_attention_heads=0),
    "unknown kind": _settings(model_type="no-such-kind"),
    "kind is a list": _settings(model_type=["bert"]),
    "kind is of pictures": _settings(model_type="vit"),
    "unknown activation": _settings(hidden_act="os.system"),
    "attention from elsewhere": _settings(_attn_implementation="someone/kernel"),
    "packed": _settings(quantization_config={"quant_method": "bitsandbytes"}),
    "type of numbers": _settings(dtype="system"),
    "other weights": _settings(transformers_weights="../elsewhere.safetensors"),
    "pickled weights .bin": _pickle("pytorch_model.bin"),
    "pickled weights .pt": _pickle("model.pt"),
    "pickled weights .pkl": _pickle("model.pkl"),
    "pickled weights by a safe name": _pickle("model.safetensors"),
    "weights are empty": _file("model.safetensors", b""),
    "weights are short": _file("model.safetensors", safetensors_file({})[:12]),
    "weights hold nothing": _file("model.safetensors", safetensors_file({})),
    "weights with a list": _file("model.safetensors", safetensors_file([1])),
    "weights nested": _file("model.safetensors", safetensors_file(DEEP.encode())),
    "weights of vast shape": _file("model.safetensors", safetensors_file(
        {"a": {"dtype": "F32", "shape": [1 << 62, 1 << 62], "data_offsets": [0, 64]}})),
    "weights of odd offsets": _file("model.safetensors", safetensors_file(
        {"a": {"dtype": "F32", "shape": [16], "data_offsets": [1 << 62, 64]}})),
    "weights are vast": _vast("model.safetensors"),
    "weights are a pipe": _pipe("model.safetensors"),
    "parts elsewhere": _index("../elsewhere.safetensors"),
    "parts pickled": _index("pytorch_model.bin"),
    "words are empty": _file("vocab.txt", ""),
    "words are no text": _file("vocab.txt", b"\xff\xfe\x00"),
    "words are vast": _vast("vocab.txt"),
    "words are a pipe": _pipe("vocab.txt"),
    "tokenizer is a list": _file("tokenizer.json", "[]"),
    "tokenizer is nested": _file("tokenizer.json", DEEP),
    "tokenizer is vast": _vast("tokenizer.json"),
    "tokenizer of another kind": _file("tokenizer.json", '{"version": "1.0", "model": {}}'),
    "tokenizer settings nested": _file("tokenizer_config.json", '{"a": ' + DEEP + "}"),
    "tokenizer settings are a list": _file("tokenizer_config.json", "[]"),
    "tokenizer is a function": _file(
        "tokenizer_config.json", '{"tokenizer_class": "os.system"}'
    ),
    "special words are a list": _file("special_tokens_map.json", "[[1]]"),
    "old weights are vast": _vast("pytorch_model.bin"),
}  # fmt: skip


def _told(old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        file = folder / "config.toml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    return change


ODD_MODELS: dict[str, Callable[[Path], None]] = {
    "width is vast": _told("width = 8\n", f"width = {8 << 40}\n"),
    "width is beyond counting": _told("width = 8\n", f"width = {8 << 70}\n"),
    "square is vast": _told("image_size = 32", f"image_size = {16 << 40}"),
    "words are many": _told("text_dim = 8", f"text_dim = {1 << 62}"),
    "source is long": _told('source = "', f'source = "{"x" * 300}/'),
    "source is nobody's": _told('source = "', 'source = "~nobody-of-here/'),
    "source goes up": _told('source = "', 'source = "../../no/such'),
    "weights are empty": _file("model.safetensors", b""),
    "weights hold nothing": _file("model.safetensors", safetensors_file({})),
    "weights are nested": _file("model.safetensors", safetensors_file(DEEP.encode())),
    "weights are pickled": _file("model.safetensors", b"cos\nsystem\n(S'true'\ntR."),
    "weights are vast": _vast("model.safetensors"),
}

ODD_HEADERS: dict[str, object] = {
    "a list": [1],
    "a list of facts": {"__metadata__": [1]},
    "facts of numbers": {"__metadata__": {"config": 5}},
    "no TOML": {"__metadata__": {"config": "= ="}},
    "nested TOML": {"__metadata__": {"config": "a = " + DEEP}},
    "TOML of a long key": {"__metadata__": {"config": "a." * 60_000 + "a = 1"}},
    "nested": DEEP.encode(),
    "another kind": {"__metadata__": {"config": "architecture = 'os.system'"}},
}
