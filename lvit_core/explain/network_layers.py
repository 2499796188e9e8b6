"""Layers of the network whose attention can be shown; without torch: the window lists them."""

from __future__ import annotations

from lvit_core.errors import LViTError

NETWORK_LAYERS = ("DownCNN1", "DownCNN2", "DownCNN3", "DownCNN4", "DownViT1", "output")
"""DownCNN1 to DownCNN4 are x1 to x4 of the paper; at DownViT1 image and sentence meet."""


def require_network_layer(name: str) -> None:
    """Raises ``LViTError`` where the network has no such layer."""
    if name not in NETWORK_LAYERS:
        known = ", ".join(NETWORK_LAYERS)
        raise LViTError(
            "The network has no layer '{name}'.", "It has {known}.", name=name, known=known
        )
