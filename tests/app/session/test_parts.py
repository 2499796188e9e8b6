"""Every part stands without the session: it is built from what it says it needs, and works."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QObject

from app.jobs.prediction import Asked
from app.session import plugin_check
from app.session.acceptance_guard import AcceptanceGuard
from app.session.acceptances import Acceptances
from app.session.agreement import MaskAgreement
from app.session.background_edits import BackgroundEdits
from app.session.care import ProjectCare
from app.session.convention import ConventionChange
from app.session.difference_view import Compared, DifferenceView
from app.session.display import Display
from app.session.document import workspace_of
from app.session.exchanging import ExchangeWork
from app.session.fine_tuning import FineTuning
from app.session.generations import GenerationIntake
from app.session.growing import GrowingAnswer
from app.session.images import ImageWork
from app.session.inquiry import Inquiry
from app.session.last_step import StepElsewhere
from app.session.masks import MaskWork
from app.session.model_facts import Models
from app.session.notices import Notices
from app.session.opening import ImageOpening
from app.session.palette import Palette
from app.session.person import ASKED, ask_for_name, person_name
from app.session.phrasebook import Phrasebook
from app.session.pixel_size import PixelSize
from app.session.preferences import Preferences
from app.session.projects import ProjectWork
from app.session.proposal_objects import ProposalObjects
from app.session.proposals import Proposals
from app.session.questions import question_about
from app.session.queue import ReviewQueue
from app.session.remarks import AnswerRemarks
from app.session.sentence import SentenceComposer
from app.session.services import Services, start_services
from app.session.state import State
from app.session.text_effect import TextEffect
from app.session.wholeness import ObjectWholeness
from lvit_core.annotation.edits import shaping
from lvit_core.annotation.edits.areas import add_area
from lvit_core.annotation.objects import Provenance
from lvit_core.annotation.regions import Region
from lvit_core.annotation.wholeness import Wholeness
from lvit_core.config import load_toml, save_toml
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.model.catalogue import find_model
from lvit_core.model.choice import ModelChoice
from lvit_core.model.config import ModelConfig
from lvit_core.model.prediction_job import PredictionJob, PredictionResult
from lvit_core.preferences import PERSON_KEY
from lvit_core.project.paths import CONFIG_NAME, WEIGHTS_NAME
from lvit_core.project.records import ImageState, Proposal
from lvit_core.prompt.templates import load_template
from tests.app.answers import made_by

SHAPE = (600, 520)
TRUE = "Unilateral pulmonary infection, one infected area, upper left lung."


@dataclass
class Desk:
    """What every part stands on, and the three that put something there."""

    state: State
    services: Services
    queue: ReviewQueue
    opening: ImageOpening
    projects: ProjectWork

    def job(self) -> PredictionJob:
        """A question about the image shown."""
        return question_about(
            self.state.require_project(),
            self.state.require_document(),
            lambda: ModelChoice("m", "m"),
            for_proposal=True,
        )

    def answer(self, job: PredictionJob, **facts: object) -> None:
        """The predictor's answer: a square at the upper left."""
        values = np.zeros(job.size, np.uint8)
        values[60:160, 60:160] = 255
        model = facts.pop("model", ModelChoice("m", "m"))
        result = PredictionResult(job, model, values, made_by(job, "m"), True, 0.1, **facts)
        self.services.predictor.finished.emit(result)

    def propose(self) -> Proposal:
        """Puts the same square on the document."""
        values = np.zeros(SHAPE, np.uint8)
        values[60:160, 60:160] = 255
        document = self.state.require_document()
        proposal = Proposal(
            document.record.id, "lesion", ("infection",), values[None], 0.5, document.sentence, "m"
        )
        document.set_proposal(proposal)
        return proposal

    @property
    def said(self) -> list[str]:
        return [notice.message for notice in self.services.notices.history]


