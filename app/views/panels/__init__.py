"""The docks around the image."""
