"""Where the small inputs lie that once went wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"


@pytest.fixture(scope="session")
def shared_cases() -> Path:
    """The folder of cases; the test skips where it is not beside the checkout."""
    if not CASES.is_dir():
        pytest.skip("the cases (../shared/cases) are not beside this checkout")
    return CASES
