"""Samples for training and evaluation, with augmentation that keeps sentences true."""
