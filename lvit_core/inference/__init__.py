"""Prediction: an image is encoded once, sentences are answered many times."""
