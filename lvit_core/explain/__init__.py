"""What the network looked at."""

from typing import TYPE_CHECKING

from lvit_core.late_names import late_names

if TYPE_CHECKING:
    from lvit_core.explain.text_effect import reading as reading
    from lvit_core.explain.text_effect import variants as variants

__getattr__ = late_names(
    __name__,
    text_effect="reading variants",
)
