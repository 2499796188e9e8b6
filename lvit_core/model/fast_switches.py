"""Which parts of a network take their faster forms, and when.

``lvit.py`` holds the plain form of every part beside its switch; the faster ones are in ``forms``
and ``rising``.
"""

from __future__ import annotations

from torch import nn

from lvit_core.model.fast_forms import Dropout
from lvit_core.model.lvit import Attention, PixelAttention, UpBlock


def split_rising_blocks(network: nn.Module) -> None:
    """Switches every ``UpBlock`` of a network to its cheaper form."""
    for module in network.modules():
        if isinstance(module, UpBlock):
            module.split = True


def train_quickly(network: nn.Module) -> None:
    """Switches every part to the form that trains fastest (``forms``, ``rising``).

    It is the same function with the same gradients up to rounding; dropout draws other numbers.
    """
    split_rising_blocks(network)
    for module in network.modules():
        if isinstance(module, (PixelAttention, Attention, Dropout)):
            module.quick = True
