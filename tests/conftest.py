"""Shared fixtures: where the real data lies, and a quiet, offline, offscreen environment."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from app.session.session import Session

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LVIT_PERSON", "")  # not the name of whoever runs the tests
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
# One worker for each core: the threads of one would wait, spinning, for those of the other.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# On a busy machine everything is slow, which says nothing about what is tested.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

DURABILITY_REPORT = Path(__file__).resolve().parent.parent / "build" / "durability.json"
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


@pytest.fixture
def new_session(qtbot, tmp_path: Path) -> Iterator[Callable[[], Session]]:
    """Makes sessions that share the preferences and are closed after the test."""
    from app.session.preferences import Preferences
    from app.session.session import Session

    made: list[Session] = []

    def make() -> Session:
        session = Session(Preferences(tmp_path / "preferences"))
        session.edits.patience_s = 10.0  # done when asked for, however busy the machine is
        session.projects.patience_s = 10.0
        session.services.preferences.set("prediction.live", False)
        session.services.preferences.set("prediction.threads", 1)
        session.services.preferences.set("images.order", "name")  # rows stay in place
        made.append(session)
        return session

    yield make
    for session in made:
        session.shutdown()


@pytest.fixture
def session(new_session: Callable[[], Session]) -> Session:
    return new_session()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was tried to lose work is told at the end, whoever ran it, and kept as a file."""
    counts = [
        value
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "teardown"
        for name, value in report.user_properties
        if name == "durability"
    ]
    if not counts:
        return
    total = {key: sum(one[key] for one in counts) for key in ("tried", "promised", "lost", "told")}
    for one in (*counts, {"kind": "all together", **total}):
        terminalreporter.write_line(
            "{kind}: {tried} tried, {promised} things promised, {lost} lost, {told} told".format(
                **one
            )
        )
    DURABILITY_REPORT.parent.mkdir(exist_ok=True)
    DURABILITY_REPORT.write_text(json.dumps({"kinds": counts, "all": total}, indent=1))
