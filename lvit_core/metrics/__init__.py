"""Figures that say how good a mask is."""
