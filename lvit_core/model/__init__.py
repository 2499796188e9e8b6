"""The networks, their text encoders and their files."""
