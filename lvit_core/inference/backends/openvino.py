"""OpenVINO on the CPU: the same graphs, laid out for its vector units; optional (extra ``fast``).

Nothing is sent anywhere: conversion runs with the telemetry package replaced by its own "off".
"""

from __future__ import annotations

import sys
import types
from collections.abc import Sequence
from typing import Any
from weakref import finalize

import numpy as np
import torch
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.inference.backends.base import Encoded
from lvit_core.inference.backends.folding import folded, widen_stem, write_split_pixels
from lvit_core.inference.backends.tracing import trace
from lvit_core.model.checkpoint import Network
from lvit_core.model.config import ModelConfig

_SPARE_TILES = 2  # one may be on its way while another is given back


class OpenVinoBackend:
    """Compiled encoder and decoder.

    Args:
        network: Left as it is.
        config: For input size and text shape.
        bfloat16: Compute and keep features in bfloat16; needs hardware that multiplies it.
        threads: Cores to use; ``None`` uses all.

    Raises:
        LViTError: OpenVINO is not installed or cannot convert the network.
    """

    def __init__(
        self,
        network: Network,
        config: ModelConfig,
        bfloat16: bool,
        threads: int | None = None,
    ) -> None:
        ov = import_openvino()
        self.name = "openvino-bf16" if bfloat16 else "openvino"
        self.at_once = 1
        try:
            rewritten = folded(network)
            if bfloat16:
                rewritten = widen_stem(rewritten)
            encoder, decoder = _convert(ov, rewritten, config, bfloat16)
            settings = _settings(bfloat16, threads)
            core = ov.Core()
            self._encoder = core.compile_model(encoder, "CPU", settings)
            self._decoder = core.compile_model(decoder, "CPU", settings)
        except RuntimeError as error:
            raise LViTError("OpenVINO cannot convert this network.") from error
        self._tensor = ov.Tensor
        self._split = bfloat16
        self._encode_request = self._encoder.create_infer_request()
        self._decode_request = self._decoder.create_infer_request()
        self._spare: list[tuple[Any, ...]] = []
        ports = [self._encoder.inputs[0], *self._encoder.outputs]
        self._kept = [(port.get_element_type(), port.shape) for port in ports]

    def encode(self, images_bchw: NDArray[np.float32]) -> list[Encoded]:
        """See ``Backend.encode``; one after another, which keeps a processor busy."""
        return [self._encode_one(image) for image in images_bchw]

    def _encode_one(self, image_chw: NDArray[np.float32]) -> Encoded:
        """Results are written where they are kept."""
        kept = self._room()
        request = self._encode_request
        pixels = torch.from_numpy(image_chw)[None]
        if self._split:
            # Handed over as integers, because numpy has no bfloat16.
            bits = torch.from_numpy(kept[0].data.view(np.int16)).view(torch.bfloat16)
            write_split_pixels(pixels, bits.permute(0, 3, 1, 2))
        else:
            kept[0].data[...] = pixels.permute(0, 2, 3, 1).numpy()
        request.set_input_tensor(0, kept[0])
        for index, tensor in enumerate(kept[1:]):
            request.set_output_tensor(index, tensor)
        request.infer()
        encoded = Encoded(kept, sum(tensor.byte_size for tensor in kept))
        finalize(encoded, self._give_back, kept).atexit = False
        return encoded

    def decode(
        self, encoded: Sequence[Encoded], texts_bld: NDArray[np.float32] | None
    ) -> NDArray[np.float32]:
        """See ``Backend.decode``."""
        request, answers = self._decode_request, []
        for index, each in enumerate(encoded):
            for port, tensor in enumerate(each.parts):
                request.set_input_tensor(port, tensor)
            if texts_bld is not None:
                values = np.ascontiguousarray(texts_bld[index : index + 1])
                text = self._tensor(values, shared_memory=False)
                request.set_input_tensor(len(each.parts), text)
            request.infer()
            answers.append(np.array(request.get_output_tensor(0).data, dtype=np.float32))
        return answers[0] if len(answers) == 1 else np.concatenate(answers)

    def _room(self) -> tuple[Any, ...]:
        """Tensors for the features of one tile, if possible some that are not needed any more.

        Fresh memory comes page by page, which takes a tenth of the time of encoding. (Huge pages
        are no way out: where memory is fragmented, the system takes longer to make them.)
        """
        if self._spare:
            return self._spare.pop()
        return tuple(self._tensor(kind, shape) for kind, shape in self._kept)

    def _give_back(self, tensors: tuple[Any, ...]) -> None:
        if len(self._spare) < _SPARE_TILES:
            self._spare.append(tensors)


