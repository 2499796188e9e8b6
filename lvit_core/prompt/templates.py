"""The templates there are: built-in files, the site's own, and how a file is read and checked.

Nothing about a certain kind of image stands in code: another TOML file in one of these folders is
another kind of image.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.files import make_folder, read_small_text, write_text
from lvit_core.plugins import Plugin, Table, installed, table
from lvit_core.prompt.carried import OF_MODELS, OF_PROJECTS
from lvit_core.prompt.template import Template
from lvit_core.prompt.template_faults import MOST_BYTES
from lvit_core.prompt.template_text import template_of, template_text
from lvit_core.resources import resource_path

# Who adds templates for a whole department points this variable at a shared folder.
TEMPLATE_FOLDER_VARIABLE = "LVIT_TEMPLATES"


def template_table() -> Table[Path]:
    """Files and folders of templates that plug-ins bring, and what is wrong with others."""
    return _table(installed("templates"))


def template_folders() -> Iterator[Path]:
    """Where templates lie: the site's own folders, the built-in one, then those of plug-ins."""
    own = os.environ.get(TEMPLATE_FOLDER_VARIABLE, "")
    yield from (Path(part).expanduser() for part in own.split(os.pathsep) if part)
    yield _user_folder()
    yield resource_path("templates")
    yield from template_table().items.values()


def list_templates() -> list[str]:
    """Names of all templates that can be loaded: carried, built-in, the site's own; sorted."""
    return sorted({*OF_PROJECTS.names(), *_file_names()})


def every_template() -> list[Template]:
    """All that can be read: an open project's, then the site's own, then built-in ones."""
    return _readable(dict.fromkeys([*OF_PROJECTS.names(), *_file_names()]))


def _file_names() -> list[str]:
    return [path.stem for folder in template_folders() for path in _files(folder)]


def _readable(names: Iterable[str]) -> list[Template]:
    found = []
    for name in names:
        try:
            found.append(load_template(name))
        except LViTError:
            continue  # naming it says what is wrong with it
    return found


def refused_templates() -> dict[str, LViTError]:
    """Which files of templates cannot be used, and why."""
    refused = {}
    for name in list_templates():
        try:
            load_template(name)
        except LViTError as error:
            refused[name] = error
    return refused


def default_template() -> Template:
    """The kind of image that is taken where nobody chose one; a site can name its own."""
    known = _readable(dict.fromkeys(_file_names()))
    return next((template for template in known if template.default), known[0])


def default_name() -> str:
    """The name of `default_template`."""
    return default_template().name


def sample_template(sample: str) -> Template:
    """The template whose pictures of that kind the sample project shows.

    Raises:
        LViTError: There is none, which means the installation is incomplete.
    """
    for file in _files(resource_path("templates")):
        if _cached(file, file.stat().st_mtime_ns).sample == sample:
            return load_template(file.stem)
    raise LViTError(
        "No template has a sample '{sample}'.", "Install the program again.", sample=sample
    )


def load_template(name: str | Path) -> Template:
    """Loads a template by name, or from the path of a TOML file.

    Of one name the copy in an open project comes first, then files: the site's, the built-in ones,
    those of plug-ins; then what came with a model.

    Raises:
        LViTError: There is none of that name, or its file is wrong; the wrong keys are named.
    """
    path = Path(name)
    if path.suffix == ".toml":
        return read_template(path)
    if (carried := OF_PROJECTS.find(str(name))) is not None:
        return carried
    return template_from_files(str(name))


def template_from_files(name: str) -> Template:
    """As `load_template`, whatever open projects carry."""
    try:
        file = template_file(name)
    except LViTError:
        if (known := OF_MODELS.find(name)) is not None:
            return known
        raise
    return _cached(file, file.stat().st_mtime_ns)


def read_template(path: Path) -> Template:
    """Reads and checks one template file.

    Raises:
        LViTError: It cannot be read, or is wrong; every fault names its key and what to do.
    """
    return template_of(read_small_text(path, MOST_BYTES), path.name)


def template_file(name: str) -> Path:
    """Where the file of a template lies; raises ``LViTError`` when there is none of that name."""
    for folder in template_folders():
        candidate = folder / f"{name}.toml" if folder.suffix != ".toml" else folder
        if candidate.stem == name and candidate.is_file():
            return candidate
    raise LViTError(
        "There is no template '{name}'.",
        "Known: {list_templates}.",
        name=name,
        list_templates=", ".join(list_templates()),
    )


def save_template(template: Template) -> Path:
    """Writes a new kind of image into the user's own folder, where it is found by its name.

    Raises:
        LViTError: There is one of that name, it has faults, or the disk refuses.
    """
    text = template_text(template)
    template_of(text, f"{template.name}.toml")
    if template.name.casefold() in {name.casefold() for name in list_templates()}:
        raise LViTError(f"There is a template '{template.name}' already.", "Choose another name.")
    file = _user_folder() / f"{template.name}.toml"
    make_folder(file.parent)
    write_text(file, text)
    return file


def text_to_carry(name: str | Path) -> str:
    """The text of a template that has to travel; "" for one that every copy of the program has.

    Raises:
        LViTError: There is no such template.
    """
    if Path(name).suffix == ".toml":
        return read_small_text(name, MOST_BYTES)
    if carried := OF_PROJECTS.text(str(name)):
        return carried
    try:
        file = template_file(str(name))
    except LViTError:
        if left := OF_PROJECTS.last_text(str(name)):
            return left
        raise
    return "" if file.parent == resource_path("templates") else read_small_text(file, MOST_BYTES)


@lru_cache(maxsize=32)
def _cached(path: Path, _changed_ns: int) -> Template:
    found = read_template(path)
    if found.name != path.stem:
        raise LViTError(
            f"The template {path.name} calls itself '{found.name}'.",
            "Give the file and the template in it the same name.",
        )
    return found


def _files(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(place.glob("*.toml"))


@lru_cache(maxsize=2)
def _table(_plugins: tuple[Plugin, ...]) -> Table[Path]:
    return table("templates", {}, _accept)


def _accept(plugin: Plugin) -> Path:
    """A plug-in names a file, or a folder of them; each must be a template."""
    found = plugin.load()
    if not isinstance(found, str | Path):
        raise plugin.problem("it is not the path of a template or of a folder of them.")
    files = _files(Path(found))
    if not files:
        raise plugin.problem(f"there is no template at {found}.")
    for file in files:
        read_template(file)
    return Path(found)


def _user_folder() -> Path:
    import platformdirs  # noqa: PLC0415 - asked once per look-up, not at the program's start

    return Path(platformdirs.user_config_dir("lvit-annotator", appauthor=False)) / "templates"
