"""What takes time on a large project is read in the background: the window goes on meanwhile."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from app.session.session import Session
from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named
from lvit_core.project.images import ImageStore
from lvit_core.project.journal import JournalStore
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.readings import layer_of

WAIT_MS = 20_000


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """The threads that read the list of images or a plane."""
    threads: list[threading.Thread] = []
    for store, name in ((ImageStore, "all"), (JournalStore, "load_plane")):
        read = getattr(store, name)

        def watched(*args: object, read=read, **options: object) -> object:
            threads.append(threading.current_thread())
            return read(*args, **options)

        monkeypatch.setattr(store, name, watched)
    return threads


def in_the_background(threads: list[threading.Thread]) -> bool:
    return bool(threads) and threading.main_thread() not in threads


def test_another_readers_labels_are_compared_and_taken_over(
    opened: Session, readers: list[threading.Thread], qtbot
) -> None:
    project, view = opened.state.require_project(), opened.difference_view
    opened.opening.leave()  # nobody writes beside the image that is shown
    labels = np.zeros((600, 520), np.int32)
    labels[10:40, 10:40] = 1
    store_labels(
        project, 1, layer_of("lesion", "Dr. B"), labels, classes="infection",
        provenance=Provenance("person", "Dr. B"), title="Draw",
    )  # fmt: skip
    with qtbot.waitSignal(opened.state.document_ready, timeout=WAIT_MS):
        opened.opening.select(1)
    readers.clear()
    opened.actions.overlays.compare_reader("Dr. B")
    qtbot.waitUntil(lambda: view.active, timeout=WAIT_MS)
    assert view.other.proposal.inside().sum() == 900
    opened.actions.masks.take_over_reader("Dr. B")
    plane = opened.state.document.planes["lesion"]
    qtbot.waitUntil(lambda: np.count_nonzero(plane.to_array()) == 900, timeout=WAIT_MS)
    assert not view.active and in_the_background(readers)
    opened.actions.overlays.compare_reader("Nobody")
    notices = opened.services.notices.history
    qtbot.waitUntil(lambda: bool(notices), timeout=WAIT_MS)
    assert notices[-1].message == "Nobody drew nothing in this layer."


def test_a_change_of_the_whole_project_is_made_and_read_in_the_background(
    opened: Session, readers: list[threading.Thread], qtbot
) -> None:
    """100,000 images were read anew while the window stood still."""
    opened.opening.select(2)
    qtbot.waitUntil(lambda: opened.state.document is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: opened.state.document.record.id == 2, timeout=WAIT_MS)
    readers.clear()
    said = opened.services.notices.history

    def change(project: Project) -> None:
        readers.append(threading.current_thread())
        project.change_laterality("patient")

    with qtbot.waitSignal(opened.state.document_ready, timeout=WAIT_MS):
        opened.projects.change(change, lambda: opened.services.notices.info("Changed."))
    qtbot.waitUntil(lambda: said[-1].message == "Changed.", timeout=WAIT_MS)
    assert len(readers) > 2 and in_the_background(readers)
    assert opened.state.require_project().settings.laterality == "patient"
    assert opened.state.document.record.id == 2, "the same image is shown"

    def refused(_project: Project) -> None:
        raise LViTError("No.", "Not today.")

    with qtbot.waitSignal(opened.state.document_ready, timeout=WAIT_MS):
        opened.projects.change(refused, lambda: opened.services.notices.info("Never."))
    qtbot.waitUntil(lambda: said[-1].message == "No.", timeout=WAIT_MS)
    assert opened.state.document.record.id == 2, "everything is shown as it was"


def test_the_list_is_read_anew_after_an_import(
    opened: Session, readers: list[threading.Thread], tmp_path: Path, qtbot
) -> None:
    project = opened.state.require_project()
    with Project.create(tmp_path / "other", project.settings) as other:
        other.images.add([project.images.path(1)])
        folder = tmp_path / "out"
        format_named("png").export(other, folder, {"images": "all"})
    readers.clear()
    opened.actions.exchange.bring_in("png", folder)
    with qtbot.waitSignal(opened.state.document_ready, timeout=WAIT_MS):
        pass
    assert len(opened.state.library.images) == 3 and in_the_background(readers)


def test_a_project_is_changed_as_a_whole_by_one_at_a_time(
    opened: Session, tmp_path: Path, qtbot
) -> None:
    """The end of the first import let images be opened while the second was still writing."""
    format_named("png").export(opened.state.require_project(), tmp_path / "out", {"images": "all"})
    opened.exchange.bring_in("png", tmp_path / "out", None, {})
    with pytest.raises(LViTError, match="being imported"):
        opened.exchange.bring_in("png", tmp_path / "out", None, {})
    opened.projects.change(lambda one: one.change_laterality("patient"), print)
    told = opened.services.notices.history
    qtbot.waitUntil(lambda: "being imported" in told[-1].message, timeout=WAIT_MS)
    with qtbot.waitSignal(opened.state.document_ready, timeout=WAIT_MS):
        pass
    assert opened.state.require_project().settings.laterality == "viewer"
    opened.exchange.bring_in("png", tmp_path / "out", None, {})
    with qtbot.waitSignal(opened.state.document_ready, timeout=WAIT_MS):
        pass


def test_moved_images_are_found(
    opened: Session, readers: list[threading.Thread], picture_folder: Path, qtbot
) -> None:
    library = opened.state.library
    (picture_folder / "b.png").rename(picture_folder / "moved.png")
    opened.state.require_project().images.refresh_missing()
    library.update(opened.state.require_project().images.get(2))
    assert library.get(2).missing
    readers.clear()
    opened.actions.images.find_missing(picture_folder)
    qtbot.waitUntil(lambda: not library.get(2).missing, timeout=WAIT_MS)
    assert threading.main_thread() not in readers


def test_nothing_that_writes_is_offered_where_nothing_may_be_written(
    opened: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    do = opened.actions
    assert do.training.start.enabled() and not do.training.start.reason
    monkeypatch.setattr(Project, "read_only", property(lambda _project: True))
    for refused in (do.training.start, do.training.resume, do.care.repair):
        assert not refused.enabled() and "can only be read" in refused.reason
    with pytest.raises(LViTError) as told:
        do.training.start.perform()
    assert "can only be read" in told.value.hint
