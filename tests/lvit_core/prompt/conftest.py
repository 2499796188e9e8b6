"""The two built-in templates, loaded once."""

from __future__ import annotations

import pytest

from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template


@pytest.fixture(scope="session")
def chest() -> Template:
    return load_template("chest-xray")


@pytest.fixture(scope="session")
def nuclei() -> Template:
    return load_template("nuclei")
