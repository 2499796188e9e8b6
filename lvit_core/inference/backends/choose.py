"""The fastest backend that predicts the same: measured once, verified always.

Speed depends on the computer and the shape of the network, so the order is measured at first use
and remembered in the user's cache. Agreement depends on the weights, so it is checked at every
start: masks on a probe image must match plain float32 (see ``agreement``), or the backend is
refused. Measuring is cheap because nothing is done twice: the answer that is compared is the
warm-up of the one that is timed, and the winner is the very object that was measured.
"""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from lvit_core import device as devices
from lvit_core.config import to_dict
from lvit_core.errors import LViTError
from lvit_core.files import write_text
from lvit_core.inference.answer import used_planes
from lvit_core.inference.backends.agreement import Agreement, compared
from lvit_core.inference.backends.base import Backend
from lvit_core.inference.backends.compiled import CompiledBackend, can_compile
from lvit_core.inference.backends.eager import EagerBackend
from lvit_core.inference.backends.probes import Probe, probe_for
from lvit_core.model.checkpoint import LoadedModel

_ROUNDS = 4
_CLEARLY = 0.9  # a later candidate must need less than this part of an earlier one's time
_CONVERTED = ("openvino", "onnx", "compiled")  # these need seconds before their first answer
_FAMILIES = 2  # a second opinion; what follows is known to be slower


@dataclass(frozen=True)
class ChosenBackend:
    """A verified backend and what a person may want to know about the choice.

    Attributes:
        backend: Warm: it has answered before.
        notes: Refusals and measured times, one sentence each.
        measured: Candidates were timed just now, not remembered.
        tile_s: Seconds that one tile of the network took just now.
    """

    backend: Backend
    notes: tuple[str, ...]
    measured: bool
    tile_s: float = 0.0


Maker = Callable[[], Backend]


def makers(model: LoadedModel, threads: int | None = None) -> dict[str, Maker]:
    """Every way to compute this model here by name, the likely fastest first; nothing is built."""
    network, config = model.network, model.config
    computation = devices.choose()
    found: dict[str, Maker] = {}
    if computation.device != "cpu":
        where, dtype = computation.device, computation.dtype
        if can_compile(where):
            found[f"{where}-compiled"] = lambda: CompiledBackend(network, dtype, where)
        found[f"{where}-fast"] = lambda: EagerBackend(network, True, dtype, where)
        found[f"{where}-folded"] = lambda: EagerBackend(network, True, torch.float32, where)
    fast_bfloat16 = devices.has_fast_bfloat16()
    if _installed("openvino"):
        from lvit_core.inference.backends.openvino import OpenVinoBackend  # noqa: PLC0415

        if fast_bfloat16:
            found["openvino-bf16"] = lambda: OpenVinoBackend(network, config, True, threads)
        found["openvino"] = lambda: OpenVinoBackend(network, config, False, threads)
    if fast_bfloat16:
        found["bf16"] = lambda: EagerBackend(network, True, torch.bfloat16)
    if not _installed("openvino") and _installed("onnxruntime") and _installed("onnx"):
        from lvit_core.inference.backends.onnx import OnnxBackend  # noqa: PLC0415

        found["onnx"] = lambda: OnnxBackend(network, config, threads)
    found["folded"] = lambda: EagerBackend(network, True)
    if can_compile("cpu"):
        cpu_dtype = torch.bfloat16 if fast_bfloat16 else torch.float32
        found["compiled"] = lambda: CompiledBackend(network, cpu_dtype, "cpu")
    found["eager"] = lambda: EagerBackend(network)
    return found


def choose_backend(
    model: LoadedModel, wish: str = "auto", threads: int | None = None
) -> ChosenBackend:
    """A backend for a model.

    Args:
        model: What it shall compute.
        wish: "auto" (remembered or measured), "quick" (the best that needs no conversion and no
            measuring), or a name from ``makers``.
        threads: Cores to use; ``None`` leaves torch's choice.

    Raises:
        LViTError: The wished backend does not exist here or does not agree with float32.
    """
    if threads is not None:
        torch.set_num_threads(threads)
    chosen = _chosen(model, makers(model, threads), wish, threads)
    tile_s = _tile_seconds(chosen.backend, probe_for(model))
    devices.return_free_memory()
    return replace(chosen, tile_s=tile_s)


def _chosen(
    model: LoadedModel, available: dict[str, Maker], wish: str, threads: int | None
) -> ChosenBackend:
    if wish not in ("auto", "quick"):
        return _wished(model, available, wish)
    order = remembered(model, threads) if wish == "auto" else _quick(available)
    if order is not None:
        return _first_agreeing(model, available, order, [])
    chosen, order = _measured(model, available)
    remember(model, threads, order)
    return chosen


def agreement(model: LoadedModel, backend: Backend, expected: NDArray[np.float32]) -> Agreement:
    """Compares a backend with the float32 answer of ``reference_answer``."""
    probe, shape = probe_for(model), model.config.network
    answer = backend.decode(backend.encode(probe.images_bchw), probe.texts_bld)
    # What no answer is made of (see ``inference.answer``) may differ.
    used = [*range(shape.classes), *used_planes(shape)]
    threshold = model.config.threshold
    return compared(answer[:, used], expected[:, used], shape.classes, threshold)


def reference_answer(model: LoadedModel) -> NDArray[np.float32]:
    """The plain float32 answer to the probe, (1, C, S, S)."""
    backend, probe = EagerBackend(model.network), probe_for(model)
    return backend.decode(backend.encode(probe.images_bchw), probe.texts_bld)