def import_openvino() -> Any:
    """The package, with its telemetry switched off before it can start.

    Raises:
        LViTError: It is not installed.
    """
    if "openvino" not in sys.modules and "openvino_telemetry" not in sys.modules:
        sys.modules["openvino_telemetry"] = _silent_telemetry()
    try:
        import openvino  # noqa: PLC0415 - optional
    except ImportError as error:
        raise LViTError(
            "OpenVINO is not installed.", "Install the extra 'fast' to use it."
        ) from error
    return openvino


class _Silent:
    """Accepts whatever a telemetry object is asked and does nothing."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __getattr__(self, _name: str) -> Any:
        return lambda *_, **__: None


def _silent_telemetry() -> types.ModuleType:
    module = types.ModuleType("openvino_telemetry")
    module.Telemetry = _Silent  # type: ignore[attr-defined]
    module.OptInChecker = _Silent  # type: ignore[attr-defined]
    return module


def _convert(ov: Any, network: Network, config: ModelConfig, bfloat16: bool) -> tuple[Any, Any]:
    encoder_graph, decoder_graph, shapes = trace(network, config)
    side, channels = config.network.image_size, network.stem.conv.in_channels
    image = torch.zeros(1, channels, side, side)
    encoder = ov.convert_model(encoder_graph, example_input=image)
    encoder.reshape([1, channels, side, side])
    decoder = ov.convert_model(
        decoder_graph, example_input=tuple(torch.zeros(shape) for shape in shapes)
    )
    ports = [port.get_any_name() for port in decoder.inputs]
    decoder.reshape(dict(zip(ports, [list(shape) for shape in shapes], strict=True)))
    steps = ov.preprocess.PrePostProcessor(encoder)
    _as_computed(ov, steps.input(0), len(encoder.inputs[0].shape), bfloat16)
    for index, port in enumerate(encoder.outputs):
        _as_computed(ov, steps.output(index), len(port.shape), bfloat16)
    encoder = steps.build()
    steps = ov.preprocess.PrePostProcessor(decoder)
    for index in range(1 + len(encoder.outputs)):  # the text stays float32
        _as_computed(ov, steps.input(index), len(decoder.inputs[index].shape), bfloat16)
    return encoder, steps.build()


def _as_computed(ov: Any, port: Any, rank: int, bfloat16: bool) -> None:
    """Makes pixels and features pass as they are computed: not widened, and maps channels last.

    Otherwise each would be copied twice, once into the usual order and once back.
    """
    if bfloat16:
        port.tensor().set_element_type(ov.Type.bf16)
    if rank == 4:
        port.model().set_layout(ov.Layout("NCHW"))
        port.tensor().set_layout(ov.Layout("NHWC"))


def _settings(bfloat16: bool, threads: int | None) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "INFERENCE_PRECISION_HINT": "bf16" if bfloat16 else "f32",
        "PERFORMANCE_HINT": "LATENCY",
        "NUM_STREAMS": 1,
        # A pinned thread waits for whatever else runs on its core; others may move.
        "ENABLE_CPU_PINNING": False,
    }
    if threads is not None:
        settings["INFERENCE_NUM_THREADS"] = threads
    return settings
