"""The result of the bench: figures, what was skipped and why, and on what it was measured."""

from __future__ import annotations

import time
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from lvit_core.cli.benches.gpu.parts import PARTS, Runner, run_parts
from lvit_core.cli.benches.machine import machine

GOALS = {"gpu_step_ratio": 4.0, "loader_wait": 0.05, "answer_p95_ms_training": 150.0}
_PACKAGES = ("torch", "numpy", "triton")


def gpu_result(*, small: bool = False, run: Runner | None = None) -> dict[str, Any]:
    """Runs every part that means something here; see ``run_parts``.

    Args:
        small: A tiny network, to see that it works; the figures mean nothing.
        run: How a part is run, in a process of its own by default.
    """
    started = time.monotonic()
    found = cuda_device()
    told = run_parts(PARTS, cuda=found is not None, small=small, run=run)
    told["metrics"] |= step_ratio(told["metrics"])
    return {
        "bench": "gpu",
        **told,
        "gpu": found,
        "goals": GOALS,
        "packages": {name: _version(name) for name in _PACKAGES},
        "total_seconds": round(time.monotonic() - started, 1),
        "machine": machine(),
    }


def step_ratio(metrics: dict[str, float]) -> dict[str, float]:
    """``gpu_step_ratio``: a plain step over ours with the batch that projects are trained with.

    By the faster of the forms that were measured: as it is, and by ``cuda_graphs`` of a recipe.
    """
    forms = ("step_ratio_b4", "graphs_step_ratio_b4")
    measured = [metrics[name] for name in forms if name in metrics]
    return {"gpu_step_ratio": max(measured)} if measured else {}


def cuda_device() -> dict[str, Any] | None:
    """What the CUDA device is; ``None`` where there is none."""
    import torch  # noqa: PLC0415 - the command line itself starts without it

    if not torch.cuda.is_available():
        return None
    facts = torch.cuda.get_device_properties(0)
    return {
        "name": facts.name,
        "memory_mb": facts.total_memory >> 20,
        "cuda": torch.version.cuda,
        "bfloat16": torch.cuda.is_bf16_supported(),
    }


def in_lines(result: dict[str, Any]) -> str:
    """For people: the figures, then what is missing."""
    lines = [f"{name:28} {value:12.4f}" for name, value in result["metrics"].items()]
    lines += [f"{name:28} skipped: {why}" for name, why in result["skipped"].items()]
    return "\n".join(lines)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