@pytest.fixture
def bare(qtbot, tmp_path: Path) -> Iterator[Desk]:
    """Nothing is open."""
    owner = QObject()
    state, services = State(owner), start_services(owner, Preferences(tmp_path / "preferences"))
    services.preferences.set("images.order", "name")
    queue = ReviewQueue(state, services.storage, services.preferences)
    opening = ImageOpening(state, services)
    desk = Desk(state, services, queue, opening, ProjectWork(state, services, opening, queue))
    yield desk
    services.tasks.close()
    services.predictor.close()
    desk.projects.close()
    for part in (services.thumbnails, queue, services.loader):
        part.close()
    assert services.storage.wait_idle(20)
    services.preferences.settle()


@pytest.fixture
def desk(bare: Desk, project_folder: Path, qtbot) -> Desk:
    """A project whose first image is shown."""
    with qtbot.waitSignal(bare.state.document_ready):
        bare.projects.open(project_folder)
    return bare


@pytest.fixture
def edits(desk: Desk) -> BackgroundEdits:
    made = BackgroundEdits(desk.state, desk.services.tasks, desk.services.notices)
    made.patience_s = 10.0
    return made


@pytest.fixture
def accepted(desk: Desk, edits: BackgroundEdits) -> Acceptances:
    return Acceptances(desk.state, desk.services, desk.opening, edits)


@pytest.fixture
def proposals(desk: Desk, edits: BackgroundEdits, accepted: Acceptances) -> Iterator[Proposals]:
    made = Proposals(desk.state, desk.services, edits, accepted)
    yield made
    made.close()


@pytest.fixture
def agreement(desk: Desk) -> Iterator[MaskAgreement]:
    made = MaskAgreement(desk.state, desk.services.notices)
    yield made
    made.close()


@pytest.fixture
def guard(desk: Desk, proposals: Proposals, accepted: Acceptances) -> AcceptanceGuard:
    return AcceptanceGuard(desk.state, desk.services.notices, proposals, accepted)


# What is open -----------------------------------------------------------------------------------


def test_the_state_asks_for_what_is_missing(bare: Desk) -> None:
    with pytest.raises(LViTError, match="No project"):
        bare.state.require_project()
    with pytest.raises(LViTError, match="No image"):
        bare.state.require_document()


def test_projects_open_and_close(desk: Desk) -> None:
    assert desk.state.project is not None and desk.state.current is not None
    gone: list[bool] = []
    desk.state.project_closed.connect(lambda: gone.append(desk.state.project is None))
    desk.projects.close()
    assert gone == [True] and desk.state.library.images == []


def test_who_began_something_is_told_in_order_before_an_image_is_left(desk: Desk) -> None:
    told: list[tuple[str, bool]] = []
    for name in ("gesture", "guard", "edits"):
        desk.opening.before_leaving.append(
            lambda name=name: told.append((name, desk.state.document is not None))
        )
    desk.opening.leave()
    assert told == [("gesture", True), ("guard", True), ("edits", True)]
    assert desk.state.document is None and desk.state.current is None


def test_a_changed_record_is_current_before_it_is_announced(desk: Desk) -> None:
    seen: list[ImageState] = []
    desk.state.image_changed.connect(lambda _id: seen.append(desk.state.current.state))
    desk.state.require_document().set_state(ImageState.LABELED)
    assert seen == [ImageState.LABELED]


def test_the_queue_sorts_the_list(desk: Desk) -> None:
    desk.queue.choose("need")
    assert desk.queue.order == "need" and len(desk.state.library.images) == 3


def test_images_are_taken_out(desk: Desk, qtbot) -> None:
    current = desk.state.current.id
    ImageWork(desk.state, desk.services, desk.opening).remove([current])
    assert desk.state.current is None
    qtbot.waitUntil(lambda: desk.state.library.get(current) is None)


# Editing ----------------------------------------------------------------------------------------


