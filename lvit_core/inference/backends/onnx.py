"""ONNX Runtime on the CPU, where OpenVINO does not exist; optional."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.inference.backends.base import Encoded
from lvit_core.inference.backends.folding import folded
from lvit_core.inference.backends.tracing import trace
from lvit_core.model.checkpoint import Network
from lvit_core.model.config import ModelConfig


class OnnxBackend:
    """Exported encoder and decoder in float32.

    Args:
        network: Left as it is.
        config: For input size and text shape.
        threads: Cores to use; ``None`` uses all.

    Raises:
        LViTError: ONNX Runtime is not installed or the network cannot be exported.
    """

    name = "onnx"
    at_once = 1

    def __init__(self, network: Network, config: ModelConfig, threads: int | None = None) -> None:
        try:
            import onnxruntime  # noqa: PLC0415 - optional
        except ImportError as error:
            raise LViTError("ONNX Runtime is not installed.") from error
        encoder_graph, decoder_graph, shapes = trace(folded(network), config)
        side = config.network.image_size
        options = onnxruntime.SessionOptions()
        if threads is not None:
            options.intra_op_num_threads = threads
        options.log_severity_level = 3
        onnxruntime.disable_telemetry_events()
        image = (torch.zeros(1, 3, side, side),)
        inputs = tuple(torch.zeros(shape) for shape in shapes)
        self._encoder = _session(onnxruntime, encoder_graph, image, options)
        self._decoder = _session(onnxruntime, decoder_graph, inputs, options)
        self._names = [entry.name for entry in self._decoder.get_inputs()]

    def encode(self, images_bchw: NDArray[np.float32]) -> list[Encoded]:
        """See ``Backend.encode``; one after another, which keeps a processor busy."""
        name = self._encoder.get_inputs()[0].name
        encoded = []
        for image in images_bchw:
            parts = (image[None].copy(), *self._encoder.run(None, {name: image[None]}))
            encoded.append(Encoded(parts, sum(part.nbytes for part in parts)))
        return encoded

    def decode(
        self, encoded: Sequence[Encoded], texts_bld: NDArray[np.float32] | None
    ) -> NDArray[np.float32]:
        """See ``Backend.decode``."""
        answers = []
        for index, each in enumerate(encoded):
            values = list(each.parts)
            if texts_bld is not None:
                values.append(np.ascontiguousarray(texts_bld[index : index + 1]))
            inputs = dict(zip(self._names, values, strict=True))
            answers.append(self._decoder.run(None, inputs)[0])
        return np.concatenate(answers).astype(np.float32, copy=False)


def _session(runtime: Any, graph: Any, inputs: tuple[torch.Tensor, ...], options: Any) -> Any:
    stream: Any = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the tracing exporter announces its own retirement
            torch.onnx.export(graph, inputs, stream, dynamo=False, opset_version=17)
        return runtime.InferenceSession(
            stream.getvalue(), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # exporter and runtime each have a family of their own
        raise LViTError("ONNX Runtime cannot take this network.") from error
