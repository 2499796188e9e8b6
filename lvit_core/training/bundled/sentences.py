"""Sentences for data that has none: drafted from lesion and lung masks by the grammar's rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from PIL import Image

from lvit_core.prompt.describe import describe
from lvit_core.prompt.template import Template
from lvit_core.training.bundled.sources import Example


def with_drafted_sentences(examples: Iterable[Example], template: Template) -> list[Example]:
    """The examples with the sentence that their full-size masks amount to (viewer's sides)."""
    result = []
    for example in examples:
        if example.mask is None:
            result.append(example)
            continue
        with Image.open(example.mask) as file:
            mask = np.asarray(file.convert("L")) > 0
        lungs = None
        if example.lungs is not None:
            with Image.open(example.lungs) as file:
                lungs = np.asarray(file.convert("L")) > 0
        sentence = describe(mask, template, lungs).sentence.text
        result.append(replace(example, sentence=sentence))
    return result
