"""Measurements of the window behind `lvit bench`."""
