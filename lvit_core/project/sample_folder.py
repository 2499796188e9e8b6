"""Where the sample project of a person lies; told without loading what makes one."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path


def sample_folder() -> Path:
    """A folder in the user's data folder; it may not exist yet."""
    return user_data_path("lvit-annotator", appauthor=False) / "Sample project"
