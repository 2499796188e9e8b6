"""Frozen BERT word vectors in the form the public implementation used, cached on disk.

Its checkpoints were trained on *word* vectors: the WordPieces of a word averaged, the special
tokens dropped. Vectors never change, so each sentence is computed once per computer; the cache
stores numbers under a hash, never the sentence.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from lvit_core.errors import LViTError
from lvit_core.files import writing
from lvit_core.model.encoder_folder import (
    refuse_large_weights,
    refuse_odd_encoder,
    settings_of,
    unusable,
)

_REFERENCE_MIN_WORDS = 9
_FILLER = " EOF XXX"
_REFERENCE_PIECES = 25
_WIDEST = 1 << 16
_LONGEST_REASON = 160
_BERT_PIECES = 510  # 512 positions less the two special tokens


class BertEncoder(nn.Module):
    """Word vectors of a BERT on this computer.

    Nothing is downloaded unless ``allow_download``. The weights are read at the first sentence that
    is not in the cache; until then only the fingerprint is known.

    Args:
        source: Folder with the BERT, or a hub name already in the local cache.
        dim: Width D the network expects; ``None`` takes the BERT's own.
        reference_form: Fill sentences under nine words with the public implementation's filler and
            read at most 25 pieces.
        expected_fingerprint: Refuse another BERT; "" accepts any.
        cache_folder: Where vectors are kept; default the user's cache.
        allow_download: A person asked for a download from the hub.
    """

    def __init__(
        self,
        source: str | Path,
        dim: int | None = None,
        *,
        reference_form: bool = False,
        expected_fingerprint: str = "",
        cache_folder: Path | None = None,
        allow_download: bool = False,
    ) -> None:
        super().__init__()
        self.name = str(source)
        self.reference_form = reference_form
        self._bert: tuple[Any, Any] | None = None
        self._folder = _local_folder(str(source), allow_download)
        self.fingerprint = _fingerprint(self._folder) if self._folder else expected_fingerprint
        if self._folder and expected_fingerprint and self.fingerprint != expected_fingerprint:
            raise LViTError(
                "The text encoder '{source}' is not the one this model was trained with.",
                "Its fingerprint is {fingerprint}, the model needs {expected_fingerprint}.",
                source=source,
                fingerprint=self.fingerprint,
                expected_fingerprint=expected_fingerprint,
            )
        # What lies on this computer says its width itself; ``dim`` stands in where nothing does.
        self.dim = self._own_width() if self._folder or dim is None else dim
        self._cache_folder = cache_folder if cache_folder is not None else _default_cache()
        self.null = nn.Parameter(torch.zeros(self.dim))  # the learned null sentence, one token

    def encode(self, sentences: Sequence[str | None], tokens: int) -> tuple[Tensor, Tensor]:
        """See ``TextEncoder.encode``; the mask is false on filler words too."""
        rows, masks = [], []
        for sentence in sentences:
            if sentence is None or not sentence.strip():
                words, real = self.null[None, :].float(), 1
            else:
                words, real = self._sentence(sentence)
                words = words.to(self.null.device)
            padding = words.new_zeros(max(0, tokens - words.shape[0]), self.dim)
            rows.append(torch.cat([words[:tokens], padding]))
            masks.append(torch.arange(tokens) < real)
        return torch.stack(rows), torch.stack(masks).to(self.null.device)

    def frozen_vector(self, sentence: str | None) -> Tensor:
        """Mean over the real words, (D,); zeros for no sentence."""
        if sentence is None or not sentence.strip():
            return torch.zeros(self.dim)
        words, real = self._sentence(sentence)
        return words[:real].mean(dim=0)

    def _sentence(self, sentence: str) -> tuple[Tensor, int]:
        """Word vectors (n, D) float32 and how many of them belong to the sentence itself."""
        text = fill_as_reference(sentence) if self.reference_form else sentence
        path = self._cache_path(text)
        if path is not None and path.is_file():
            stored = np.load(path, allow_pickle=False)
            return torch.from_numpy(stored["words"]), int(stored["real"])
        words, real = self._compute(text, len(sentence))
        if path is not None:
            _write_atomically(path, words=words.numpy(), real=np.array(real))
        return words, real

    def _compute(self, text: str, real_characters: int) -> tuple[Tensor, int]:
        tokenizer, bert = self._load()
        limit = (_REFERENCE_PIECES if self.reference_form else _BERT_PIECES) + 2
        try:
            batch = tokenizer(text, truncation=True, max_length=limit, return_tensors="pt")
            with torch.inference_mode():
                layer = bert(**batch).last_hidden_state[0]  # (pieces, D)
            pieces = batch.word_ids(0)
        except Exception as error:  # words and weights that do not belong together
            raise unusable(self.name, _first_line(error)) from error
        words: dict[int, list[Tensor]] = {}
        for vector, word in zip(layer, pieces, strict=True):
            if word is not None:  # None marks the special tokens
                words.setdefault(word, []).append(vector)
        if not words:
            return torch.zeros(1, layer.shape[1]), 1
        real = sum(batch.word_to_chars(0, word).start < real_characters for word in words)
        return torch.stack([torch.stack(v).mean(dim=0) for v in words.values()]).float(), real

    def _load(self) -> tuple[Any, Any]:
        if self._bert is None:
            folder = self._require_folder()
            refuse_odd_encoder(folder, self.name)
            for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
                os.environ.setdefault(name, "1")
            try:
                self._bert = _open(folder)
            except LViTError:
                raise
            except Exception as error:  # transformers raises a dozen kinds for odd folders
                raise unusable(self.name, _first_line(error)) from error
            width = self._bert[1].config.hidden_size
            if width != self.dim:
                self._bert = None
                raise LViTError(
                    "The text encoder '{name}' gives {hidden_size} numbers per word, the "
                    "network takes {dim}.",
                    "Choose the encoder the model was trained with.",
                    name=self.name,
                    hidden_size=width,
                    dim=self.dim,
                )
        return self._bert

    def _require_folder(self) -> Path:
        if self._folder is None:
            raise LViTError(
                "The text encoder '{name}' is not on this computer.",
                "Put a folder with it (config.json, tokenizer and weights) here and name that "
                "folder in the model's config.toml under [encoder] source.",
                name=self.name,
            )
        return self._folder

    def _own_width(self) -> int:
        width = settings_of(self._require_folder(), "config.json").get("hidden_size")
        if type(width) is not int or not 0 < width <= _WIDEST:
            raise unusable(self.name, "config.json, hidden_size")
        return width

    def _cache_path(self, text: str) -> Path | None:
        if not self.fingerprint:
            return None  # an unknown encoder must not answer from another one's cache
        form = "reference" if self.reference_form else "plain"
        name = sha256(f"{form}\n{text}".encode()).hexdigest()
        return self._cache_folder / self.fingerprint / f"{name}.npz"


def _open(folder: Path) -> tuple[Any, Any]:
    """Tokenizer and network of a folder that was looked at; raises whatever transformers does."""
    from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415 - 1.3 s

    tokenizer = AutoTokenizer.from_pretrained(
        folder, local_files_only=True, use_fast=True, trust_remote_code=False
    )
    bert, said = AutoModel.from_pretrained(
        folder,
        local_files_only=True,
        trust_remote_code=False,
        use_safetensors=True,
        output_loading_info=True,
    )
    # What its file lacks would be random numbers; sentences need no pooler.
    if lacking := sorted(key for key in said["missing_keys"] if "pooler" not in key):
        raise ValueError(f"its weights lack {lacking[0]}")
    return tokenizer, bert.eval()


def _first_line(error: Exception) -> str:
    """What a library said, short enough for a sentence."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__).rstrip(".:")[:_LONGEST_REASON]


