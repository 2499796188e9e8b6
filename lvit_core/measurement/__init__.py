"""Numbers of what was drawn: of each object, each image and a whole project."""
