"""Every way of computing gives the same answers, and one that does not is refused."""

from __future__ import annotations

import json
from itertools import product

import numpy as np
import pytest
import torch

from lvit_core.errors import LViTError
from lvit_core.inference.backends import choose, compiled
from lvit_core.inference.backends.base import Encoded
from lvit_core.inference.backends.eager import EagerBackend
from lvit_core.inference.backends.folding import folded, split_pixels, widen_stem
from lvit_core.inference.backends.onnx import OnnxBackend
from lvit_core.inference.backends.probes import probe_for


def test_folding_changes_nothing_but_rounding(make_model):
    model = make_model()
    image, text = torch.rand(1, 3, 64, 64), torch.randn(1, 8, 32)
    before = {k: v.clone() for k, v in model.network.state_dict().items()}
    with torch.inference_mode():
        expected = model.network(image, text)
        actual = folded(model.network)(image, text)
    assert (actual - expected).abs().max() < 1e-5
    assert expected.std() > 0.01, "the comparison means something"
    after = model.network.state_dict()
    assert all(torch.equal(before[k], after[k]) for k in before), "the model itself is untouched"


def test_split_stem_is_exact_where_plain_bfloat16_is_not(make_model):
    network = folded(make_model().network)
    image = torch.rand(1, 3, 64, 64)
    with torch.inference_mode():
        expected = network.stem(image)
        plain = network.stem.to(torch.bfloat16)(image.to(torch.bfloat16)).float()
        wide = widen_stem(folded(make_model().network))
        pixels = split_pixels(image)
        assert pixels.dtype == torch.bfloat16
        coarse, fine, again = pixels.float().split(3, dim=1)
        assert torch.equal(coarse, again)
        assert (coarse + fine - image).abs().max() < 2**-16, "nothing of a pixel is lost"
        actual = wide.stem(pixels.float())
    assert (actual - expected).abs().max() < 1e-4
    assert (plain - expected).abs().max() > 1e-3


CONVERTED = ("openvino", "openvino-bf16", "onnx")


@pytest.mark.parametrize(
    ("architecture", "name"),
    # Converting takes a second and compiling most of a minute, so one network has to do for that.
    [
        *((kind, name) for kind in ("lvit", "unet") for name in ("folded", "bf16")),
        *(
            pytest.param(kind, name, marks=pytest.mark.gpu)
            for kind, name in (*product(("lvit", "unet"), CONVERTED), ("lvit", "compiled"))
        ),
    ],
)
def test_each_backend_agrees_with_float32(make_model, name, architecture):
    model = make_model(architecture=architecture)
    available = choose.makers(model, 1)
    if name == "onnx":  # offered where OpenVINO is missing; must agree everywhere
        pytest.importorskip("onnxruntime")
        pytest.importorskip("onnx")
        available[name] = lambda: OnnxBackend(model.network, model.config, 1)
    if name not in available:
        pytest.skip(f"{name} is not possible on this computer")
    backend = available[name]()
    probe = probe_for(model)
    plain = EagerBackend(model.network)
    expected = plain.decode(plain.encode(probe.images_bchw), probe.texts_bld)
    encoded = backend.encode(probe.images_bchw)
    backend.encode(probe.images_bchw[:, :, ::-1].copy())  # a second tile must not change the first
    answer = backend.decode(encoded, probe.texts_bld)
    exact = "bf16" not in name and name != "compiled"
    tolerance = 1e-4 if exact else 0.05
    assert answer.shape == expected.shape and answer.dtype == np.float32
    assert np.abs(answer - expected).max() < tolerance
    assert encoded[0].nbytes > 0


@pytest.mark.parametrize("name", ["eager", "folded", "bf16", "openvino", "openvino-bf16"])
def test_several_tiles_at_once_are_answered_as_one_by_one(make_model, name):
    """Each with its own words; what one of them keeps does not hold the others' memory."""
    model = make_model()
    available = choose.makers(model, 1)
    if name not in available:
        pytest.skip(f"{name} is not possible on this computer")
    backend, probe = available[name](), probe_for(model)
    image, text = probe.images_bchw, probe.texts_bld
    images = np.concatenate([image, image[:, :, ::-1], image[:, :, :, ::-1]])
    texts = np.concatenate([text, 0 * text, -text])
    together = backend.decode(backend.encode(images), texts)
    alone = [backend.decode(backend.encode(images[i : i + 1]), texts[i : i + 1]) for i in range(3)]
    assert together.shape == (3, *alone[0].shape[1:])
    tolerance = 0.02 if "bf16" in name else 1e-5
    assert np.abs(together - np.concatenate(alone)).max() < tolerance
    assert np.abs(alone[0] - alone[1][:, :, ::-1]).max() > 0.01, "the comparison means something"
    sizes = [each.nbytes for each in backend.encode(images)]
    assert sizes == [backend.encode(image)[0].nbytes] * 3


