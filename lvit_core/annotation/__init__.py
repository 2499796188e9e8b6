"""Labels as planes of object ids, and the pure edits that change them."""

from typing import TYPE_CHECKING

from lvit_core.late_names import late_names

if TYPE_CHECKING:
    from lvit_core.annotation.contours import outline_of as outline_of
    from lvit_core.annotation.outlines import smooth_outlines as smooth_outlines
    from lvit_core.annotation.raster import ids_along as ids_along
    from lvit_core.annotation.raster import ids_inside as ids_inside
    from lvit_core.annotation.raster import line_pixels as line_pixels
    from lvit_core.annotation.raster import polygon_region as polygon_region
    from lvit_core.annotation.wand import Wand as Wand
    from lvit_core.annotation.wholeness import Wholeness as Wholeness
    from lvit_core.annotation.wholeness import not_whole as not_whole

__getattr__ = late_names(
    __name__,
    contours="outline_of",
    outlines="smooth_outlines",
    raster="ids_along ids_inside line_pixels polygon_region",
    wand="Wand",
    wholeness="Wholeness not_whole",
)
