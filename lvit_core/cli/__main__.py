"""`python -m lvit_core.cli`: the command line where Qt is absent."""

from lvit_core.cli import build_app
from lvit_core.cli.output import run

if __name__ == "__main__":
    run(build_app())
