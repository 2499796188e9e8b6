"""The `lvit` command without a window: one module per command, each imported only when asked for.

`python -m lvit_core.cli` runs it where Qt is not installed; the application adds its own commands.
"""

from __future__ import annotations

from importlib import import_module

import typer

from lvit_core.cli.places import refuse_empty_places

# The order is the order of `lvit --help`.
COMMAND_MODULES = (
    "project",
    "care",
    "predict",
    "explain",
    "train",
    "evaluate",
    "exchange",
    "class_codes",
    "classes",
    "templates",
    "measure",
    "models",
    "pseudo",
    "text",
    "plot",
    "reproduce",
    "weights",
    "bench",
)


def build_app() -> typer.Typer:
    """The Typer application with every command that needs no window."""
    app = typer.Typer(
        name="lvit",
        help="Annotate medical images with the help of language.",
        no_args_is_help=False,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for name in COMMAND_MODULES:
        import_module(f"lvit_core.cli.{name}").register(app)
    refuse_empty_places(app)
    return app
