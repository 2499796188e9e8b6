"""Actions: typed functions whose signature is their contract.

A group is a small class, and ``@action`` makes actions of its methods. What a method takes is what
the action takes: the type checker, menus, keys, tests and documentation read that one signature.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import KW_ONLY, dataclass, replace
from functools import partial
from typing import ClassVar, Concatenate, Generic, Literal, ParamSpec, TypeVar, cast, overload

from PySide6.QtCore import QObject, Signal

from app.session.notices import Notices
from app.session.preferences import Preferences
from app.session.state import State
from lvit_core.errors import LViTError
from lvit_core.wording import said

Scope = Literal["window", "canvas"]
Condition = Callable[[State], bool]

P = ParamSpec("P")
R_co = TypeVar("R_co", covariant=True)
GroupT = TypeVar("GroupT", bound="ActionGroup")


def always(_state: State) -> bool:
    """The condition of what can be done at any time."""
    return True


@dataclass(frozen=True)
class Declaration:
    """What is said about an action, in one place; decorates the method that does it.

    Attributes:
        id: ``noun.verb``.
        title: What menus and buttons say.
        shortcut: Default key, in Qt's portable text; empty for none.
        icon: The meaning that the window has a picture for.
        menu: The menu it stands in, that of its group where nothing is said; empty for none.
        scope: ``canvas`` keys act only while the canvas has the focus.
        alternates: Further default keys.
        enabled: When it can be done, as far as that depends on what is open; as its group says
            where nothing is said.
        tip: One sentence for the tooltip; the docstring of the method where it decorates one.
    """

    id: str
    title: str
    _: KW_ONLY
    shortcut: str = ""
    icon: str = ""
    menu: str | None = None
    scope: Scope = "window"
    alternates: tuple[str, ...] = ()
    enabled: Condition | None = None
    tip: str = ""

    def __call__(
        self, method: Callable[Concatenate[GroupT, P], R_co]
    ) -> ActionMethod[GroupT, P, R_co]:
        tip = " ".join((method.__doc__ or self.tip).split())
        return ActionMethod(replace(self, tip=tip), method)


action = Declaration  # as a decorator: ``@action("noun.verb", "Title", ...)``


class Action(Generic[P, R_co]):
    """One action that can be done: call it with its arguments.

    ``perform`` raises what a call turns into a notice; ``trigger`` is for menus and keys, which
    have no arguments to give.
    """

    def __init__(
        self,
        declared: Declaration,
        work: Callable[P, R_co],
        registry: ActionRegistry,
        enabled: Callable[[], bool],
        checked: Callable[[], bool] | None = None,
    ) -> None:
        self.id, self.title, self.tip = declared.id, declared.title, declared.tip
        self.icon, self.menu, self.scope = declared.icon, declared.menu or "", declared.scope
        self.default_keys = tuple(k for k in (declared.shortcut, *declared.alternates) if k)
        self.work = work
        self._condition = enabled
        self.checkable = checked is not None
        self.checked = checked or (lambda: False)
        self._registry = registry

    @property
    def parameters(self) -> tuple[inspect.Parameter, ...]:
        """What it takes, in order."""
        return tuple(inspect.signature(self.work).parameters.values())

    @property
    def needs(self) -> tuple[str, ...]:
        """The arguments without which the window has to ask first."""
        return tuple(one.name for one in self.parameters if one.default is one.empty)

    @property
    def shortcuts(self) -> tuple[str, ...]:
        """The keys in force, the main one first."""
        return self._registry.shortcuts(self.id)

    def enabled(self) -> bool:
        """Whether it can be done now."""
        try:
            return self._condition()
        except LViTError:
            return False

    @property
    def reason(self) -> str:
        """Why it cannot be done now, where its condition says so; else empty."""
        try:
            self._condition()
        except LViTError as error:
            return error.message
        return ""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R_co | None:
        """Does it; what a person can mend becomes a notice, and ``None`` comes back."""
        try:
            return self.perform(*args, **kwargs)
        except LViTError as error:
            self._registry.notices.error(error)
            return None

    def perform(self, *args: P.args, **kwargs: P.kwargs) -> R_co:
        """Does it.

        Raises:
            LViTError: It cannot be done now, or what does the work refused.
        """
        if not self.enabled():
            why = self.reason or self.tip
            raise LViTError("'{title}' cannot be done now.", why, title=said(self.title))
        result = self.work(*args, **kwargs)
        self._registry.triggered.emit(self)
        self._registry.changed.emit()
        return result

    def trigger(self) -> None:
        """Does it without arguments, or lets the window ask for those it needs."""
        if self.needs and self.enabled():
            self.ask()
        else:
            cast("Action[[], object]", self)()

    def ask(self) -> None:
        """Lets the window ask."""
        self._registry.arguments_wanted.emit(self)


AnyAction = Action[..., object]


class ActionMethod(Generic[GroupT, P, R_co]):
    """A method that becomes an action once its group stands in a registry."""

    def __init__(
        self, declared: Declaration, method: Callable[Concatenate[GroupT, P], R_co]
    ) -> None:
        self._declared = declared
        self._method = method
        self._enabled: Callable[[GroupT], bool] | None = None
        self._checked: Callable[[GroupT], bool] | None = None

    def enabled_when(self, condition: Callable[[GroupT], bool]) -> Callable[[GroupT], bool]:
        """Decorates the method that says when it can be done; it may raise why it cannot."""
        self._enabled = condition
        return condition

    def checked_when(self, condition: Callable[[GroupT], bool]) -> Callable[[GroupT], bool]:
        """Decorates the method that says whether it is on; only then it is on or off at all."""
        self._checked = condition
        return condition

    def bound(self, group: GroupT, registry: ActionRegistry) -> Action[P, R_co]:
        """The action of one group."""
        work = cast("Callable[P, R_co]", self._method.__get__(group))
        declared, own, checked = self._declared, self._enabled, self._checked
        if declared.menu is None:
            declared = replace(declared, menu=group.menu)
        condition = declared.enabled or type(group).condition  # asked of the class: no method
        enabled = partial(own, group) if own else partial(condition, group.state)
        told = partial(checked, group) if checked else None
        return Action(declared, work, registry, enabled, told)

    @overload
    def __get__(self, group: None, owner: type[GroupT]) -> ActionMethod[GroupT, P, R_co]: ...
    @overload
    def __get__(self, group: GroupT, owner: type[GroupT]) -> Action[P, R_co]: ...
    def __get__(
        self, group: GroupT | None, owner: type[GroupT]
    ) -> ActionMethod[GroupT, P, R_co] | Action[P, R_co]:
        if group is None:
            return self
        raise AttributeError(f"{self._declared.id}: {owner.__name__} is in no registry yet")


@dataclass(eq=False)
class ActionGroup:
    """Actions that belong together; takes the parts that do the work, never the session.

    ``class EditActions(ActionGroup, menu="Edit", enabled=has_document)`` says what holds for all
    whose declaration says nothing else.
    """

    menu: ClassVar[str] = ""
    condition: ClassVar[Condition] = always

    state: State

    def __init_subclass__(cls, *, menu: str = "", enabled: Condition = always) -> None:
        cls.menu, cls.condition = menu, enabled

    def join(self, registry: ActionRegistry) -> Iterator[AnyAction]:
        """Makes the actions of this group, in the order they are written in."""
        for name, method in vars(type(self)).items():
            if isinstance(method, ActionMethod):
                made = vars(self)[name] = method.bound(self, registry)
                yield made


class ActionRegistry(QObject):
    """Actions by id, with the person's own keys on top of the defaults.

    Signals:
        changed: What is enabled, checked or bound to which key may have changed.
        arguments_wanted: The window is to ask for what this action needs, and to call it.
        triggered: This action was done.
    """

    changed = Signal()
    arguments_wanted = Signal(Action)
    triggered = Signal(Action)

    def __init__(
        self, preferences: Preferences, notices: Notices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.notices = notices
        self._actions: dict[str, AnyAction] = {}
        self._preferences = preferences
        preferences.changed.connect(self.refresh)

    def add(self, group: GroupT) -> GroupT:
        """Takes all actions of a group; raises ``ValueError`` for an id that is there already."""
        for made in group.join(self):
            if made.id in self._actions:
                raise ValueError(f"the action {made.id} is registered twice")
            self._actions[made.id] = made
        return group

    def get(self, action_id: str) -> AnyAction:
        """Raises ``KeyError`` for an unknown id, which is a bug of the caller."""
        return self._actions[action_id]

    def all(self) -> Iterator[AnyAction]:
        """In the order of registration, which is the order of the menus."""
        return iter(self._actions.values())

    def shortcuts(self, action_id: str) -> tuple[str, ...]:
        """The keys in force, the main one first; a person's own key replaces all defaults."""
        own = self._preferences.get("keys.overrides").get(action_id)
        if own is not None:
            return (own,) if own else ()
        return self._actions[action_id].default_keys

    def owner_of(self, keys: str) -> AnyAction | None:
        """The action that has these keys, for the shortcut editor's warning."""
        return next((one for one in self.all() if keys in self.shortcuts(one.id)), None)

    def set_shortcut(self, action_id: str, keys: str | None) -> None:
        """Gives an action a person's own key; ``None`` restores the default."""
        overrides = dict(self._preferences.get("keys.overrides"))
        overrides.pop(action_id, None)
        if keys is not None:
            overrides[action_id] = keys
        self._preferences.set("keys.overrides", overrides)

    def refresh(self) -> None:
        """Announces that states may have changed."""
        self.changed.emit()
