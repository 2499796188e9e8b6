"""Trained models of a project and which one is in force; going back is one call."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, insert, select, update

from lvit_core.errors import LViTError
from lvit_core.project import schema
from lvit_core.project.clock import now
from lvit_core.project.paths import stored_path
from lvit_core.project.records import Generation
from lvit_core.project.store import Store
from lvit_core.prompt.template import load_template


class GenerationStore:
    """The part of a project that lists generations."""

    _store: Store

    def generations(self) -> list[Generation]:
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

    def add_generation(
        self, folder: Path, parent: str, holdout_dice: float | None, note: str = ""
    ) -> Generation:
        """Records a trained model; it is not in force until `put_in_force`.

        Args:
            folder: Where ``model.safetensors`` and ``config.toml`` lie.
            parent: Name or number of the model it was trained from.
            holdout_dice: Dice on the hold-out images (0 to 1), ``None`` when there were none.
            note: Free text, for example why it was not put in force.
        """
        columns = schema.generations.c
        with self._store.write() as connection:
            highest = connection.execute(select(func.max(columns.number))).scalar_one()
            generation = Generation(
                int(highest or 0) + 1,
                stored_path(folder, self._store.folder),
                parent,
                holdout_dice,
                False,
                now(),
                note,
            )
            connection.execute(
                insert(schema.generations).values(
                    number=generation.number,
                    folder=generation.folder,
                    parent=parent,
                    holdout_dice=holdout_dice,
                    in_force=0,
                    created_at=generation.created_at,
                    note=note,
                )
            )
        return generation

    def put_in_force(self, number: int) -> None:
        """Makes one generation the model of the project; 0 goes back to the bundled model."""
        columns = schema.generations.c
        with self._store.write() as connection:
            connection.execute(update(schema.generations).values(in_force=0))
            if number == 0:
                return
            changed = connection.execute(
                update(schema.generations).where(columns.number == number).values(in_force=1)
            )
            if changed.rowcount == 0:
                raise LViTError(
                    f"There is no generation {number}.", "See `lvit info` for those there are."
                )

    def model_in_force(self, template: str | None = None) -> str:
        """What `--model` would take: the folder of the generation in force, or a bundled name.

        Args:
            template: Template of the image to predict; the project's own when omitted. A
                generation serves the project's template only, other images use the bundled model.
        """
        own = self._template()
        if template is None or template == own:
            for generation in self.generations():
                if generation.in_force:
                    return str((self._store.folder / generation.folder).resolve())

        return load_template(template or own).model

    def _template(self) -> str:
        query = select(schema.settings.c.value).where(schema.settings.c.key == "template")
        with self._store.read() as connection:
            return str(connection.execute(query).scalar_one())
