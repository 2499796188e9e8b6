"""Steps of training against the plainest way of doing them, the largest batch, and the memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch

from lvit_core.cli.benches.gpu.setting import (
    MIB,
    Setting,
    in_turns,
    let_go,
    loaded_model,
    made_batch,
    recipe,
    seconds_of,
)
from lvit_core.cli.benches.plain_step import plain_update
from lvit_core.device import choose, is_out_of_memory
from lvit_core.model.lvit import LViT
from lvit_core.training.batches import Batch
from lvit_core.training.network import TrainableModel, place, set_training_mode
from lvit_core.training.optimization import AveragedWeights
from lvit_core.training.processes import Processes
from lvit_core.training.stepping import Stepper, StepResult

Step = Callable[[], object]
_TEXT = 768


@dataclass(eq=False)
class OwnStep:
    """A step as `lvit train` does it, the averaged weights included.

    Args:
        setting: Device and network.
        batch: What is learnt in every step.
        graphs: Recorded once and replayed.
        precision: ``None`` takes the device's best.
        still: Without dropout and with BatchNorm at rest, so that nothing but rounding differs.
    """

    setting: Setting
    batch: Batch
    graphs: bool = False
    precision: str | None = None
    still: bool = False

    def __post_init__(self) -> None:
        computation = choose(self.setting.device, self.precision)
        config = recipe(self.setting, len(self.batch), cuda_graphs=self.graphs)
        self.model = place(TrainableModel(loaded_model(self.setting)), computation.torch_device)
        self.stepper = Stepper(self.model, config, computation, Processes(computation), None)
        self.averaged = AveragedWeights(self.model, config.ema)
        set_training_mode(self.model, freeze_batch_norm=self.still)
        if self.still:
            for module in self.model.modules():
                if isinstance(module, torch.nn.Dropout):
                    module.p = 0.0
        self.number = 0

    def __call__(self) -> StepResult:
        done = self.stepper.step(self.batch, self.number, 1, 1e-4, 1.0)
        self.averaged.update(self.model)
        self.number += 1
        return done


def plain_step(setting: Setting, count: int) -> Step:
    """The plainest step: float32 as torch comes, eager, pixels and text on the device already."""
    torch.manual_seed(0)
    network = LViT(setting.network).to(setting.device).train()
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-4)
    made = made_batch(setting, count)
    images, target = made.images.to(setting.device), made.targets.to(setting.device)
    text = torch.randn(count, setting.network.tokens, _TEXT, device=setting.device)

    def step() -> None:
        plain_update(network, optimizer, images, text, target)

    return step


def plain_and_own(setting: Setting) -> dict[str, float]:
    """Milliseconds of a step, plain and ours, and the ratio of both, for every batch."""
    return _compared(setting, "")


def with_graphs(setting: Setting) -> dict[str, float]:
    """The same where a recipe asks for ``cuda_graphs``; needs CUDA."""
    return _compared(setting, "graphs_")


def _compared(setting: Setting, form: str) -> dict[str, float]:
    """Plain steps and ours in turns; the names of ours begin with their form."""
    found: dict[str, float] = {}
    for count in setting.batches:
        own = OwnStep(setting, made_batch(setting, count), graphs=bool(form))
        times = in_turns({"plain": plain_step(setting, count), "own": own}, setting)
        found |= {
            f"{form}step_ms_b{count}": 1000 * times["own"],
            f"{form}plain_step_ms_b{count}": 1000 * times["plain"],
            f"{form}images_per_s_b{count}": count / times["own"],
            f"{form}step_ratio_b{count}": times["plain"] / times["own"],
        }
        del own
        let_go(setting.device)
    return found


def largest_batch(setting: Setting) -> dict[str, float]:
    """The largest batch, doubled from the last of the setting, that is learnt at once.

    ``batch_refused`` is the first that did not fit; without it the search ended at its own limit.
    """
    found: dict[str, float] = {}
    count = setting.batches[-1]
    while count <= setting.most_batch:
        seconds = _seconds_if_it_fits(setting, count)
        let_go(setting.device)
        if seconds is None:
            return found | {"batch_refused": float(count)}
        found = {"largest_batch": float(count), "images_per_s_largest": count / seconds}
        count *= 2
    return found


def _seconds_if_it_fits(setting: Setting, count: int) -> float | None:
    try:
        step = OwnStep(setting, made_batch(setting, count))
        if step().pieces > 1:
            return None
        return min(seconds_of(step, setting.device) for _ in range(3))
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            raise
        return None


def memory(setting: Setting) -> dict[str, float]:
    """MiB of the device before, at the peak of, and after a run of steps; needs CUDA.

    A small run comes first: what a library keeps for the process's life is there before then.
    """
    count = setting.batches[0]
    _some_steps(setting, count)
    before = torch.cuda.memory_allocated(setting.device), torch.cuda.mem_get_info(setting.device)[0]
    torch.cuda.reset_peak_memory_stats(setting.device)
    _some_steps(setting, count)
    peak = torch.cuda.max_memory_allocated(setting.device)
    after = torch.cuda.memory_allocated(setting.device), torch.cuda.mem_get_info(setting.device)[0]
    return {
        "memory_before_mb": before[0] / MIB,
        "memory_peak_mb": peak / MIB,
        "memory_after_mb": after[0] / MIB,
        "memory_returned": float(after[0] <= before[0] and after[1] >= before[1] - MIB),
    }


def _some_steps(setting: Setting, count: int) -> None:
    step = OwnStep(setting, made_batch(setting, count))
    for _ in range(3):
        step()
    del step
    let_go(setting.device)
