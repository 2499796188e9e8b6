"""The templates there are: built-in files, the site's own, and how a file is read and checked.

Nothing about a certain kind of image stands in code: another TOML file in one of these folders is
another kind of image.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lvit_core.config import load_toml
from lvit_core.errors import LViTError
from lvit_core.plugins import Plugin, Table, installed, table
from lvit_core.prompt.grammars import grammar_named, grammar_names
from lvit_core.prompt.template import Template
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
    """Names of all templates that can be loaded, built-in ones and the site's own, sorted."""
    return sorted({path.stem for folder in template_folders() for path in _files(folder)})


def every_template() -> list[Template]:
    """All templates that can be read, the site's own before built-in ones of other names."""
    names = {path.stem: None for folder in template_folders() for path in _files(folder)}
    found = []
    for name in names:
        try:
            found.append(load_template(name))
        except LViTError:
            continue  # naming it says what is wrong with it
    return found


def default_template() -> Template:
    """The kind of image that is taken where nobody chose one; a site can name its own."""
    known = every_template()
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
    raise LViTError(f"No template has a sample '{sample}'.", "Install the program again.")


def load_template(name: str | Path) -> Template:
    """Loads a template by name, or from the path of a TOML file.

    Raises:
        LViTError: There is none of that name, or its file is wrong; the wrong keys are named.
    """
    path = Path(name)
    if path.suffix == ".toml":
        return read_template(path)
    for folder in template_folders():
        candidate = folder / f"{name}.toml" if folder.suffix != ".toml" else folder
        if candidate.stem == name and candidate.is_file():
            return _cached(candidate, candidate.stat().st_mtime_ns)
    raise LViTError(f"There is no template '{name}'.", f"Known: {', '.join(list_templates())}.")


def read_template(path: Path) -> Template:
    """Reads and checks one template file; raises ``LViTError`` when it is wrong."""
    template = load_toml(path, Template)
    _check(template, path.name)
    return template


@lru_cache(maxsize=32)
def _cached(path: Path, _changed_ns: int) -> Template:
    return read_template(path)


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


def _check(template: Template, source: str) -> None:
    problems: list[str] = []
    if not any(layer.role != "organ" for layer in template.layers):
        problems.append("at least one layer must hold findings (role 'finding' or 'instances')")
    if any(not layer.classes for layer in template.layers):
        problems.append("every layer needs at least one class")
    coded = [layer.coded for layer in template.layers]
    coded += [item.coded for layer in template.layers for item in layer.classes]
    terms = [term for code in coded if code is not None for term in (code.category, code.type)]
    terms += template.coded_words.values()
    problems += [problem for term in terms for problem in term.problems()]
    known_words = {word for entries in template.words.values() for word in entries}
    if strange := sorted(template.coded_words.keys() - known_words):
        problems.append(f"coded_words names what is no word: {', '.join(strange)}")
    known = grammar_names()
    if template.grammar in known:
        if grammar_named(template.grammar).needs_places:
            problems += _missing_places(template)
        problems += grammar_named(template.grammar).problems(template)
    else:
        problems.append(f"grammar must be one of {', '.join(known)}")
    if problems:
        raise LViTError(f"The template {source} cannot be used: {'; '.join(problems)}.")


def _missing_places(template: Template) -> Iterator[str]:
    if len(template.sides) != 2:
        yield "words.side must name two sides"
    if len(template.levels) < 2:
        yield "words.level must name at least two levels"
    if not template.sentence.negative:
        yield "sentence.negative must say that there is nothing to find"
