"""Trained models of a project and which one is in force; going back is one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import func, insert, select, update

from lvit_core.errors import LViTError
from lvit_core.inside import place_inside
from lvit_core.project import schema
from lvit_core.project.chain import GENERATION_FACTS, Act, Deed, generation_digest
from lvit_core.project.clock import now
from lvit_core.project.learnt import Learnt, Numbers, learnt_by
from lvit_core.project.paths import MODEL_FILES, stored_path
from lvit_core.project.records import Generation
from lvit_core.project.store import Store
from lvit_core.prompt.templates import load_template

CHOSEN_MEANWHILE = "offered only, because a person had chosen another model"


@dataclass(frozen=True)
class Standing:
    """The models of a project that a generation is held against, by name or folder.

    Attributes:
        in_force: The one that predicts.
        chosen: The one that a person put in force last; ``None`` where nobody ever did.
        best: Of those made since that choice the one that judged best; ``None`` without one.
    """

    in_force: str
    chosen: str | None = None
    best: str | None = None


class GenerationStore:
    """The part of a project that lists generations."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lists: dict[str, Numbers] = {}

    def all(self) -> list[Generation]:
        """Every generation, oldest first."""
        query = select(schema.generations).order_by(schema.generations.c.number)
        with self._store.read() as connection:
            return [
                Generation(
                    row.number, row.folder, row.parent, row.holdout_dice, bool(row.in_force),
                    row.created_at, row.note,
                )
                for row in connection.execute(query)
            ]  # fmt: skip

    def add(
        self,
        folder: str | Path,
        parent: str,
        holdout_dice: float | None,
        note: str = "",
        *,
        succeeds: str | None = None,
    ) -> Generation:
        """Records a trained model, and in the same transaction puts it in force if it may.

        A person's choice stands: a model that was judged against one that is no longer in force
        is recorded and nothing more. What is recorded already stays as it is.

        Args:
            folder: Where ``model.safetensors`` and ``config.toml`` lie, in the project's folder.
            parent: Name or number of the model it was trained from.
            holdout_dice: Dice on the hold-out images (0 to 1), ``None`` when there were none.
            note: Free text, for example why it was not put in force.
            succeeds: The model it was judged against and may take over from; ``None`` leaves the
                model in force where it is.

        Raises:
            LViTError: It lies outside of the project.
        """
        folder = Path(folder)
        stored = stored_path(folder, self._store.folder)
        if place_inside(self._store.folder, stored) is None:
            raise LViTError(
                "The model {name} lies outside of the project's folder.",
                "Copy its folder into {folder}.",
                name=folder.name,
                folder=self._store.folder / "models",
            )
        known = self.at(folder)
        if known is not None:
            return known
        columns = schema.generations.c
        own = self._template()
        with self._store.write() as connection:
            highest = connection.execute(select(func.max(columns.number))).scalar_one()
            current = connection.execute(
                select(columns.folder).where(columns.in_force == 1)
            ).scalar_one_or_none()
            in_force = succeeds is not None and same_model(succeeds, self._model(current, own))
            if in_force:
                connection.execute(update(schema.generations).values(in_force=0))
            elif succeeds is not None:
                note = f"{note}; {CHOSEN_MEANWHILE}".removeprefix("; ")
            generation = Generation(
                int(highest or 0) + 1, stored, parent, holdout_dice, in_force, now(), note
            )
            values = asdict(generation)
            connection.execute(insert(schema.generations).values(values))
            digest = generation_digest(*(values[name] for name in GENERATION_FACTS))
            told = {"in_force": in_force}
            deed = Deed(Act.GENERATION, row=generation.number, digest=digest, detail=told)
            self._store.note(connection, deed)
        return generation

    def at(self, folder: str | Path) -> Generation | None:
        """The generation whose model lies in ``folder``, if the store has it."""
        here = Path(folder).resolve()
        for known in self.all():
            if (self._store.folder / known.folder).resolve() == here:
                return known
        return None

    def put_in_force(self, number: int) -> None:
        """Makes one generation the model of the project; 0 goes back to the bundled model.

        Raises:
            LViTError: There is no such generation; what was in force stays so.
        """
        columns = schema.generations.c
        with self._store.write() as connection:
            connection.execute(update(schema.generations).values(in_force=0))
            self._store.note(connection, Deed(Act.IN_FORCE, row=number))
            if number == 0:
                return
            changed = connection.execute(
                update(schema.generations).where(columns.number == number).values(in_force=1)
            )
            if changed.rowcount == 0:
                raise LViTError(
                    "There is no generation {number}.",
                    "See `lvit info` for those there are.",
                    number=number,
                )

    def in_force(self, template: str | None = None) -> int:
        """Number of the generation that predicts images of a template; 0 for a bundled model.

        Args:
            template: The project's own when omitted; no generation serves another one.
        """
        if template is not None and template != self._template():
            return 0
        return next((item.number for item in self.all() if item.in_force), 0)

    def model_in_force(self, template: str | None = None) -> str:
        """What `--model` would take: the folder of the generation in force, or a bundled name.

        Args:
            template: Template of the image to predict; the project's own when omitted. A
                generation serves the project's template only, other images use the bundled model.
        """
        return self.model_of(self.in_force(template), template)

    def model_of(self, number: int, template: str | None = None) -> str:
        """What `--model` would take for a generation; 0 is the bundled model of a template.

        Raises:
            LViTError: There is no such generation, or its model lies outside of the project.
        """
        own = template or self._template()
        if number == 0:
            return self._model(None, own)
        for generation in self.all():
            if generation.number == number:
                return self._model(generation.folder, own)
        raise LViTError(
            "There is no generation {number}.",
            "See `lvit info` for those there are.",
            number=number,
        )

    def standing(self) -> Standing:
        """Which models a new generation is held against."""
        acts, kinds = schema.chain.c, (Act.IN_FORCE.value, Act.GENERATION.value)
        query = select(acts.act, acts.row).where(acts.act.in_(kinds)).order_by(acts.number)
        with self._store.read() as connection:
            told = connection.execute(query).all()
        choices = [place for place, row in enumerate(told) if row.act == Act.IN_FORCE]
        since = {row.row for row in told[choices[-1] + 1 if choices else 0 :]}
        judged = [
            (one.holdout_dice, one.number)
            for one in self.all()
            if one.number in since and one.holdout_dice is not None
        ]
        chosen = self._known_model(told[choices[-1]].row) if choices else None
        best = self._known_model(max(judged)[1]) if judged else None
        return Standing(self.model_in_force(), chosen, best)

    def learnt(self) -> Learnt:
        """What the generations have learnt from; reads their lists."""
        return learnt_by(self._store.folder, self.all(), self._lists)

    def _known_model(self, number: int) -> str | None:
        try:
            return self.model_of(number)
        except LViTError:  # removed since, or it lies elsewhere
            return None

    def began_with(self, number: int) -> str:
        """Name of the model that a generation goes back to, over all it was trained from.

        Empty for 0 and for a generation there is not.
        """
        known = self.all()
        found = next((item for item in known if item.number == number), None)
        if found is None:
            return ""
        while (before := trained_from(found, known)) is not None:
            found = before
        return found.parent

    def _model(self, folder: str | None, template: str) -> str:
        """The model in a stored folder, or the bundled one of a template."""
        if folder is None:
            return load_template(template).model
        home = self._store.folder
        place = place_inside(home, folder)
        if place is None or any(
            place_inside(home, f"{folder}/{one}") is None for one in MODEL_FILES
        ):
            raise LViTError(
                "The project names a model outside of its folder, which is not used.",
                "Choose another generation. Ask whoever gave you the project, or copy the model "
                "into its folder models yourself.",
            )
        return str(place.resolve())

    def _template(self) -> str:
        query = select(schema.settings.c.value).where(schema.settings.c.key == "template")
        with self._store.read() as connection:
            return str(connection.execute(query).scalar_one())


def trained_from(generation: Generation, known: Sequence[Generation]) -> Generation | None:
    """The generation that another one was trained from; ``None`` if it was none of the project.

    Every run names its folders anew, so the latest earlier one of the name is meant.
    """
    earlier = (
        item
        for item in reversed(known)
        if item.number < generation.number and Path(item.folder).name == generation.parent
    )
    return next(earlier, None)


def same_model(one: str, other: str) -> bool:
    """Whether two values of `--model` mean the same: the same name, or the same folder."""
    if Path(one).is_absolute() and Path(other).is_absolute():
        return Path(one).resolve() == Path(other).resolve()
    return one == other
