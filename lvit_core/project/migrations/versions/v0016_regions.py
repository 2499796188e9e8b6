"""Images that are annotated in a part alone.

No table changes. Versions before this one do not know the layer of regions and would take what
lies outside for background, in training and in exports: so they shall not open such a project.
"""

from __future__ import annotations

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Changes nothing but the version."""