def memory_path() -> Path:
    """Where measured orders are remembered."""
    folder = os.environ.get("LVIT_CACHE")
    if folder:
        return Path(folder) / "backends.json"
    from platformdirs import user_cache_path  # noqa: PLC0415 - only when measuring

    return user_cache_path("lvit-annotator", appauthor=False) / "backends.json"


def remembered(model: LoadedModel, threads: int | None) -> list[str] | None:
    """The order measured earlier on this computer for this shape of network."""
    try:
        stored = json.loads(memory_path().read_text(encoding="utf-8"))
        order = stored[_memory_key(model, threads)]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return [str(name) for name in order] if isinstance(order, list) else None


def remember(model: LoadedModel, threads: int | None, order: list[str]) -> None:
    """Writes the order down; a cache that cannot be written is not an error."""
    path = memory_path()
    try:
        stored = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        stored[_memory_key(model, threads)] = order
        write_text(path, json.dumps(stored, indent=1), durable=False)
    except (OSError, ValueError, TypeError):
        return


def _wished(model: LoadedModel, available: dict[str, Maker], wish: str) -> ChosenBackend:
    if wish not in available:
        raise LViTError(
            "There is no backend '{wish}' on this computer.",
            "Choose auto or one of: {available}.",
            wish=wish,
            available=", ".join(available),
        )
    backend = available[wish]()
    if wish != "eager":
        found = agreement(model, backend, reference_answer(model))
        if not found.good:
            raise LViTError(_refusal(wish, found), "Choose auto.")
    return ChosenBackend(backend, (), measured=False)


def _first_agreeing(
    model: LoadedModel, available: dict[str, Maker], order: list[str], notes: list[str]
) -> ChosenBackend:
    reference = reference_answer(model)
    for name in order:
        if name == "eager" or name not in available:
            continue
        backend = _built(model, available, name, reference, notes)
        if backend is not None:
            return ChosenBackend(backend, tuple(notes), measured=False)
    return ChosenBackend(available["eager"](), tuple(notes), measured=False)


def _built(
    model: LoadedModel,
    available: dict[str, Maker],
    name: str,
    reference: NDArray[np.float32],
    notes: list[str],
) -> Backend | None:
    """A backend that agrees with float32, or ``None`` and a note that says why not."""
    try:
        backend = available[name]()
        found = agreement(model, backend, reference)
    except (LViTError, RuntimeError) as error:
        notes.append(f"{name} is not used: {error}")
        return None
    if found.good:
        return backend
    notes.append(_refusal(name, found))
    return None


def _measured(model: LoadedModel, available: dict[str, Maker]) -> tuple[ChosenBackend, list[str]]:
    """The fastest agreeing candidate, and all names: the measured by time, then the others."""
    reference = reference_answer(model)
    notes: list[str] = []
    candidates: dict[str, Backend] = {}
    for name in _candidates(list(available)):
        if len(candidates) == _FAMILIES:
            break
        backend = _built(model, available, name, reference, notes)
        if backend is not None:
            candidates[name] = backend
    if not candidates:
        return ChosenBackend(available["eager"](), tuple(notes), measured=True), list(available)
    times = _times(candidates, probe_for(model))
    notes += [f"{name}: {1000 * seconds:.0f} ms for a tile" for name, seconds in times.items()]
    order = sorted(times, key=lambda name: times[name])
    first = next(name for name in times if _CLEARLY * times[name] <= times[order[0]])
    order = [first, *(name for name in order if name != first)]
    order += [name for name in available if name not in times]
    return ChosenBackend(candidates[first], tuple(notes), measured=True), order


def _candidates(names: list[str]) -> list[str]:
    """One of each family first: float32 of a library never beats its faster precision."""
    families: dict[str, list[str]] = {}
    for name in names:
        family = next((known for known in _CONVERTED if known in name), "torch")
        families.setdefault(family, []).append(name)
    first = [members[0] for members in families.values()]
    return [*first, *(name for name in names if name not in first)]


def _times(candidates: dict[str, Backend], probe: Probe) -> dict[str, float]:
    """Best seconds of each for one tile; in turns, so that other work slows them alike."""
    times = dict.fromkeys(candidates, float("inf"))
    for _ in range(_ROUNDS if len(candidates) > 1 else 1):
        for name, backend in candidates.items():
            started = time.perf_counter()
            backend.decode(backend.encode(probe.images_bchw), probe.texts_bld)
            times[name] = min(times[name], time.perf_counter() - started)
    return times


def _tile_seconds(backend: Backend, probe: Probe) -> float:
    """Seconds for one of as many tiles as it likes to get; afterwards it is warm for them too."""
    count = backend.at_once
    if count > 1:
        _times({"": backend}, probe.repeated(count))
    return _times({"": backend}, probe.repeated(count))[""] / count


def _quick(available: dict[str, Maker]) -> list[str]:
    return [name for name in available if not any(known in name for known in _CONVERTED)]


def _refusal(name: str, found: Agreement) -> str:
    return (
        f"{name} is not used: its masks differ from plain float32 "
        f"(Dice {found.dice:.4f}, largest difference {found.max_difference:.3f})."
    )


def _memory_key(model: LoadedModel, threads: int | None) -> str:
    facts = {
        "network": to_dict(model.config.network),
        "architecture": model.config.architecture,
        "threads": threads or torch.get_num_threads(),
        "cpu": f"{platform.machine()} {platform.processor()} {os.cpu_count()}",
        "capability": torch.backends.cpu.get_cpu_capability(),
        "device": devices.choose().device,
        "versions": [_version(name) for name in ("torch", "openvino", "onnxruntime")],
    }
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:24]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _installed(package: str) -> bool:
    return _version(package) != ""