def test_masks_are_edited_in_the_background(desk: Desk, edits: BackgroundEdits) -> None:
    masks = MaskWork(desk.state, desk.services, edits)
    ring = np.ones((40, 40), bool)
    ring[10:30, 10:30] = False
    document = desk.state.require_document()
    document.commit(add_area(masks.workspace(), Region(Rect(50, 50, 90, 90), ring)))
    masks.shape(shaping.fill_holes)
    assert document.planes["lesion"].value_at(70, 70) == 1


def test_a_tool_draws(desk: Desk, edits: BackgroundEdits, guard: AcceptanceGuard) -> None:
    palette = Palette(desk.state, MaskWork(desk.state, desk.services, edits), guard, edits)
    palette.tool.press((100.0, 100.0))
    palette.tool.release((100.0, 100.0))
    assert desk.state.require_document().planes["lesion"].value_at(100, 100) == 1
    taken: list[str] = []
    palette.tool_changed.connect(taken.append)
    palette.choose("eraser")
    assert taken == ["eraser"]


# Predicting -------------------------------------------------------------------------------------


def test_an_answer_becomes_a_proposal_and_the_mask(desk: Desk, proposals: Proposals, qtbot) -> None:
    desk.answer(desk.job())
    document = desk.state.require_document()
    assert document.proposal is not None
    proposals.accept()
    qtbot.waitUntil(lambda: document.proposal is None)
    assert document.planes["lesion"].value_at(100, 100) == 1
    accepted = next(iter(document.objects["lesion"])).provenance
    assert desk.services.storage.wait_idle(10)
    origins = desk.state.require_project().answers.origins()
    assert origins[accepted.answer].model == accepted.generation == "m"


def test_the_objects_of_a_proposal_are_found(desk: Desk, qtbot) -> None:
    objects = ProposalObjects(desk.state, desk.services)
    document = desk.state.require_document()
    desk.propose()
    objects.find(document)
    qtbot.waitUntil(lambda: document.proposal.objects is not None)
    assert document.proposal.objects.max() == 1
    storage = desk.services.storage
    document.journal.replace_proposal(None, document.proposal)
    assert storage.wait_idle(10)
    kept = desk.state.require_project().proposals.load(document.record.id)
    np.testing.assert_array_equal(kept.objects, document.proposal.objects)
    objects.close()


def test_an_answer_grows(desk: Desk) -> None:
    growing, job = GrowingAnswer(desk.state, desk.services.predictor), desk.job()
    desk.services.predictor._asked = Asked(1, job)
    part = np.full((300, 520), 200, np.uint8)
    desk.services.predictor.tile_ready.emit(job, Rect(0, 0, 300, 520), part, 0.5)
    assert (desk.state.require_document().growing.probability[0, :300] == 200).all()
    growing.forget()
    assert desk.state.require_document().growing is None


def test_an_odd_answer_is_remarked_on(desk: Desk) -> None:
    models = Models(desk.state, desk.services.notices)
    remarks = AnswerRemarks(desk.state, desk.services, models)
    desk.answer(desk.job(), doubt="This is no chest.")
    assert "This is no chest." in desk.said
    assert remarks.parent() is desk.state


@pytest.mark.parametrize("silent", [(), ("sentence",)])
def test_nobody_is_told_to_write_words_that_do_nothing(desk: Desk, silent) -> None:
    models = Models(desk.state, desk.services.notices)
    models.in_force = SimpleNamespace(silent=silent)
    _kept = AnswerRemarks(desk.state, desk.services, models)
    desk.answer(replace(desk.job(), sentence=None))
    told = any("no sentence" in words for words in desk.said)
    assert told == (not silent)


def test_an_inquiry_collects_answers(desk: Desk, monkeypatch) -> None:
    asked: list[PredictionJob] = []
    monkeypatch.setattr(desk.services.predictor, "request", asked.append)
    inquiry = Inquiry(desk.state, desk.services.predictor, desk.state)
    answers: list[list[PredictionResult]] = []
    inquiry.answered.connect(answers.append)
    inquiry.put([desk.job, desk.job])
    desk.answer(asked[0])
    desk.answer(asked[1])
    assert [result.job for result in answers[0]] == asked and not inquiry.open


