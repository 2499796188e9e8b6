"""Shared fixtures: where the real data lies, and a quiet, offline, offscreen environment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")

SHARED_DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real images; the test skips where it is not beside the checkout."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data (../shared/data) is not beside this checkout")
    return SHARED_DATA


@pytest.fixture(scope="session")
def shared_reference() -> Path:
    """The folder of golden vectors; the test skips where it is not beside the checkout."""
    folder = SHARED_DATA.parent / "reference"
    if not folder.is_dir():
        pytest.skip("the golden vectors (../shared/reference) are not beside this checkout")
    return folder
