"""The plain side of a comparison: a process of its own, in which nothing of ours is tuned.

What the commands set for their own processes, such as how threads wait, must not reach it: some of
it makes plain torch slower, and would flatter us.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Generator

from lvit_core.errors import LViTError
from lvit_core.own_program import python_command
from lvit_core.thread_waiting import WAIT_POLICY


def plain_seconds(module: str) -> Generator[float, None, None]:
    """Seconds of one piece of plain work each time it is asked.

    Args:
        module: Answers every line on standard input with the seconds of one piece.

    Raises:
        LViTError: The process ended, because of missing memory for instance.
    """
    environment = {name: value for name, value in os.environ.items() if name != WAIT_POLICY}
    with subprocess.Popen(
        python_command(module),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            while True:
                process.stdin.write("again\n")
                process.stdin.flush()
                answer = process.stdout.readline()
                if not answer:
                    raise LViTError(
                        "The plain side of the comparison has stopped.",
                        f"Run python -m {module} and press Enter to see why.",
                    )
                yield float(answer)
        finally:
            process.stdin.close()
