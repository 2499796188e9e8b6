"""Data sets in and out, one module per format."""
