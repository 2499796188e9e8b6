"""The image, its masks and the pointer."""
