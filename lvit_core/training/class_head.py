"""Which classes a network tells apart, and a head for them that keeps what it knows by name.

Planes have no meaning but their names. A model may know other classes than a project, in another
order, so nothing here goes by place: what has the same name keeps its weights, what is new begins
anew, and what the project does not have is left out and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import torch

from lvit_core.model.checkpoint import LoadedModel, build_model
from lvit_core.model.config import Head
from lvit_core.training.config import TrainingConfig
from lvit_core.training.network import TrainableModel
from lvit_core.wording import said

FEWEST = 2


def taught_names(
    known: Sequence[str], labeled: Iterable[str], of_project: Sequence[str]
) -> tuple[str, ...]:
    """What a head is to tell apart, in the project's order; () where it has nothing to tell.

    Args:
        known: What the model's head tells apart, in the project's words; () without one.
        labeled: Classes of the objects that people labeled.
        of_project: The project's classes, in its order.
    """
    wanted = {name.casefold() for name in (*known, *labeled)}
    names = tuple(name for name in of_project if name.casefold() in wanted)
    return names if len(names) >= FEWEST else ()


def renamed(names: Sequence[str], mapping: Mapping[str, str]) -> tuple[str, ...]:
    """The names of a model's planes in a project's words; "" for those it has no word for."""
    words = {own.casefold(): other for own, other in mapping.items()}
    return tuple(words.get(name.casefold(), name) for name in names)


def with_class_head(
    model: TrainableModel, names: Sequence[str], seed: int, mapping: Mapping[str, str] | None = None
) -> TrainableModel:
    """The model with a head for these classes; the same one where it has it already.

    Args:
        model: May have a head for other classes, or none.
        names: At least two.
        seed: Of the weights of classes that are new.
        mapping: The project's words for names of the model; what is not in it keeps its name.
    """
    shape, old = model.config.network, renamed(model.config.class_names, mapping or {})
    if shape.knows_classes and old == tuple(names):
        if old == model.config.class_names:
            return model
        model.config = replace(model.config, class_names=old)
        return model
    heads: tuple[Head, ...] = (*(head for head in shape.heads if head != "classes"), "classes")
    wanted = replace(shape, heads=heads, object_classes=len(names))
    config = replace(model.config, network=wanted, class_names=tuple(names))
    torch.manual_seed(seed)
    grown = build_model(config)
    state = model.network.state_dict()
    kept = {key: state.pop(key) for key in [key for key in state if key.startswith("kinds.")]}
    grown.network.load_state_dict(state, strict=False)
    places = {name.casefold(): place for place, name in enumerate(old)} if kept else {}
    with torch.no_grad():
        for place, name in enumerate(names):
            if (before := places.get(name.casefold())) is not None:
                for key, parameter in grown.network.named_parameters():
                    if key in kept:
                        parameter[place] = kept[key][before]
    return TrainableModel(LoadedModel(grown.network, model.loaded().encoder, config))


def taught(
    model: TrainableModel,
    config: TrainingConfig,
    labeled: Iterable[str],
    of_project: Sequence[str],
    mapping: Mapping[str, str] | None = None,
) -> tuple[TrainableModel, TrainingConfig, list[str]]:
    """Model and settings that learn the classes of a project, and what is to be told.

    A run that goes on learns the classes that it began with: those its settings name.

    Args:
        model: What the run begins with.
        config: Its settings.
        labeled: Classes of the objects that people labeled.
        of_project: The project's classes, in its order.
        mapping: See ``with_class_head``.
    """
    known = renamed(model.config.class_names, mapping or {}) if _has_head(model) else ()
    names = config.class_names or taught_names(known, labeled, of_project)
    notes = []
    if names:
        model = with_class_head(model, names, config.seed, mapping)
        lost = [name for name in known if name.casefold() not in {n.casefold() for n in names}]
        if lost:
            notes.append(
                said(
                    "The model tells apart what is no class of this project: {names}."
                    " It forgets that.",
                    names=", ".join(lost),
                )
            )
    shape = model.config.network
    own = model.config.class_names if shape.knows_classes else ()
    return model, replace(config, heads=shape.heads, class_names=own), notes


def _has_head(model: TrainableModel) -> bool:
    return model.config.network.knows_classes
