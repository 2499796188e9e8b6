"""Prediction and training as processes of their own."""
