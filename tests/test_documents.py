"""What the documents point to exists, and the commands that they name do."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "resources").rglob("*.md"),
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (document.parent / target).exists()] == []


def test_the_list_of_decisions_is_complete() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    records = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert len(records) >= 10
    assert [name for name in records if f"({name})" not in listed] == []


def test_the_readme_leads_to_every_document() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    unmentioned = [
        path.name
        for path in [*ROOT.glob("[A-Z]*.md"), *(ROOT / "docs").glob("*.md")]
        if path.name != "README.md" and f"{path.name})" not in text
    ]
    assert unmentioned == []


def test_every_module_that_contributing_names_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:app|lvit_core|resources|docs|tests)/[\w./-]+)`", text)
    assert len(named) > 40
    assert [path for path in named if not (ROOT / path.replace("NAME", "nuclei")).exists()] == []


def test_the_map_names_every_package_and_nothing_that_is_not_there() -> None:
    """A package of the two, and each module that stands beside them, has its words in the map."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"## The map of the code\n\n```\n(.*?)```", text, re.DOTALL)
    told, top, entry = set[str](), "", ""
    for line in block.splitlines():
        names = re.findall(r"(?<![\w/])((?:\w+/)+(?!\w)|\w+\.py)", line)
        if not line.startswith(" "):
            top, names = names[0], []
        elif not line.startswith("   "):  # a line of its own; the others go on with the one above
            entry, *names = names
            told.add(top + entry)
        for name in names:
            beside = name.endswith(".py") or not (ROOT / top / entry / name).is_dir()
            told.add(top + name if beside else top + entry + name)
    told |= {f"{above}/" for one in told for above in (str(Path(one).parent),) if "/" in above}
    here = {one for one in told if one.startswith(("app/", "lvit_core/"))}
    assert sorted(places_of_code() - here) == [] and sorted(here - places_of_code()) == []


def places_of_code() -> set[str]:
    found = set[str]()
    for package in (ROOT / "app", ROOT / "lvit_core"):
        found |= {f"{package.name}/{one.name}" for one in package.glob("[a-z]*.py")}
        inits = [one.parent for one in package.rglob("__init__.py") if one.parent != package]
        found |= {f"{one.relative_to(ROOT).as_posix()}/" for one in inits}
    return found


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize(
    "target", ["run", "test", "test-exchange", "durability-cut", "lint", "dist"]
)
def test_make_knows_its_targets(target: str) -> None:
    done = subprocess.run(
        ["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
