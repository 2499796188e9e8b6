"""A run leaves images of another kind out, and says which."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from lvit_core.data.project_samples import read_project_samples
from lvit_core.imaging.phantom import chest_phantom
from lvit_core.imaging.window import model_rgb
from lvit_core.project.project import Project, ProjectSettings
from lvit_core.training.same_kind import SameKind


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Three chests, and one that is upside down: like no chest."""
    tmp_path = tmp_path_factory.mktemp("kinds")
    for number in range(4):
        chest = model_rgb(chest_phantom(number, 128).image)[..., 0]
        pixels = np.ascontiguousarray(chest[::-1]) if number == 1 else chest
        Image.fromarray(pixels).save(tmp_path / f"{number}.png")
    with Project.create(tmp_path / "p", ProjectSettings("p", "chest-xray")) as made:
        made.images.add([tmp_path / f"{number}.png" for number in range(4)])
        yield made


def test_images_of_another_kind_neither_teach_nor_get_proposals(project):
    found = read_project_samples(project, "chest-xray", "lesion")
    samples = [*found.train, *found.shown_only]
    kind = SameKind(project, "chest-xray")
    names = {str(record.id): record.name for record in project.images.all()}
    kept = kind.first(samples, 9)
    assert sorted(names[one.key] for one in kept) == ["0.png", "2.png", "3.png"]
    (told,) = kind.news()
    assert "1.png" in told and "not look like a chest" in told and "no proposal" in told
    assert kind.first(samples, 9) == kept and kind.news() == []  # told once
    assert len(kind.first(samples, 2)) == 2


def test_an_image_that_is_no_longer_there_costs_itself_and_is_named(project):
    found = read_project_samples(project, "chest-xray", "lesion")
    samples = [*found.train, *found.shown_only]
    kind, gone = SameKind(project, "chest-xray"), replace(samples[0], key="99")
    assert kind.first([gone], 9) == []
    assert kind.news() == [
        "Image 99 is no longer in the project. It teaches nothing and gets no proposal."
    ]


def test_of_other_templates_nothing_is_left_out_and_no_picture_is_read(project):
    found = read_project_samples(project, "chest-xray", "lesion")
    kind, samples = SameKind(project, "nuclei"), [*found.train, *found.shown_only]
    assert kind.first(samples, 9) == samples and kind.news() == []
