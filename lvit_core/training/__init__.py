"""Losses, pseudo labels and the loop that fits a model."""
