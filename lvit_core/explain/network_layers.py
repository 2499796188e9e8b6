"""Layers of the network whose attention can be shown; without torch: the window lists them."""

from __future__ import annotations

NETWORK_LAYERS = ("DownCNN1", "DownCNN2", "DownCNN3", "DownCNN4", "DownViT1", "output")
"""DownCNN1 to DownCNN4 are x1 to x4 of the paper; at DownViT1 image and sentence meet."""