def test_what_needs_a_compiler_is_offered_only_where_there_is_one(make_model, monkeypatch):
    monkeypatch.setattr(compiled.shutil, "which", lambda name: None)
    assert "compiled" not in choose.makers(make_model())
    monkeypatch.setattr(compiled.shutil, "which", lambda name: f"/usr/bin/{name}")
    names = list(choose.makers(make_model()))
    assert names[-2:] == ["compiled", "eager"], "tried last, for it takes longest to prepare"
    assert "compiled" not in choose._quick(dict.fromkeys(names))


class Lying:
    """Encodes nothing and answers one half everywhere."""

    name = "lying"

    def encode(self, image):
        return Encoded((image,), image.nbytes)

    def decode(self, encoded, text):
        return np.full((1, *encoded.parts[0].shape[1:]), 0.5, np.float32)


def test_a_disagreeing_backend_is_refused_and_said_so(make_model, monkeypatch):
    model = make_model()
    honest = choose.makers(model)
    monkeypatch.setattr(
        choose,
        "makers",
        lambda *_: {"lying": Lying, "folded": honest["folded"], "eager": honest["eager"]},
    )
    chosen = choose.choose_backend(model)
    assert chosen.backend.name in ("folded", "eager")
    assert any("lying is not used" in note for note in chosen.notes)
    with pytest.raises(LViTError, match="differ from plain float32"):
        choose.choose_backend(model, "lying")


def test_a_backend_that_cannot_start_is_passed_over(make_model, monkeypatch):
    model = make_model()
    eager = choose.makers(model)["eager"]

    def broken():
        raise LViTError("no such library")

    monkeypatch.setattr(choose, "makers", lambda *_: {"broken": broken, "eager": eager})
    chosen = choose.choose_backend(model)
    assert chosen.backend.name == "eager" and "no such library" in " ".join(chosen.notes)


def test_the_choice_is_measured_once_and_remembered(make_model, monkeypatch):
    model = make_model()
    eager = choose.makers(model)["eager"]
    monkeypatch.setattr(choose, "makers", lambda *_: {"eager": eager})
    assert choose.choose_backend(model).measured
    assert not choose.choose_backend(model).measured
    assert list(json.loads(choose.memory_path().read_text()).values()) == [["eager"]]
    choose.memory_path().write_text("{ damaged")
    assert choose.choose_backend(model).measured


def test_unknown_backend_names_the_known(make_model):
    with pytest.raises(LViTError, match="no backend 'abacus'"):
        choose.choose_backend(make_model(), "abacus")


def test_openvino_is_loaded_without_its_telemetry(make_model):
    pytest.importorskip("openvino")
    import subprocess
    import sys

    code = (
        "from lvit_core.inference.backends.openvino import import_openvino\n"
        "import sys; import_openvino(); t = sys.modules['openvino_telemetry']\n"
        "assert not hasattr(t, '__file__'), t.__file__\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_memory_of_forgotten_tiles_is_used_again_but_never_that_of_kept_ones(make_model):
    pytest.importorskip("openvino")
    model = make_model()
    backend = choose.makers(model, 1)["openvino"]()
    image, text = probe_for(model).images_bchw, probe_for(model).texts_bld
    kept = backend.encode(image)
    expected = backend.decode(kept, text)
    (forgotten,) = backend.encode(image)
    place = forgotten.parts[0].data.ctypes.data
    del forgotten
    (again,) = backend.encode(image[:, :, ::-1].copy())
    assert again.parts[0].data.ctypes.data == place
    assert np.array_equal(backend.decode(kept, text), expected)


def test_each_family_is_measured_before_a_second_form_of_one(make_model, monkeypatch):
    model = make_model()
    eager = choose.makers(model)["eager"]
    built = []

    def maker(name):
        return lambda: built.append(name) or eager()

    names = ["openvino-bf16", "openvino", "bf16", "folded", "eager"]
    monkeypatch.setattr(choose, "makers", lambda *_: {name: maker(name) for name in names})
    chosen = choose.choose_backend(model)
    assert built == ["openvino-bf16", "bf16"], "each is built once, the winner is not built again"
    assert chosen.measured and len(chosen.notes) == 2
    order = next(iter(json.loads(choose.memory_path().read_text()).values()))
    assert sorted(order) == sorted(names) and set(order[:2]) == set(built)
