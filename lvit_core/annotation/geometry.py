"""What the planes of the geometry head mean, for those who learn them and those who read them.

Behind the masks lie three planes of 0..1: the depth of a pixel in its object (0 at the border, 1 at
the deepest place), and the rows and columns to the object's middle, where 0.5 means none and a
whole unit 2 x ``REACH_PX`` pixels of the network.
"""

from __future__ import annotations

REACH_PX = 16.0
"""Network pixels to the middle that an offset plane can tell to either side."""
