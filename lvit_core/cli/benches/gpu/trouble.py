"""What holds on every device: memory that runs out costs a step nothing, losses are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import torch

from lvit_core.cli.benches.gpu.setting import Setting, let_go, made_batch
from lvit_core.cli.benches.gpu.steps import OwnStep

FIRST, LATER = 0, 2
_STEPS = 4
BOUNDS = {"first": 1e-3, "last": 2e-2, "bf16_first": 5e-2, "oom": 1e-3}
"""Largest relative differences of a loss that count as equal."""


def out_of_memory(setting: Setting) -> dict[str, float]:
    """Memory that runs out in the first and in a later step, injected.

    Each is computed in two parts then; ``oom_loss_difference`` is the largest relative difference
    of any step's loss to those of a run in which nothing ran out.
    """
    count = 2 * setting.batches[0]
    told = _losses(setting, count, None)
    found: dict[str, float] = {}
    worst = 0.0
    for name, at in (("first", FIRST), ("later", LATER)):
        losses, pieces = _losses(setting, count, at)
        found[f"oom_{name}_pieces"] = float(pieces)
        worst = max(worst, *(_apart(a, b) for a, b in zip(losses, told[0], strict=True)))
    found |= {"oom_loss_difference": worst, "oom_survived": float(worst <= BOUNDS["oom"])}
    return found


def out_of_memory_for_real(setting: Setting) -> dict[str, float]:
    """A step that may use less of the card than it needs, until it goes in parts; needs CUDA."""
    count = setting.batches[-1]
    let_go(setting.device)
    torch.cuda.reset_peak_memory_stats(setting.device)
    step = OwnStep(setting, made_batch(setting, count))
    held = torch.cuda.memory_allocated(setting.device)
    step()
    peak = torch.cuda.max_memory_allocated(setting.device)
    step.stepper.optimizer.zero_grad(set_to_none=True)
    let_go(setting.device)
    total = torch.cuda.get_device_properties(setting.device).total_memory
    share = (held + 0.6 * (peak - held)) / total
    torch.cuda.set_per_process_memory_fraction(share, torch.cuda.current_device())
    try:
        done = step()
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0, torch.cuda.current_device())
    finite = all(value == value for value in done.losses.values())  # noqa: PLR0124 - NaN is not itself
    return {"oom_real_pieces": float(done.pieces), "oom_real_finite": float(finite)}


def equal_losses(setting: Setting) -> dict[str, float]:
    """Relative differences of the losses of some steps to those of float32 on the CPU.

    Of float32 on the device in the first and the last step, and of bfloat16 in the first one.  On
    the CPU itself bfloat16 alone is compared.
    """
    count = min(2, setting.batches[0])
    cpu = replace(setting, device="cpu")
    there = _run(OwnStep(cpu, made_batch(setting, count), precision="float32", still=True))
    fast = OwnStep(setting, made_batch(setting, count), precision="bfloat16", still=True)()
    found = {"bf16_first": _apart(fast.losses["total"], there[0])}
    if setting.on_cuda:
        with _exact_float32():
            own = OwnStep(setting, made_batch(setting, count), precision="float32", still=True)
            here = _run(own)
        found |= {"first": _apart(here[0], there[0]), "last": _apart(here[-1], there[-1])}
    equal = all(value <= BOUNDS[name] for name, value in found.items())
    where = "" if setting.on_cuda else "cpu_"
    told = {f"{where}loss_difference_{name}": value for name, value in found.items()}
    return told | {f"{where}losses_equal": float(equal)}


def _losses(setting: Setting, count: int, at: int | None) -> tuple[list[float], int]:
    """Losses of some steps, where memory runs out once in step ``at``, and the most parts."""
    step = OwnStep(setting, made_batch(setting, count), precision="float32", still=True)
    pieces, losses = 1, []
    for number in range(_STEPS):
        with _runs_out(step.model.network, once=number == at):
            done = step()
        losses.append(done.losses["total"])
        pieces = max(pieces, done.pieces)
    return losses, pieces


@contextmanager
def _runs_out(network: Any, *, once: bool) -> Iterator[None]:
    """Inside, the network's first answer fails as torch does when a device has no memory left."""
    plain: Callable[..., Any] = network.logits

    def failing(*given: Any) -> Any:
        network.logits = plain
        raise torch.OutOfMemoryError("CUDA out of memory (injected).")

    if once:
        network.logits = failing
    try:
        yield
    finally:
        network.__dict__.pop("logits", None)


@contextmanager
def _exact_float32() -> Iterator[None]:
    """Inside, float32 is float32: convolutions on CUDA take fewer bits otherwise."""
    before = torch.backends.cudnn.allow_tf32, torch.backends.cuda.matmul.allow_tf32
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = False
    try:
        yield
    finally:
        torch.backends.cudnn.allow_tf32, torch.backends.cuda.matmul.allow_tf32 = before


def _run(step: OwnStep) -> list[float]:
    return [step().losses["total"] for _ in range(_STEPS)]


def _apart(a: float, b: float) -> float:
    return abs(a - b) / max(abs(b), 1e-9)
