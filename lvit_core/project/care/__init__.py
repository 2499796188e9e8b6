"""Care of a project: backups, checks and repairs, for people in trouble and before they are."""

from typing import TYPE_CHECKING

from lvit_core.late_names import late_names

if TYPE_CHECKING:
    from lvit_core.project.care.asked import Cancelled as Cancelled
    from lvit_core.project.care.asked import audit_chain as audit_chain
    from lvit_core.project.care.asked import back_up as back_up
    from lvit_core.project.care.asked import check as check
    from lvit_core.project.care.asked import compact as compact
    from lvit_core.project.care.asked import list_backups as list_backups
    from lvit_core.project.care.asked import list_moments as list_moments
    from lvit_core.project.care.asked import look_after as look_after
    from lvit_core.project.care.asked import repair as repair
    from lvit_core.project.care.asked import restore as restore
    from lvit_core.project.care.asked import way_back as way_back

__getattr__ = late_names(
    __name__,
    asked="Cancelled audit_chain back_up check compact list_backups list_moments look_after "
    "repair restore way_back",
)