def test_two_sides_are_compared(desk: Desk) -> None:
    display = Display(desk.state)
    differences = DifferenceView(desk.state, desk.services, display)
    differences.show(Compared("one", desk.propose()), Compared("other", None))
    assert differences.active and display.difference
    display.show_difference(False)
    assert not differences.active


def test_what_the_text_did_is_asked(desk: Desk, monkeypatch) -> None:
    asked: list[PredictionJob] = []
    monkeypatch.setattr(desk.services.predictor, "request", asked.append)
    differences = DifferenceView(desk.state, desk.services, Display(desk.state))
    effect = TextEffect(desk.state, desk.services.predictor, differences)
    with pytest.raises(LViTError, match="no sentence"):
        effect.ask()
    desk.state.require_document().set_sentence(TRUE)
    effect.ask()
    while effect.asking:
        desk.answer(asked[-1])
    assert [answer.variant for answer in effect.reading.answers] == ["with", "without", "swapped"]


def test_the_model_in_force_is_known(desk: Desk, qtbot) -> None:
    models = Models(desk.state, desk.services.notices)
    with qtbot.waitSignal(models.changed):
        models.refresh()
    assert models.in_force.name == "chest" and models.in_force.tokens > 0
    desk.projects.close()
    assert models.in_force is None


def test_a_generation_keeps_the_name_of_the_model_it_goes_back_to(desk, tmp_path, qtbot) -> None:
    """The window said "gen-0001 · generation 2" of a generation trained from another."""
    generations = desk.state.require_project().generations
    bundled = find_model("chest")
    for number, parent in ((1, "chest"), (2, "gen-0001")):
        folder = desk.state.project.folder / f"gen-{number:04d}"
        folder.mkdir()
        config = replace(load_toml(bundled / CONFIG_NAME, ModelConfig), ancestor=parent)
        save_toml(folder / CONFIG_NAME, replace(config, name=folder.name))
        (folder / WEIGHTS_NAME).touch()
        generations.add(folder, parent, 0.7)
    generations.put_in_force(2)
    models = Models(desk.state, desk.services.notices)
    with qtbot.waitSignal(models.changed):
        models.refresh()
    assert models.in_force.short.startswith("chest · generation 2 ·")


def test_training_needs_something_to_learn_from(desk: Desk, proposals: Proposals) -> None:
    tuning = FineTuning(desk.state, desk.services, desk.opening, proposals)
    with pytest.raises(LViTError, match="nothing to learn"):
        tuning.start()
    assert not tuning.can_resume()


def test_what_a_run_finished_without_a_window_is_looked_for(
    desk: Desk, proposals: Proposals, tmp_path: Path
) -> None:
    state, services = desk.state, desk.services
    intake = GenerationIntake(state, services, desk.opening, proposals)
    intake.take_missed(tmp_path / "run-0001")
    assert services.storage.wait_idle(10) and state.require_project().generations.all() == []


# The sentence -----------------------------------------------------------------------------------


def test_the_sentence_is_read_and_compared(
    desk: Desk, agreement: MaskAgreement, proposals: Proposals, qtbot
) -> None:
    state, services = desk.state, desk.services
    composer = SentenceComposer(
        state,
        services,
        proposals,
        agreement,
        Phrasebook(state, services.preferences),
        Models(state, services.notices),
    )
    with qtbot.waitSignal(state.document_ready):
        desk.opening.select(state.library.images[1].id)
    composer.type(TRUE)
    assert composer.sentence.finding.zones["left"] == ("upper",)
    qtbot.waitUntil(lambda: agreement.description is not None)
    assert agreement.nothing_drawn
    composer.close()


def test_a_favourite_is_kept(bare: Desk) -> None:
    book = Phrasebook(bare.state, bare.services.preferences)
    chest = load_template("chest-xray")
    assert book.toggle_favourite(chest, TRUE)
    assert Phrasebook(bare.state, bare.services.preferences).favourites(chest) == [TRUE]
    assert not book.toggle_favourite(chest, TRUE)
    assert book.favourites(chest) == []


