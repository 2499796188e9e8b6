"""The layers whose attention can be shown; apart from torch, because the window lists them."""

from __future__ import annotations

LAYERS = ("DownCNN1", "DownCNN2", "DownCNN3", "DownCNN4", "DownViT1", "output")
"""DownCNN1 to DownCNN4 are x1 to x4 of the paper; at DownViT1 image and sentence meet."""
