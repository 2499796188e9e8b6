"""Losses, pseudo labels and the loop that fits a model."""

from typing import TYPE_CHECKING

from lvit_core.late_names import late_names

if TYPE_CHECKING:
    from lvit_core.training.asked import finished as finished
    from lvit_core.training.asked import is_alive as is_alive
    from lvit_core.training.asked import keep_proposal as keep_proposal
    from lvit_core.training.asked import record as record
    from lvit_core.training.asked import stop_orphan as stop_orphan
    from lvit_core.training.asked import stopped_run as stopped_run
    from lvit_core.training.asked import unrecorded as unrecorded
    from lvit_core.training.run_folder import RunFolder as RunFolder
    from lvit_core.training.run_folder import next_run as next_run
    from lvit_core.training.run_folder import runs_of as runs_of

__getattr__ = late_names(
    __name__,
    asked="finished is_alive keep_proposal record stop_orphan stopped_run unrecorded",
    run_folder="RunFolder next_run runs_of",
)
