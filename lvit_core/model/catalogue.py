"""Which models there are, without torch: the window and ``lvit models list`` ask this often.

A model is a folder with ``model.safetensors``, ``config.toml`` and ``card.md``. Bundled ones lie
beside the program, imported ones in the user's data folder, generations inside a project.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lvit_core.config import MOST_BYTES, load_toml
from lvit_core.errors import LViTError
from lvit_core.files import read_small_text
from lvit_core.model.config import ModelConfig
from lvit_core.plugins import Plugin, Table, installed, table
from lvit_core.project.paths import CARD_NAME, CONFIG_NAME, WEIGHTS_NAME
from lvit_core.prompt.carried import OF_MODELS
from lvit_core.prompt.templates import read_template
from lvit_core.resources import resource_root

TEMPLATE_NAME = "template.toml"  # of a kind of image that is none of the program


@dataclass(frozen=True)
class ModelEntry:
    """One model that can be used.

    Attributes:
        name: What ``--model`` takes: the name of its folder.
        folder: Where it lies.
        config: What its ``config.toml`` says.
        bundled: It came with the program.
    """

    name: str
    folder: Path
    config: ModelConfig
    bundled: bool

    @property
    def card(self) -> str:
        """The text of the model card, "" when there is none."""
        return card_of(self.folder)


def card_of(folder: str | Path) -> str:
    """The text of a model's card: "" without one, and why where it cannot be read."""
    path = Path(folder) / CARD_NAME
    try:
        return read_small_text(path, MOST_BYTES) if path.is_file() else ""
    except LViTError as error:
        return str(error)


def bundled_folder() -> Path:
    """Where the program's own models lie."""
    return resource_root() / "models"


def imported_folder() -> Path:
    """Where ``lvit models import`` puts models: the user's data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415 - a few ms the window can do without

    return user_data_path("lvit-annotator", appauthor=False) / "models"


def model_table() -> Table[Path]:
    """Model folders, or folders of them, that plug-ins bring, and what is wrong with others."""
    return _table(installed("models"))


def list_models(folders: Iterable[str | Path] = ()) -> list[ModelEntry]:
    """Bundled, imported and given models by name; `refused_models` names those that cannot be read.

    Args:
        folders: Model folders, or folders of them, such as a project's ``models``.
    """
    return _looked_for(folders)[0]


def refused_models(folders: Iterable[str | Path] = ()) -> dict[Path, LViTError]:
    """Folders that hold a model which cannot be read, and why: broken, or of another version."""
    return _looked_for(folders)[1]


def _looked_for(
    folders: Iterable[str | Path],
) -> tuple[list[ModelEntry], dict[Path, LViTError]]:
    bundled = bundled_folder()
    found: dict[Path, ModelEntry] = {}
    refused: dict[Path, LViTError] = {}
    for root in (bundled, imported_folder(), *model_table().items.values(), *map(Path, folders)):
        for folder in (root, *(sorted(root.iterdir()) if root.is_dir() else ())):
            if folder not in found and is_model(folder):
                try:
                    config = load_toml(folder / CONFIG_NAME, ModelConfig)
                except LViTError as error:
                    refused[folder] = error
                    continue
                found[folder] = ModelEntry(folder.name, folder, config, root == bundled)
    return list(found.values()), refused


def is_model(folder: str | Path) -> bool:
    """Whether a folder holds weights and their configuration."""
    folder = Path(folder)
    return (folder / WEIGHTS_NAME).is_file() and (folder / CONFIG_NAME).is_file()


def find_model(name_or_path: str | Path) -> Path:
    """The folder (or ``.safetensors`` file) of a model named on the command line or in a project.

    ``chest`` is the known model of that name, ``./chest`` the folder.
    A kind of image that came with it can be loaded by its name from then on.

    Raises:
        LViTError: There is no such model; the names that exist are listed.
    """
    found = _place_of(name_or_path)
    if (found / TEMPLATE_NAME).is_file():
        _bring_kind(found / TEMPLATE_NAME)
    return found


def _bring_kind(file: Path) -> None:
    try:
        kind = read_template(file)
    except LViTError:
        return  # said by whoever needs it
    OF_MODELS.bring(str(file), {kind.name: kind})


def _place_of(name_or_path: str | Path) -> Path:
    if not str(name_or_path):
        raise LViTError(
            "There is no network for this kind of image yet.",
            "Label a few images, ten are a beginning, and train: the first run makes one.",
        )
    path = Path(name_or_path)
    # Known names first: a folder of that name may lie wherever a person works.
    if path.name == str(name_or_path):
        for root in (bundled_folder(), imported_folder(), *model_table().items.values()):
            for folder in (root / path.name, root):
                if folder.name == path.name and is_model(folder):
                    return folder
    if path.is_dir() and is_model(path):
        return path
    if path.is_file() and path.suffix == ".safetensors":
        return path.parent if path.name == WEIGHTS_NAME and is_model(path.parent) else path
    known = ", ".join(sorted(entry.name for entry in list_models())) or "none is installed"
    raise LViTError(
        "There is no model '{name_or_path}'.",
        "Give a model folder, a .safetensors file or a known name: {known}.",
        name_or_path=name_or_path,
        known=known,
    )


@lru_cache(maxsize=2)
def _table(_plugins: tuple[Plugin, ...]) -> Table[Path]:
    return table("models", {}, _accept)


def _accept(plugin: Plugin) -> Path:
    found = plugin.load()
    if not isinstance(found, str | Path) or not Path(found).is_dir():
        raise plugin.problem("it is not the path of a model or of a folder of them.")
    return Path(found)
