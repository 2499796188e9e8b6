"""The queue says why: judged in the background, kept in the project, never under the pointer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.jobs import reviewing
from app.session.preferences import Preferences
from app.session.session import Session
from lvit_core.project import list_order
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings, Proposal

SHAPE = (100, 120)
LEFT = "Unilateral pulmonary infection, one infected area, upper left lung."
RIGHT = "Unilateral pulmonary infection, one infected area, upper right lung."


def blob(value: int = 255, left: int = 15, width: int = 20) -> np.ndarray:
    """A proposal with one area in the upper left lung of the picture."""
    probability = np.zeros(SHAPE, np.uint8)
    probability[15:30, left : left + width] = value
    return probability


@pytest.fixture
def folder(tmp_path):
    """One image for every reason; the names tell them."""
    from PIL import Image as PillowImage

    from lvit_core.annotation.edit import Edit, ImageChange
    from lvit_core.annotation.patch import EMPTY_PATCH

    pictures = tmp_path / "pictures"
    pictures.mkdir()
    names = [
        "agrees",
        "changed",
        "contradicts",
        "empty",
        "finished",
        "nothing",
        "silent",
        "unsure",
        "waits",
        "words",
    ]
    for number, name in enumerate(names):
        PillowImage.fromarray(np.full(SHAPE, 40 + number, np.uint8)).save(pictures / f"{name}.png")
    with Project.create(tmp_path / "p", ProjectSettings("p", "chest-xray", "viewer")) as project:
        project.images.add([pictures])
        ids = {image.name.removesuffix(".png"): image.id for image in project.images.all()}
        for name, image_id in ids.items():
            changes = []
            if name not in ("nothing", "silent"):
                text = RIGHT if name == "contradicts" else LEFT
                changes.append(ImageChange("sentence", "", text))
            if name == "finished":
                changes[0] = ImageChange("sentence", "", "No pulmonary infection.")
                changes.append(ImageChange("state", "unlabeled", "labeled"))
            if changes:
                project.journal.append(
                    image_id, Edit("t", "lesion", EMPTY_PATCH, (), tuple(changes))
                )

        def propose(name, probability, generation="2"):
            text = RIGHT if name == "contradicts" else LEFT
            project.proposals.save(
                Proposal(
                    ids[name], "lesion", ("infection",), probability[None], 0.5, text, generation
                )
            )

        propose("agrees", blob())
        propose("contradicts", blob())
        propose("empty", blob(0))
        propose("nothing", blob(0))
        propose("unsure", blob(135))
        words = Proposal(
            ids["words"], "lesion", ("infection",), blob()[None], 0.5, LEFT, "2", influence=0.724
        )
        project.proposals.save(words)
        propose("changed", blob(left=15), "1")
        propose("changed", blob(left=28), "2")
    return tmp_path / "p"


@pytest.fixture
def session(qtbot, tmp_path, folder):
    made = Session(Preferences(tmp_path / "preferences"))
    made.services.preferences.set("prediction.live", False)
    made.services.preferences.set("images.order", "need")
    made.queue._pause.setInterval(50)
    with qtbot.waitSignal(made.queue.reordered, timeout=30_000):
        made.projects.open(folder)
    yield made
    made.shutdown()


def names(session: Session) -> list[str]:
    return [record.name.removesuffix(".png") for record in session.state.library.images]


def need_of(session: Session, name: str):
    record = next(image for image in session.state.library.images if image.name == f"{name}.png")
    return session.queue.need(record.id)


def test_every_image_says_why_and_stands_where_it_should(session):
    assert names(session)[:2] in (["empty", "contradicts"], ["contradicts", "empty"])
    assert names(session)[2:] == [
        "changed",
        "words",
        "unsure",
        "agrees",
        "nothing",
        "waits",
        "silent",
        "finished",
    ]
    assert need_of(session, "contradicts").words == "side disagrees with sentence"
    assert need_of(session, "empty").words == "proposal is empty, sentence is not"
    assert need_of(session, "changed").words == "changed much, generation 1 to 2"
    assert need_of(session, "unsure").words == "model is unsure of 31 %"
    assert need_of(session, "words").words == "sentence decides 72 %"
    assert need_of(session, "agrees").words == ""
    assert need_of(session, "nothing").words == "model finds nothing"
    assert need_of(session, "silent").rank == list_order.SILENT


def test_at_random_every_reason_is_still_told(session):
    first = {"contradicts", "empty", "changed", "words", "unsure", "agrees"}
    session.actions.walking.sort_at_random()
    assert session.services.preferences.get("images.order") == "random"
    assert set(names(session)[:6]) == first and names(session)[-1] == "finished"
    assert need_of(session, "unsure").words == "model is unsure of 31 %"
    assert session.actions.walking.sort_at_random.checked()


def test_by_name_and_back(session):
    session.actions.walking.sort_by_name()
    assert names(session) == sorted(names(session))
    assert session.actions.walking.sort_by_name.checked()
    session.actions.walking.sort_by_need()
    assert names(session)[-1] == "finished"
    assert session.services.preferences.get("images.order") == "need"


def test_the_reason_follows_the_work_and_the_rows_stay(session, qtbot):
    session.actions.walking.sort_by_need()
    record = next(
        image for image in session.state.library.images if image.name == "contradicts.png"
    )
    if session.state.current.id != record.id or session.state.document is None:
        with qtbot.waitSignal(session.state.document_ready):
            session.opening.select(record.id)
    order = names(session)
    with qtbot.waitSignal(
        session.queue.changed,
        timeout=20_000,
        check_params_cb=lambda image_id: image_id == record.id,
    ):
        session.state.document.set_sentence(LEFT)
    assert need_of(session, "contradicts").rank == list_order.PROPOSED
    assert names(session) == order
    session.actions.walking.sort_by_need()  # asked for: sorted anew
    assert names(session).index("contradicts") > names(session).index("unsure")


def test_a_label_that_contradicts_is_found_unless_somebody_said_why(session, qtbot):
    record = next(image for image in session.state.library.images if image.name == "waits.png")
    with qtbot.waitSignal(session.state.document_ready):
        session.opening.select(record.id)

    def judged(rank):
        return lambda image_id: image_id == record.id and session.queue.need(record.id).rank == rank

    with qtbot.waitSignal(
        session.queue.changed,
        timeout=20_000,
        check_params_cb=judged(list_order.LABELED_CONTRADICTS),
    ):
        session.state.document.set_state(ImageState.LABELED)
    with qtbot.waitSignal(
        session.queue.changed, timeout=20_000, check_params_cb=judged(list_order.IN_PROGRESS)
    ):
        session.actions.image.mark_labeled()
    with qtbot.waitSignal(
        session.queue.changed, timeout=20_000, check_params_cb=judged(list_order.LABELED)
    ):
        session.actions.image.mark_labeled(reason="clinical history")


def test_what_was_judged_is_there_when_the_project_opens_again(session, folder, qtbot):
    order, left = names(session), session.state.current.name
    session.projects.close()
    assert session.queue.need(1) is None
    with Project.open(folder) as project:
        assert project.needs.stale() == []
        assert len(project.needs.all()) == 10
    session.projects.open(folder)
    assert names(session) == order
    assert session.state.current.name == left, "a person goes on where they were"


def test_closing_while_images_are_judged_loses_nothing(folder, tmp_path, qtbot):
    session = Session(Preferences(tmp_path / "other"))
    session.queue._pause.setInterval(0)
    session.projects.open(folder)
    qtbot.waitUntil(lambda: bool(session.queue._needs), timeout=20_000)
    session.shutdown()
    with Project.open(folder) as project:
        assert 1 <= len(project.needs.all()) <= 10


def test_files_that_went_are_noticed_once_the_list_is_there(session, tmp_path, folder, qtbot):
    """Looking for 100,000 files keeps nobody waiting, and takes back nothing that is typed."""
    before = names(session)
    gone = next(one for one in session.state.library.images if one.name == "silent.png")
    (tmp_path / "pictures" / "silent.png").unlink()
    session.projects.open(folder)
    library = session.state.library
    assert not library.get(gone.id).missing
    library.update(replace(library.get(gone.id), sentence="Typed while it is looked for."))
    qtbot.waitUntil(lambda: library.get(gone.id).missing, timeout=10_000)
    assert library.get(gone.id).sentence == "Typed while it is looked for."
    assert names(session) == before  # no row moves by itself


def test_a_folder_that_went_is_told_some_rows_at_a_time(session, qtbot, monkeypatch):
    told = []
    session.queue._thread.found.connect(told.append)
    project, every = session.state.project, [one.id for one in session.state.library.images]
    monkeypatch.setattr(reviewing, "SOME", 4)
    monkeypatch.setattr(
        type(project.images), "refresh_missing", lambda _images: dict.fromkeys(every, True)
    )
    session.queue._thread.set_project(project)
    qtbot.waitUntil(lambda: sum(map(len, told)) == len(every), timeout=10_000)
    assert [len(some) for some in told] == [4, 4, 2]
    assert all(one.missing for one in session.state.library.images)
    told.clear()
    session.queue._thread.set_project(project)
    session.queue._thread.set_project(None)  # another project: these ids are not its own
    qtbot.wait(700)
    assert not told
