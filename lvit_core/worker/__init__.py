"""Prediction as a process of its own."""
