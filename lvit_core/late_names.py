"""Names of a package whose modules are loaded when they are first used: the window opens before."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def late_names(package: str, **modules: str) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package that loads what it offers late (PEP 562).

    Whoever imports the package and calls ``edits.within(...)`` loads ``filling`` with that call;
    ``from lvit_core.annotation.edits.filling import within`` loads it at once, as ever.

    Args:
        package: Its full name.
        modules: The names that each of its modules offers, with spaces between. Type checkers
            learn of them by imports under ``TYPE_CHECKING``.
    """
    homes = {name: module for module, names in modules.items() for name in names.split()}

    def load(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return load
