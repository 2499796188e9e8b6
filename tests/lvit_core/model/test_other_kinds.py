"""No proposal of an image of another kind, unless a person insists."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from lvit_core.geometry import Rect
from lvit_core.imaging.other_kind import OtherKindError
from lvit_core.imaging.phantom import chest_phantom
from lvit_core.imaging.pyramid import open_source
from lvit_core.imaging.window import model_rgb
from lvit_core.model.choice import ModelChoice
from lvit_core.model.questions import question
from lvit_core.project.other_kinds import OtherKinds
from lvit_core.project.project import Project, ProjectSettings
from lvit_core.prompt.templates import load_template

MODEL = ModelChoice("folder", "chest")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kinds")
    chest = model_rgb(chest_phantom(2, 128).image)[..., 0]
    Image.fromarray(chest).save(folder / "chest.png")
    Image.fromarray(np.ascontiguousarray(chest[::-1])).save(folder / "other.png")
    with Project.create(folder / "project", ProjectSettings("p", "chest-xray")) as project:
        project.images.add([folder / "chest.png", folder / "other.png"])
        yield project


@pytest.mark.parametrize("sentence", ["", "upper left lung"])
def test_a_proposal_is_refused_until_a_person_insists(project, sentence):
    template = load_template("chest-xray")
    records = {record.name: record for record in project.images.all()}

    def ask(name, *, for_proposal):
        record = records[name]
        source = open_source(project.images.path(record.id))
        whole = Rect(0, 0, source.height, source.width)
        return question(
            project, record, source, template, sentence,
            shown=whole, model=lambda: MODEL, for_proposal=for_proposal,
        ).model()  # fmt: skip

    assert ask("chest.png", for_proposal=True) == MODEL
    assert ask("other.png", for_proposal=False) == MODEL  # it becomes no proposal
    project.other_kinds = OtherKinds()  # nobody insisted yet
    with pytest.raises(OtherKindError, match=r"other\.png: .*not look like a chest") as told:
        ask("other.png", for_proposal=True)
    assert told.value.about == records["other.png"].id and told.value.offer is not None
    project.other_kinds.insist(records["other.png"].id)
    assert ask("other.png", for_proposal=True) == replace(MODEL, insisted=True)
    project.other_kinds.insist(records["chest.png"].id)
    assert ask("chest.png", for_proposal=True) == MODEL, "it is of the kind, whoever insists"
