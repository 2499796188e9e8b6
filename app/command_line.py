"""The `lvit` command: everything of the command line, and the window.

Opening the window is the everyday case, so it takes a short way past the command-line library,
whose import a person would feel.
"""

# No postponed annotations here: Typer reads them, and it is imported only where it is used.
import gc
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from lvit_core.errors import LViTError

if TYPE_CHECKING:
    import typer

# Interface benches by name; what is measured without a window already is added to.
BENCHES = {
    "app": "app.benches.app",
    "canvas": "app.benches.canvas",
    "predict": "app.benches.predict",
    "responsiveness": "app.benches.responsiveness",
}


def main(arguments: list[str] | None = None) -> None:
    """Entry of the console script; ends the process with the contract's exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if window_wanted(given) and find_spec("PySide6") is not None:
        raise SystemExit(_window_alone(Path(given[1]) if len(given) > 1 else None))
    from lvit_core.cli.output import run

    run(build_app(), given)


def window_wanted(arguments: list[str]) -> bool:
    """True for plain `lvit`, `lvit app` and `lvit app PROJECT`; anything else is parsed in full."""
    if not arguments:
        return True
    return (
        arguments[0] == "app"
        and len(arguments) <= 2
        and all(one.strip() and not one.startswith("-") for one in arguments)
    )


def _window_alone(project: Path | None) -> int:
    """The exit code; what cannot be helped is said as every other command says it."""
    try:
        return open_window(project)
    except LViTError as error:
        from lvit_core.cli.output import report_error

        return report_error(error)


def build_app() -> "typer.Typer":
    """The whole command line: the commands without a window, `app`, and the interface benches."""
    from typing import Annotated

    import typer

    from lvit_core import cli
    from lvit_core.cli import bench as bench_command
    from lvit_core.cli.ending import end_at_once

    command_line = cli.build_app()
    command_line.registered_groups = [
        group for group in command_line.registered_groups if group.name != "bench"
    ]
    bench_command.register(command_line, BENCHES)

    def app(
        project: Annotated[
            Path | None,
            typer.Argument(help="A project folder; the last one, or the sample, without it."),
        ] = None,
    ) -> None:
        """Open the window."""
        end_at_once()
        raise typer.Exit(open_window(project))

    command_line.command(name="app")(app)
    cli.refuse_empty_places(command_line)
    return command_line


def open_window(project: Path | None) -> int:
    """Runs the window until it is closed; returns the exit code.

    Raises:
        LViTError: The project cannot be opened, there is no screen, or Qt is not installed.
    """
    if _screen_is_missing():
        raise LViTError(
            "There is no screen to open the window on.",
            "Start it on a desktop, or work without the window: see `lvit --help`.",
        )
    # What is imported stays: looking for garbage meanwhile took a sixth of the start. The window
    # collects by itself as soon as it is there (`app.jobs.collection`).
    gc.disable()
    try:
        from app.qt_imports import spare_sources

        spare_sources()
        from app.application import run_application
    except ModuleNotFoundError as error:
        if error.name not in ("PySide6", "qtawesome"):
            raise
        raise LViTError(
            "The window needs {name}, which is not installed.",
            "Install it with: pip install 'lvit-annotator[app]'. Other commands work without it.",
            name=error.name,
        ) from error
    return run_application(project)


def _screen_is_missing() -> bool:
    """Whether there is none, or none behind its name: Qt would end the process without a word."""
    if not sys.platform.startswith("linux"):
        return False
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform not in ("", "xcb", "wayland"):
        return False
    return not (_x_server_is_there() or _wayland_is_there())


def _x_server_is_there() -> bool:
    """Looks for the socket of a display of this computer; one of another is believed."""
    host, _, number = os.environ.get("DISPLAY", "").rpartition(":")
    number = number.partition(".")[0]
    if host not in ("", "unix"):
        return True
    if not number.isdigit():
        return False
    socket = f"/tmp/.X11-unix/X{number}"
    if Path(socket).exists():
        return True
    try:  # it may have no file: then the kernel knows its name
        return f"@{socket}\n" in Path("/proc/net/unix").read_text(encoding="utf-8")
    except OSError:
        return True


def _wayland_is_there() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and (Path(os.environ.get("XDG_RUNTIME_DIR", "")) / name).exists()