def test_prediction_follows_typing(
    desk: Desk, agreement: MaskAgreement, proposals: Proposals, monkeypatch, qtbot
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(proposals, "predict", lambda: asked.append(True))
    state, services = desk.state, desk.services
    services.preferences.set("prediction.delay_ms", 100)
    composer = SentenceComposer(
        state,
        services,
        proposals,
        agreement,
        Phrasebook(state, services.preferences),
        Models(state, services.notices),
    )
    composer.type(TRUE)
    assert composer.waiting and not asked
    qtbot.waitUntil(lambda: asked == [True])
    composer.close()


def test_the_guard_marks_what_nothing_contradicts(desk: Desk, guard: AcceptanceGuard) -> None:
    guard.toggle_labeled()
    assert desk.state.require_document().record.state == ImageState.LABELED
    guard.toggle_labeled()
    assert desk.state.require_document().record.state == ImageState.IN_PROGRESS


def test_a_change_that_is_not_stored_is_named(bare: Desk, qtbot) -> None:
    bare.services.notices.follow(bare.services.storage)

    def refuse() -> None:
        raise LViTError("This image is no longer in the project.")

    bare.services.storage.submit("Paint", refuse)
    qtbot.waitUntil(lambda: bool(bare.said))
    assert "Paint was not stored" in bare.said[0]


# Training ---------------------------------------------------------------------------------------


def test_training_counts_what_it_would_learn_from(desk: Desk, proposals: Proposals) -> None:
    tuning = FineTuning(desk.state, desk.services, desk.opening, proposals)
    project = desk.state.require_project()
    for record in project.images.all():
        project.images.set_split(record.id, "train")
        desk.state.library.update(project.images.get(record.id))
    counts = tuning.counts()
    assert counts is not None
    assert (counts.labeled, counts.unlabeled, counts.with_sentence) == (0, 3, 0)
    assert tuning.counts() is counts, "four parts of the window ask when a project is opened"
    record = desk.state.library.images[0]
    desk.state.library.update(replace(record, sentence=TRUE))
    again = tuning.counts()
    assert again is not None and again.with_sentence == 1
    with pytest.raises(LViTError, match="nothing to learn from"):
        tuning.start()
    assert not tuning.can_resume()


def test_the_model_a_person_chooses_is_in_force(desk: Desk, proposals: Proposals, qtbot) -> None:
    tuning = FineTuning(desk.state, desk.services, desk.opening, proposals)
    project = desk.state.require_project()
    original = project.generations.model_in_force()
    project.generations.add(project.folder / "models" / "a", original, 0.7, succeeds=original)
    with qtbot.waitSignal(tuning.changed):
        tuning.put_in_force(0)
    assert tuning.newest is not None
    assert (tuning.newest.number, tuning.in_force, project.generations.model_in_force()) == (
        1,
        0,
        original,
    )


# The project as a whole -------------------------------------------------------------------------


def test_left_and_right_change_places(desk: Desk, qtbot) -> None:
    change = ConventionChange(desk.state, desk.services, desk.projects)
    with qtbot.waitSignal(desk.state.document_ready):
        change.apply("patient")
    assert desk.state.require_project().settings.laterality == "patient"


def test_the_size_of_pixels_is_asked_for(desk: Desk) -> None:
    asked: list[float | None] = []
    size = PixelSize(desk.state, desk.services, desk.projects)
    size.asked.connect(lambda: asked.append(size.assumed_um))
    desk.answer(desk.job(), model=ModelChoice("m", "m", by_area=True, scale_um=0.25))
    assert asked == [0.25] and not size.matters, "a radiograph is seen whole"


def test_labels_are_exported(desk: Desk, tmp_path: Path, qtbot) -> None:
    exchange = ExchangeWork(desk.state, desk.services, desk.projects, desk.opening)
    desk.state.require_document().set_state(ImageState.LABELED)
    exchange.export("jsonl", tmp_path / "out", {})
    qtbot.waitUntil(lambda: "Exported to out." in desk.said, timeout=20_000)
    assert any((tmp_path / "out").iterdir())


def test_a_name_is_asked_for_once_and_in_passing(desk: Desk) -> None:
    services, told = desk.services, []
    services.notices.posted.connect(told.append)
    ask_for_name(services.preferences, services.notices)
    ask_for_name(services.preferences, services.notices)
    assert [(n.level, n.offer.sheet) for n in told] == [("info", "preferences")]
    services.preferences.remember(ASKED, False)
    services.preferences.set(PERSON_KEY, "Ann")
    ask_for_name(services.preferences, services.notices)
    assert len(told) == 1 and person_name(services.preferences) == "Ann"
    assert desk.state.require_project().person == "Ann", "what is drawn from now on is Ann's"


def test_the_first_accepted_proposal_asks_for_a_name(
    desk: Desk, proposals: Proposals, qtbot
) -> None:
    document = desk.state.require_document()
    for _ in range(2):
        desk.answer(desk.job())
        proposals.accept()
        qtbot.waitUntil(lambda: document.proposal is None)
    offers = [n for n in desk.services.notices.history if n.offer is not None]
    assert len(offers) == 1


def test_objects_in_pieces_are_found_after_a_step_and_forgotten_with_the_layer(
    desk: Desk, qtbot
) -> None:
    document, whole = desk.state.require_document(), ObjectWholeness(desk.state, Notices())
    workspace = workspace_of(document, Provenance("person"))
    mask = np.zeros((40, 60), bool)
    mask[2:20, 2:20] = mask[25:30, 40:50] = True
    document.commit(add_area(workspace, Region(Rect(0, 0, 40, 60), mask)))
    (record,) = document.objects["lesion"]
    qtbot.waitUntil(lambda: whole.found == {record.id: Wholeness(pieces=2)})
    document.set_layer("lungs")
    assert whole.found == {}
    document.set_layer("lesion")
    qtbot.waitUntil(lambda: bool(whole.found))
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not whole.found)


