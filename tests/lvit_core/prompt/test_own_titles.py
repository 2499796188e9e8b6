"""Names of ours are messages wherever a template comes from; names that people gave are not."""

from __future__ import annotations

from dataclasses import replace

from lvit_core.prompt.own_titles import own_titles
from lvit_core.prompt.template_text import template_of, template_text
from lvit_core.prompt.templates import load_template
from lvit_core.wording import Message


def titles(template) -> list[str]:
    layers = template.layers
    classes = [one.title for layer in layers for one in layer.classes]
    return [template.title, *(layer.title for layer in layers), *classes]


def test_all_titles_of_built_in_templates_are_messages():
    for name in ("chest-xray", "nuclei", "fluorescence"):
        told = titles(load_template(name))
        assert all(isinstance(title, Message) for title in told) and set(told) <= own_titles()


def test_a_copy_keeps_them_but_for_what_a_person_named():
    ours = load_template("chest-xray")
    lesion, lungs = ours.layers
    first, *others = lesion.classes
    changed = replace(lesion, classes=(replace(first, title="Lung"), *others))
    copy = template_of(template_text(replace(ours, layers=(changed, lungs))), "copy.toml")
    read = {title: isinstance(title, Message) for title in titles(copy)}
    assert not isinstance(copy.layers[0].classes[0].title, Message), "as it was typed"
    assert read["Lesions"] and read["Consolidation"]
    assert template_text(copy).count('"Lesions"') == 1, "stored as ever"


def test_a_template_of_a_person_is_shown_as_typed():
    own = replace(load_template("nuclei"), name="my-nuclei", default=False)
    read = template_of(template_text(own), "my-nuclei.toml")
    assert not any(isinstance(title, Message) for title in titles(read))
