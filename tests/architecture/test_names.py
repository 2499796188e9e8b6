"""What a template is called stands in its file, and which grammar it follows is asked of no one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from lvit_core.prompt.templates import list_templates

ROOT = Path(__file__).resolve().parents[2]
ASKS = re.compile(r"grammar\s*(==|!=|in\b|not in\b)|GRAMMARS")


def sources() -> Iterator[tuple[str, str]]:
    for room in ("app", "lvit_core"):
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_no_code_calls_a_template_by_its_name() -> None:
    names = set(list_templates())
    assert len(names) >= 2
    named = [
        f"{place}:{node.lineno} {node.value}"
        for place, text in sources()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and node.value in names
    ]
    # "nuclei" is an English word too; the other name is written nowhere, not even in prose.
    written = [place for place, text in sources() if re.search(r"chest-xray|chest_xray", text)]
    assert named == [] and written == []


def test_no_code_asks_which_grammar_it_is() -> None:
    asking = [
        f"{place}:{number}"
        for place, text in sources()
        for number, line in enumerate(text.splitlines(), 1)
        if ASKS.search(line) and place != "lvit_core/prompt/template_faults.py"
    ]
    assert asking == []
