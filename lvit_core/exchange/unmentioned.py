"""Pictures of a data set that no label file speaks of: they stay out, and that is said."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from lvit_core.exchange.bundle import Bundle
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import on_one_line
from lvit_core.imaging.readers import suffixes
from lvit_core.reading_log import mark_of
from lvit_core.wording import counted, said

# Where masks are pictures too, names alone do not tell which of them nobody uses.


def with_unmentioned(bundle: Bundle, path: Path) -> Bundle:
    """The data set with a note about pictures that lie there and are not part of it."""
    if not path.is_dir() or not bundle.items or any(item.layers for item in bundle.items):
        return bundle
    if any(item.instance for item in bundle.items):  # of DICOM, whose labels look like pictures
        return bundle
    used = {mark_of(item.image) for item in bundle.items if item.found}
    told = {loss.file for loss in bundle.losses}  # of a file of labels stands there why
    endings = tuple(suffixes())
    left = []
    for parent, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = os.path.join(parent, name)  # noqa: PTH118 - parts of paths stay in memory
            if (
                name.lower().endswith(endings)
                and not name.startswith(".")
                and mark_of(file) not in used
                and name not in told
            ):
                left.append(on_one_line(name))
    if not left:
        return bundle
    line = said(
        "{pictures} named by no label file and left out: {names}.",
        pictures=counted(len(left), "picture is", "pictures are"),
        names=some_names(left),
    )
    return replace(bundle, notes=[*bundle.notes, line])
