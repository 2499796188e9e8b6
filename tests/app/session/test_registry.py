"""An action is a typed function: what it takes, says and does is read from one place."""

from __future__ import annotations

import inspect
import typing
from pathlib import Path

import pytest

from app.session.notices import Notices
from app.session.preferences import Preferences
from app.session.registry import ActionGroup, ActionRegistry, action, always
from app.session.state import State
from docs.action_table import describe
from lvit_core.errors import LViTError


class Letters(ActionGroup):
    """A group with every kind of action."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.written: list[str] = []
        self.capital = False

    @action("letter.write", "Write…", shortcut="W", alternates=("Ctrl+W",), menu="Edit")
    def write(self, letter: str, times: int = 1) -> int:
        """Put letters
        down."""
        if not letter.isalpha():
            raise LViTError(f"'{letter}' is no letter.", "Take one.")
        self.written += times * [letter.upper() if self.capital else letter]
        return len(self.written)

    @action("letter.enlarge", "Capitals")
    def enlarge(self) -> None:
        """Write large."""
        self.capital = not self.capital

    @enlarge.checked_when
    def _is_large(self) -> bool:
        return self.capital

    @enlarge.enabled_when
    def _has_written(self) -> bool:
        return bool(self.written)

    @action("letter.send", "Send", enabled=lambda state: state.project is not None)
    def send(self) -> None:
        """Send the letter."""
        self.send.ask()


@pytest.fixture
def registry(qtbot, tmp_path: Path) -> ActionRegistry:
    return ActionRegistry(Preferences(tmp_path), Notices())


@pytest.fixture
def letters(registry: ActionRegistry) -> Letters:
    return registry.add(Letters(State(registry)))


def test_a_call_does_the_work_and_says_so(registry, letters, qtbot):
    done = []
    registry.triggered.connect(done.append)
    with qtbot.waitSignal(registry.changed):
        assert letters.write("a", times=2) == 2
    assert letters.written == ["a", "a"] and done == [letters.write]


def test_what_the_work_refuses_becomes_a_notice_or_an_exception(registry, letters, qtbot):
    with qtbot.assertNotEmitted(registry.triggered):
        assert letters.write("1") is None
    assert registry.notices.history[-1].message == "'1' is no letter."
    with pytest.raises(LViTError, match="no letter"):
        letters.write.perform("1")


def test_what_cannot_be_done_now_says_so(registry, letters):
    assert not letters.enlarge.enabled() and not letters.send.enabled()
    letters.enlarge()
    assert "Capitals" in registry.notices.history[-1].message
    letters.write("a")
    letters.enlarge()
    assert letters.enlarge.checkable and letters.enlarge.checked()
    letters.write("a")
    assert letters.written == ["a", "A"]
    assert not letters.write.checkable


def test_a_group_says_what_holds_for_all_that_say_nothing_else(registry):
    class Posts(ActionGroup, menu="Post", enabled=lambda state: state.project is not None):
        @action("post.open", "Open")
        def open(self) -> None:
            """Open it."""

        @action("post.shut", "Shut", menu="", enabled=always)
        def shut(self) -> None:
            """Shut it."""

    posts = registry.add(Posts(State(registry)))
    assert posts.open.menu == "Post" and not posts.open.enabled()
    assert posts.shut.menu == "" and posts.shut.enabled()


def test_a_menu_asks_for_what_has_no_default(registry, letters):
    asked = []
    registry.arguments_wanted.connect(asked.append)
    assert letters.write.needs == ("letter",) and letters.enlarge.needs == ()
    letters.write.trigger()
    assert asked == [letters.write] and letters.written == []
    letters.write("a")
    letters.enlarge.trigger()
    assert letters.capital and asked == [letters.write]


def test_actions_are_found_by_id_and_each_id_is_taken_once(registry, letters):
    assert registry.get("letter.write") is letters.write
    assert list(registry.all()) == [letters.write, letters.enlarge, letters.send]
    assert registry.owner_of("Ctrl+W") is letters.write
    with pytest.raises(ValueError, match="registered twice"):
        registry.add(Letters(State(registry)))
    with pytest.raises(AttributeError, match="in no registry"):
        Letters(State(registry)).write  # noqa: B018


def test_own_keys_stand_above_the_defaults(registry, letters, qtbot):
    assert letters.write.shortcuts == ("W", "Ctrl+W")
    with qtbot.waitSignal(registry.changed):
        registry.set_shortcut("letter.write", "Q")
    assert letters.write.shortcuts == ("Q",)
    registry.set_shortcut("letter.write", "")
    assert letters.write.shortcuts == ()
    registry.set_shortcut("letter.write", None)
    assert letters.write.shortcuts == ("W", "Ctrl+W")


def test_documentation_is_written_from_the_declarations(registry, letters):
    lines = describe(registry.all()).splitlines()
    assert lines[2] == (
        "| `letter.write` | Write: Put letters down. | `W`, `Ctrl+W` "
        "| `letter: str`, `times: int = 1` |"
    )
    assert len(lines) == 2 + 3


def test_every_action_of_the_program_is_complete(session):
    actions = list(session.actions.all())
    assert len({one.id for one in actions}) == len(actions) > 60
    for one in actions:
        assert one.title and one.tip.endswith("."), one.id
        hints = typing.get_type_hints(getattr(one.work, "func", one.work))
        assert "return" in hints, one.id
        for parameter in one.parameters:
            assert parameter.name in hints, (one.id, parameter)
            kinds = (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL)
            assert parameter.kind not in kinds, (one.id, parameter)
        assert inspect.signature(one.work), one.id
    table = describe(actions)
    assert "| `project.laterality` | Left and right: " in table
    assert "`to: str`, `rewrite: bool = True` |" in table
    assert r"| `folder: str \| Path`, `template: str`, `laterality: str = 'none'` |" in table
