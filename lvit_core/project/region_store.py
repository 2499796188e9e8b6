"""Which images are annotated in a part alone: the region layer as it is stored.

It goes through the journal like any mask; see ``lvit_core.annotation.looked_at`` for what it means.
Another reader's region lies beside that reader's labels.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.looked_at import LookedAt
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, Provenance
from lvit_core.annotation.patch import PatchBuilder
from lvit_core.annotation.regions import Region
from lvit_core.errors import LViTError
from lvit_core.project import schema
from lvit_core.project.clock import now
from lvit_core.project.journal import JournalStore
from lvit_core.project.readings import layer_of
from lvit_core.project.store import Store
from lvit_core.prompt.template import REGION_CLASS, REGIONS
from lvit_core.wording import said

SET, REMOVED = said("Only a region is annotated"), said("The whole image is annotated")


class RegionStore:
    """The part of a project that knows regions."""

    def __init__(self, store: Store, journal: JournalStore) -> None:
        self._store, self._journal = store, journal

    def images(self, reader: str = "") -> set[int]:
        """Ids of the images that have been looked at in a part alone.

        Args:
            reader: By whom; what is the project's own when omitted.
        """
        tiles = schema.tiles.c
        query = select(tiles.image_id).where(tiles.layer == layer_of(REGIONS, reader)).distinct()
        with self._store.read() as connection:
            return set(connection.execute(query).scalars())

    def of(self, image_id: int, reader: str = "") -> LookedAt | None:
        """What has been looked at of an image; ``None`` where that is all of it."""
        return LookedAt.of(self._journal.load_plane(image_id, layer_of(REGIONS, reader)))

    def put(
        self, image_id: int, regions: Sequence[Region], *, person: str = "", reader: str = ""
    ) -> None:
        """Says what has been looked at, instead of what was said before, as one step.

        Args:
            image_id: The image.
            regions: Each becomes an object; of pixels in several the last counts. None of them
                says that the whole image has been looked at.
            person: Who says so.
            reader: Of whose labels; the project's own when omitted.

        Raises:
            LViTError: None of them has a pixel in the image.
        """
        author = Provenance("person", person, "", "", now())
        edit = self.setting(image_id, regions, author, reader)
        if not edit.empty:
            self._journal.append(image_id, edit)

    def setting(
        self, image_id: int, regions: Sequence[Region], author: Provenance, reader: str = ""
    ) -> Edit:
        """The edit of `set`."""
        layer = layer_of(REGIONS, reader)
        plane = self._journal.load_plane(image_id, layer)
        table = self._journal.load_objects(image_id, layer)
        gone = [ObjectChange(record, None) for record in table]
        builder, new = PatchBuilder(plane, live=False), []
        for index, _ in plane.tiles():
            builder.write(plane.tile_rect(index), 0)
        for region in regions:
            number = table.new_id()
            builder.write(region.rect, number, region.mask)
            new.append(ObjectRecord(number, layer, REGION_CLASS, author))
        patch = builder.finish()
        patch.apply(plane)
        if regions and LookedAt.of(plane) is None:
            raise LViTError(
                "The region has no pixel in the image.", "Draw it over what has been looked at."
            )
        seen = [ObjectChange(None, record) for record in new if record.id in plane.extents]
        return Edit(SET if regions else REMOVED, layer, patch, (*gone, *seen))
