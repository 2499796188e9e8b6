"""Pure edits: each takes a workspace and returns one Edit, leaving plane and table as they were.

Strokes are the exception, because a person watches them grow: they paint into the plane at once.
"""

from typing import TYPE_CHECKING

from lvit_core.late_names import late_names

if TYPE_CHECKING:
    from lvit_core.annotation.edits.areas import Taking as Taking
    from lvit_core.annotation.edits.areas import add_area as add_area
    from lvit_core.annotation.edits.areas import created_id as created_id
    from lvit_core.annotation.edits.areas import enclosing as enclosing
    from lvit_core.annotation.edits.areas import subtract_area as subtract_area
    from lvit_core.annotation.edits.filling import allowed_values as allowed_values
    from lvit_core.annotation.edits.filling import fill_region as fill_region
    from lvit_core.annotation.edits.filling import threshold_region as threshold_region
    from lvit_core.annotation.edits.filling import to_grey as to_grey
    from lvit_core.annotation.edits.filling import wand_region as wand_region
    from lvit_core.annotation.edits.filling import within as within
    from lvit_core.annotation.edits.proposals import accept_instances as accept_instances
    from lvit_core.annotation.edits.proposals import acceptable as acceptable
    from lvit_core.annotation.edits.proposals import as_accepted as as_accepted
    from lvit_core.annotation.edits.proposals import copy_from as copy_from
    from lvit_core.annotation.edits.proposals import human_work as human_work
    from lvit_core.annotation.edits.proposals import objects_within as objects_within
    from lvit_core.annotation.edits.proposals import proposed_object as proposed_object
    from lvit_core.annotation.edits.shaping import dilate as dilate
    from lvit_core.annotation.edits.shaping import erode as erode
    from lvit_core.annotation.edits.shaping import fill_holes as fill_holes
    from lvit_core.annotation.edits.shaping import keep_largest as keep_largest
    from lvit_core.annotation.edits.shaping import smooth as smooth
    from lvit_core.annotation.edits.splitting import split_by_line as split_by_line
    from lvit_core.annotation.edits.splitting import split_by_seeds as split_by_seeds
    from lvit_core.annotation.edits.splitting import split_parts as split_parts
    from lvit_core.annotation.edits.stroke import Stroke as Stroke
    from lvit_core.annotation.edits.stroke import StrokeLimits as StrokeLimits
    from lvit_core.annotation.edits.stroke import finish_stroke as finish_stroke
    from lvit_core.annotation.edits.whole import delete as delete
    from lvit_core.annotation.edits.whole import merge as merge
    from lvit_core.annotation.edits.whole import move as move
    from lvit_core.annotation.edits.whole import relabel as relabel

__getattr__ = late_names(
    __name__,
    areas="Taking add_area created_id enclosing subtract_area",
    filling="allowed_values fill_region threshold_region to_grey wand_region within",
    proposals="accept_instances acceptable as_accepted copy_from human_work objects_within "
    "proposed_object",
    shaping="dilate erode fill_holes keep_largest smooth",
    splitting="split_by_line split_by_seeds split_parts",
    stroke="Stroke StrokeLimits finish_stroke",
    whole="delete merge move relabel",
)
