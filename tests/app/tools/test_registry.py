"""A tool says everything about itself in its own class; nothing elsewhere names one."""

import re
from pathlib import Path

from app.session.tools.registry import TOOLS
from lvit_core.annotation.tool_values import ToolGroup

ROOT = Path(__file__).resolve().parents[3]


def test_every_tool_says_what_it_is_called_and_where_it_stands():
    assert len({kind.id for kind in TOOLS}) == len({kind.key for kind in TOOLS}) == len(TOOLS)
    for kind in TOOLS:
        assert kind.title and kind.hint.endswith(".") and kind.icon.startswith("ph."), kind
    order = [list(ToolGroup).index(kind.group) for kind in TOOLS]
    assert order == sorted(order), "the table is in the order of the palette"


def test_no_view_asks_for_a_tool_by_its_name():
    names = "|".join(kind.id for kind in TOOLS)
    asks = re.compile(
        rf"(tool\w*(\.id)? (==|!=|in) .*[\"']({names})[\"']|[\"']tool\.({names})[\"'])"
    )
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted((ROOT / "app").rglob("*.py"))
        if "benches" not in path.parts
        for line in path.read_text(encoding="utf-8").splitlines()
        if asks.search(line)
    ]
    assert found == []
