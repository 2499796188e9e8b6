"""Models that are found by name, and folders that only look like one."""

from __future__ import annotations

from pathlib import Path

from lvit_core.model.catalogue import list_models, refused_models
from lvit_core.project.paths import CONFIG_NAME, WEIGHTS_NAME


def test_a_folder_that_is_no_model_of_ours_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / WEIGHTS_NAME).write_bytes(b"")
    (folder / CONFIG_NAME).write_text("[[[")
    assert "broken" not in [entry.name for entry in list_models([tmp_path])]
    assert list(refused_models([tmp_path])) == [folder]