def fill_as_reference(sentence: str) -> str:
    """Sentences under nine words get the filler once for every missing word."""
    return sentence + _FILLER * max(0, _REFERENCE_MIN_WORDS - len(sentence.split()))


def _local_folder(source: str, allow_download: bool) -> Path | None:
    try:
        path = Path(source).expanduser()
        if (path / "config.json").is_file():
            return path
    except (OSError, RuntimeError):  # too long for a name, or of nobody on this computer
        return None
    if not source or path.is_absolute():
        return None
    if not allow_download:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - only for hub names

    try:
        patterns = ["*.json", "*.txt", "*.safetensors"]
        found = snapshot_download(
            source, local_files_only=not allow_download, allow_patterns=patterns
        )
    except (OSError, ValueError):
        return None
    return Path(found)


def _fingerprint(folder: Path) -> str:
    """Hash of the weights and the vocabulary; names and dates do not matter."""
    digest = sha256()
    files = [*folder.glob("*.safetensors"), *folder.glob("vocab.txt"), *folder.glob("*.bin")]
    for path in sorted(filter(Path.is_file, files)):
        refuse_large_weights(path)
        with path.open("rb") as stream:
            while block := stream.read(1 << 22):
                digest.update(block)
    return digest.hexdigest()[:16]


def _default_cache() -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed with a given folder

    return user_cache_path("lvit-annotator", appauthor=False) / "text"


def _write_atomically(path: Path, **values: npt.NDArray[np.generic]) -> None:
    with writing(path, durable=False) as partial, partial.open("wb") as stream:
        np.savez(stream, allow_pickle=False, **values)
