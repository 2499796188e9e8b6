"""Pixels: readers, value windows and pyramids; nothing here knows of labels or models."""
