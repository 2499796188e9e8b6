"""Measurements behind `lvit bench` that need no window."""