# Beside the work --------------------------------------------------------------------------------


def test_undo_goes_to_the_image_of_the_last_step(desk: Desk, qtbot) -> None:
    elsewhere = StepElsewhere(desk.state, desk.services, desk.opening)
    first, second = (record.id for record in desk.state.library.images[1:3])
    with qtbot.waitSignal(desk.state.document_ready):
        desk.opening.select(first)
    document = desk.state.require_document()
    square = Region(Rect(50, 50, 90, 90), np.ones((40, 40), bool))
    document.commit(add_area(workspace_of(document, Provenance("person")), square))
    assert not elsewhere.there
    with qtbot.waitSignal(desk.state.document_ready):
        desk.opening.select(second)
    assert elsewhere.there
    with qtbot.waitSignal(desk.state.document_ready):
        elsewhere.show()
    assert desk.state.current.id == first and not elsewhere.there
    assert any("The last step was made here" in said for said in desk.said)


def test_care_tells_backups_and_history(desk: Desk, qtbot) -> None:
    care = ProjectCare(desk.state, desk.services, desk.projects)
    with qtbot.waitSignal(care.backups_listed) as backups:
        care.list_backups()
    assert backups.args == [[]]
    desk.state.require_document().set_state(ImageState.LABELED)
    with qtbot.waitSignal(care.history_read) as history:
        care.read_history()
    assert len(history.args[0]) == 1


def test_plug_ins_that_cannot_be_used_are_told(bare: Desk, monkeypatch, qtbot) -> None:
    problem = LViTError("The stamp lacks a key.")
    monkeypatch.setattr(plugin_check, "installed", lambda: ("stamp",))
    monkeypatch.setattr(plugin_check, "_problems", lambda: [problem])
    plugin_check.check_plugins(bare.services.tasks, bare.services.notices)
    qtbot.waitUntil(lambda: "The stamp lacks a key." in bare.said)
