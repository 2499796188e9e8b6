"""Another picture under the name of an image is not shown, and a person says what follows."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from app.session.session import Session
from app.views.composition import make_empty_state
from app.views.panels.image_model import ImageModel, state_words
from app.views.thumbnails import ThumbnailCache
from lvit_core.errors import LViTError
from lvit_core.explain.needs import judge
from lvit_core.imaging.pyramid import open_source
from lvit_core.model.questions import next_image
from lvit_core.project.list_order import CONTRADICTS, MISSING, presumed
from lvit_core.project.pictures import PictureStore
from lvit_core.project.records import ImageState, Picture
from lvit_core.project.thumbnails import write_thumbnail


def draw(path: Path, size: tuple[int, int] = (600, 520)) -> None:
    pixels = np.random.default_rng(99).integers(0, 255, size, dtype=np.uint8)
    PillowImage.fromarray(pixels).save(path)


@pytest.fixture
def refused(opened: Session, picture_folder: Path, qtbot) -> Session:
    """The second image was replaced, and a person chose it."""
    draw(picture_folder / "b.png")
    with qtbot.waitSignal(opened.opening.failed):
        opened.opening.select(2)
    return opened


def test_it_is_not_shown_and_cannot_be_drawn_on(refused: Session) -> None:
    assert refused.state.document is None
    assert refused.state.current.id == 2 and refused.state.current.picture is Picture.CHANGED
    change = refused.opening.replaced
    assert (change.same_size, change.belongs_to) == (True, None)
    assert state_words(refused.state.library.get(2))[0] == "another picture lies there"
    model = ImageModel(lambda _image_id: None)
    model.set_list(refused.state.library.listed)
    model.set_filter("replaced", "")
    assert [model.record(row).id for row in range(model.rowCount())] == [2]
    with pytest.raises(LViTError):
        refused.state.require_document()
    assert next_image(refused.state.project, refused.state.library.get(2)) is None


def test_the_window_offers_what_can_be_done(refused: Session, qtbot, monkeypatch) -> None:
    empty = make_empty_state(refused)
    qtbot.addWidget(empty)
    empty.show()
    assert empty.two_pictures.now.isVisible() and not empty.two_pictures.now.pixmap().isNull()
    assert not empty.two_pictures.marked.isVisible()  # nobody had seen it in the list
    assert empty.title.text() == "Another picture lies under this name"
    assert "same size" in empty.words.text()
    offered = {name for name, button in empty.buttons.items() if button.isVisible()}
    assert offered == {"image.follow_picture", "image.locate_picture", "image.leave_out"}
    threads = []
    leave_out = PictureStore.leave_out

    def leave(store: PictureStore, image_id: int, why: str) -> None:
        threads.append(threading.current_thread())
        leave_out(store, image_id, why)

    monkeypatch.setattr(PictureStore, "leave_out", leave)
    empty.buttons["image.leave_out"].click()
    qtbot.waitUntil(lambda: refused.state.library.get(2).picture is Picture.LEFT_OUT)
    assert threads and threads[0] is not threading.main_thread()
    qtbot.waitUntil(lambda: empty.title.text() == "This image is left out")
    assert not empty.buttons["image.leave_out"].isVisible()


def test_marks_of_another_size_cannot_stay(opened: Session, picture_folder: Path, qtbot) -> None:
    draw(picture_folder / "b.png", (500, 520))
    with qtbot.waitSignal(opened.opening.failed):
        opened.opening.select(2)
    empty = make_empty_state(opened)
    qtbot.addWidget(empty)
    empty.show()
    assert "another size" in empty.words.text()
    assert not empty.buttons["image.follow_picture"].isVisible()
    assert empty.buttons["image.locate_picture"].isVisible()


def test_what_is_no_picture_at_all_is_told(opened: Session, picture_folder: Path, qtbot) -> None:
    (picture_folder / "b.png").write_bytes(b"no picture")
    with qtbot.waitSignal(opened.opening.failed):
        opened.opening.select(2)
    assert opened.opening.replaced is None
    assert opened.state.library.get(2).picture is Picture.CHANGED


def test_the_person_keeps_the_marks_on_it(refused: Session, qtbot) -> None:
    before = refused.state.library.get(2).content_hash
    with qtbot.waitSignal(refused.state.document_ready):
        refused.actions.picture.follow()
    assert refused.state.document.record.picture is Picture.SAME
    assert refused.state.library.get(2).content_hash != before
    assert refused.state.document.record.state is ImageState.UNLABELED


def test_marks_follow_pictures_whose_names_were_exchanged(
    opened: Session, picture_folder: Path, qtbot
) -> None:
    names = {number: opened.state.library.get(number).name for number in (2, 3)}
    b, c = picture_folder / "b.png", picture_folder / "c.png"
    b.rename(picture_folder / "aside"), c.rename(b), (picture_folder / "aside").rename(c)
    with qtbot.waitSignal(opened.opening.failed):
        opened.opening.select(2)
    assert opened.opening.replaced.belongs_to == names[3]
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.picture.follow()
    assert opened.state.document.record.name == names[3]
    assert opened.state.library.get(3).name == names[2]
    assert {opened.state.library.get(number).picture for number in (2, 3)} == {Picture.SAME}


def test_the_right_file_is_located(
    refused: Session, picture_folder: Path, tmp_path: Path, qtbot
) -> None:
    elsewhere = tmp_path / "archive"
    elsewhere.mkdir()
    pixels = np.random.default_rng(7)
    for name in ("a", "b"):
        kept = pixels.integers(0, 255, (600, 520), dtype=np.uint8)
        PillowImage.fromarray(kept).save(elsewhere / f"old-{name}.png")
    with qtbot.waitSignal(refused.state.document_ready):
        refused.actions.picture.locate(elsewhere)
    assert refused.state.document.record.name == "old-b.png"


def test_what_is_replaced_while_it_is_shown_is_not_predicted(
    opened: Session, picture_folder: Path
) -> None:
    from app.session.questions import question_about

    job = question_about(opened.state.project, opened.state.document, lambda: None)
    assert job.pixels().shape == (600, 520, 3)
    draw(picture_folder / "a.png")
    with pytest.raises(LViTError, match=r"a\.png is another picture"):
        job.pixels()


def test_actions_are_there_only_where_they_apply(opened: Session) -> None:
    assert not opened.actions.picture.follow.enabled()
    assert not opened.actions.picture.leave_out.enabled()


def test_the_list_shows_the_picture_that_was_taken(refused: Session, qtbot) -> None:
    cache = ThumbnailCache(refused.state, refused.services.thumbnails)
    qtbot.waitUntil(lambda: cache.picture(1) is not None)
    with qtbot.waitSignal(refused.state.document_ready):
        refused.actions.picture.follow()
    qtbot.waitUntil(lambda: cache.picture(2) is not None)
    assert cache.picture(2) != cache.picture(1)


def test_both_pictures_are_shown_side_by_side(opened: Session, picture_folder: Path, qtbot) -> None:
    write_thumbnail(open_source(picture_folder / "b.png"), opened.state.project.thumbnail_path(2))
    draw(picture_folder / "b.png")
    with qtbot.waitSignal(opened.opening.failed):
        opened.opening.select(2)
    empty = make_empty_state(opened)
    qtbot.addWidget(empty)
    empty.show()
    marked, now = (
        part.pixmap().toImage() for part in (empty.two_pictures.marked, empty.two_pictures.now)
    )
    assert marked.size() == now.size() and marked != now
    opened.opening.select(1)
    assert not empty.two_pictures.isVisible()


def test_it_comes_first_in_the_queue_until_it_is_decided(refused: Session, qtbot) -> None:
    assert presumed(refused.state.library.get(2)).rank == CONTRADICTS
    assert judge(refused.state.project, refused.state.library.get(2)).rank == CONTRADICTS
    refused.actions.picture.leave_out()
    qtbot.waitUntil(lambda: presumed(refused.state.library.get(2)).rank == MISSING)
