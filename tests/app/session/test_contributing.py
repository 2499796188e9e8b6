"""What CONTRIBUTING shows of the session runs as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[3] / "CONTRIBUTING.md"


def example(heading: str) -> str:
    """The first Python block under a heading."""
    section = PAGE.read_text(encoding="utf-8").split(f"### {heading}\n")[1].split("\n### ")[0]
    found = re.search(r"```python\n(.*?)```", section, re.DOTALL)
    assert found is not None
    return found.group(1)


def test_the_action_of_the_example_is_asked_for_and_done(session, tmp_path):
    names: dict[str, type] = {}
    exec(example("An action"), names)
    state, notices = session.state, session.services.notices
    group = session.actions.add(names["GreetingActions"](state, notices))
    asked = []
    session.actions.arguments_wanted.connect(asked.append)
    assert not group.greet.enabled()
    session.projects.create(tmp_path / "project", "nuclei", "none")
    group.greet.trigger()
    assert asked == [group.greet] == [session.actions.owner_of("Ctrl+G")]
    group.greet("Ada", times=2)
    assert notices.history[-1].message == "Hello Ada. Hello Ada. "
