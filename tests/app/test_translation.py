"""The language of the window: how texts are looked up, and that no text of the code is left out."""

from __future__ import annotations

import ast
import re
import string
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from app.translation import (
    CONTEXT,
    LANGUAGES,
    install_language,
    noop,
    plain_number,
    remove_language,
    tr,
)
from docs import translations
from docs.translations import Text, all_texts, qm_file, ts_file
from lvit_core.data.project_samples import AS_PROPOSED, ProjectSamples
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import BundleItem
from lvit_core.exchange.granted import Granted
from lvit_core.exchange.report_lines import as_png
from lvit_core.exchange.reports import Loss, as_line
from lvit_core.exchange.spool import Spool
from lvit_core.project.additions import AddReport
from lvit_core.project.care.asked import in_words
from lvit_core.project.care.findings import Finding
from lvit_core.prompt.checks import doubts_of
from lvit_core.prompt.laterality import PICTURE
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import load_template
from lvit_core.training.events import EventWriter, Warned, read_events
from lvit_core.training.readiness import Evidence, why_not_yet
from lvit_core.wording import Message, counted, reworded, said
from tests.parsed import parsed


@dataclass(frozen=True)
class Entry:
    """One text of a ``.ts`` file; two translations where the number decides."""

    source: Text
    translations: tuple[str, ...]
    finished: bool


def entries(language: str) -> list[Entry]:
    """What a ``.ts`` file holds."""
    found = []
    for message in ElementTree.parse(ts_file(language)).getroot().iter("message"):
        told = message.find("translation")
        assert told is not None
        plural = message.get("numerus") == "yes"
        texts = [form.text or "" for form in told] if plural else [told.text or ""]
        source = Text(message.findtext("source") or "", plural)
        found.append(Entry(source, tuple(texts), told.get("type") != "unfinished"))
    return found


@pytest.fixture
def german(qapp: QApplication) -> Iterator[QApplication]:
    """The program in German, and in English again afterwards."""
    assert install_language("de") == "de"
    yield qapp
    remove_language(qapp)


def _translator(tmp_path: Path, words: dict[str, str]) -> QTranslator:
    """Made by Qt's own tool from a few sentences, so that no test hangs on our German."""
    pairs = "".join(
        f"<message><source>{source}</source><translation>{german}</translation></message>"
        if "%Ln" not in source
        else f'<message numerus="yes"><source>{source}</source><translation>'
        + "".join(f"<numerusform>{form}</numerusform>" for form in german.split("|"))
        + "</translation></message>"
        for source, german in words.items()
    )
    source = tmp_path / "few_de.ts"
    source.write_text(
        f'<!DOCTYPE TS><TS version="2.1" language="de_DE"><context><name>{CONTEXT}</name>'
        f"{pairs}</context></TS>",
        encoding="utf-8",
    )
    target = tmp_path / "few_de.qm"
    translations.run_tool("pyside6-lrelease", str(source), "-qm", str(target))
    translator = QTranslator()
    assert translator.load(str(target))
    return translator


@pytest.fixture
def few(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    """A few sentences in German."""
    translator = _translator(
        tmp_path,
        {
            "{name} was moved.": "{name} wurde verschoben.",
            "{images} of {total:,} moved, {share:.2f}": "{images} von {total:,}, {share:.2f}",
            "%Ln images": "%Ln Bild|%Ln Bilder",
            "Close": "Schließen",
        },
    )
    qapp.installTranslator(translator)
    QLocale.setDefault(QLocale("de"))
    yield
    qapp.removeTranslator(translator)
    remove_language(qapp)


def test_english_needs_no_translator(qapp: QApplication) -> None:
    assert install_language("en") == "en"
    assert not qapp.findChildren(QTranslator)
    assert tr("{count} of {total}", count=1, total=2) == "1 of 2"
    assert tr(said("{name} was moved.", name="a.png")) == "a.png was moved."
    assert tr(counted(1234, "image")) == "1,234 images"
    assert tr("{images} moved.", images=counted(1, "image")) == "1 image moved."
    assert tr("") == "" and tr(noop("Close")) == "Close"
    assert tr(noop("{origin}, edited"), origin="drawn") == "drawn, edited"
    assert tr(said("{name} is {what}.", name="{a}", what="b"), what="c") == "{a} is c."


def test_places_are_filled_after_the_sentence_is_translated(few: None) -> None:
    assert tr("Close") == "Schließen"
    assert tr("{name} was moved.", name="Close") == "Close wurde verschoben."
    assert tr(said("{name} was moved.", name="a.png")) == "a.png wurde verschoben."


def test_numbers_have_their_plural_and_the_signs_of_the_language(few: None) -> None:
    assert tr(counted(1, "image")) == "1 Bild"
    assert tr(counted(1234, "image")) == "1.234 Bilder"
    words = tr(
        "{images} of {total:,} moved, {share:.2f}",
        images=counted(2, "image"),
        total=1500,
        share=0.5,
    )
    assert words == "2 Bilder von 1.500, 0,50"
    assert plain_number(1500.2, 1) == "1500,2", "of a column, as a sheet reads it"


def test_what_has_no_translation_stays_english_as_a_whole(few: None) -> None:
    assert tr(said("{images} got lost.", images=counted(2, "image"))) == "2 images got lost."
    assert tr(counted(3, "mask")) == "3 masks"
    assert tr("Braces {stay} without values") == "Braces {stay} without values"
    assert tr("{number:,} / {total:,}", number=1500, total=2) == "1.500 / 2", "nothing is English"
    assert tr(noop("{origin}, altered"), origin="drawn") == "drawn, altered"


def test_an_error_is_english_on_the_command_line_and_translated_where_it_is_shown(
    few: None,
) -> None:
    error = LViTError(said("{name} was moved.", name="a.png"), "Look for it.")
    assert str(error) == "a.png was moved. Look for it."
    assert tr(error.message) == "a.png wurde verschoben."


def test_a_message_is_a_text_like_any_other() -> None:
    message = said("{images} moved.", images=counted(2, "image"))
    assert message == "2 images moved." and isinstance(message, Message)
    assert f"{message} Good." == "2 images moved. Good."


def test_the_buttons_of_qt_are_translated_too(german: QApplication) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    words = box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "")
    assert words == "Abbrechen"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_translation_is_up_to_date_with_the_code(language: str) -> None:
    """``make translations`` gathers what is new and drops what left the code."""
    assert {entry.source for entry in entries(language)} == all_texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    """One without a translation is shown in English between the others."""
    assert [
        entry.source.words
        for entry in entries(language)
        if not (entry.finished and all(entry.translations))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_says_what_the_source_says(language: str) -> None:
    """``make translations`` compiles it; a machine without Qt's tools takes it as it lies here."""
    translator = QTranslator()
    assert translator.load(str(qm_file(language)))
    for entry in entries(language):
        number = 2 if entry.source.plural else -1
        told = translator.translate(CONTEXT, entry.source.words, "", number)
        assert told == entry.translations[-1], "run `make translations`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_places_of_their_source(language: str) -> None:
    """A place that is missing or misspelt would be left out of the sentence, or end it."""
    wrong = [
        (entry.source.words, told)
        for entry in entries(language)
        for told in entry.translations
        if _places(told) != _places(entry.source.words) or ("%Ln" in told) != entry.source.plural
    ]
    assert wrong == []


def _places(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:  # braces that are no places
        return set()


# What these modules of the exchange write goes into files, which stay English.
INTO_FILES = {
    "croissant", "data_sheet", "data_facts", "jsonl_card", "member_store", "dicom_tissue",
    "dicom_headers", "nifti_files",
}  # fmt: skip
NOT_SHOWN = {
    "An object of no image",
    "An object of {}",
    "The list of classes",
    "Take over labels of {}",  # a title in the history
    "Imported labels of unknown making",
    "More labels of the same import.",
    "the table is open while images come",
    " (Left and right: {}.)",
    "touch, and were taken for one inside.",
    "it is no Format.",
}


UNSPOKEN = {"ValueError", "RuntimeError", "compile", "counted"}


def test_no_note_of_an_import_or_export_is_left_out() -> None:
    """A sentence that is no message, or is put together by an f-string, would stay English."""
    known = {text.words.removeprefix("%Ln ") for text in all_texts()} | NOT_SHOWN
    left = [
        f"{path.stem}: {words}"
        for path in sorted((translations.ROOT / "lvit_core" / "exchange").glob("*.py"))
        if path.stem not in INTO_FILES
        for words in _sentences(parsed(path))
        if words not in known
    ]
    assert left == []


def _sentences(module: ast.Module) -> Iterator[str]:
    """Texts of four words and more, but documentation, patterns and what only a bug shows."""
    hidden: set[ast.AST] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            hidden.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            hidden.update(part for part in ast.walk(node) if part is not node)
        elif isinstance(node, ast.Call) and translations.call_name(node) in (
            "ValueError",
            "compile",
            "RuntimeError",
            "counted",
        ):
            hidden.update(ast.walk(node))
    for node in ast.walk(module):
        words = ""
        if isinstance(node, ast.JoinedStr) and node not in hidden:
            parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            words = "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in hidden:
            words = node.value
        plain = re.findall(r"(?<![\\w{\"=<])[A-Za-z]{2,}(?![\\w}\"=])", words)
        if len(plain) > 3 and " " in words and not words.startswith(("^", "{", ", \n", "\n")):
            yield words


def test_lines_of_imports_are_german_down_to_their_parts(german: QApplication) -> None:
    """Whichever way a note went: put together, made one line, or kept on the disk."""
    reason = "It has no pixels inside of the image."
    loss = Loss("a.json", "annotation 3", reason, 1)
    assert loss.line() == f"annotation 3 of a.json was left out: {reason}"
    assert tr(loss.line()) == (
        "Annotation 3 von a.json wurde weggelassen: Es hat keine Pixel innerhalb des Bildes."
    )
    deep = Loss("b.dcm", "a contour of region 2 (heart)", said(reason), 1)
    kept = Spool([BundleItem(Path("b.dcm"), losses=[deep])])[0].losses[0]
    assert tr(kept.line()).startswith("eine Kontur von Bereich 2 (heart) von b.dcm wurde")
    several = Loss("c.csv", counted(2, "object"), said("{name} is named.", name="c.csv"), 2)
    assert several.line() == "2 objects of c.csv were left out: It is named."
    damaged = LViTError("{name} is damaged and cannot be read ({kind}).", name="d", kind="KeyError")
    told = Loss("d", "", damaged.message)
    assert told.line() == "d was left out: It is damaged and cannot be read (KeyError)."
    assert tr(told.line()) == "d wurde weggelassen: d ist beschädigt und nicht lesbar (KeyError)."
    granted = Granted()
    granted.cut["e.txt"] = granted.exchanged = 2
    granted.scraps["e.txt"] = 1
    assert [tr(line) for line in granted.lines()] == [
        "2 Objekte reichen aus dem Bild hinaus und verloren, was dort liegt: e.txt (2).",
        "1 Stück eines Umrisses hat weniger als drei Ecken und keine Pixel; das Übrige "
        "der Objekte ist angekommen: e.txt (1).",
        "Mit vertauschtem x und y wäre das nicht so; prüfen Sie, ob sie vertauscht sind.",
    ]


def test_what_the_core_says_of_sentences_exports_and_care_is_german(german):
    """Lines with places and numbers in them; names and words of sentences stay."""
    template = load_template("chest-xray")
    words = "Bilateral pulmonary infection, two infected areas, all left lung."
    doubt = doubts_of(parse(words, template), template, PICTURE)[0]
    assert doubt == "Bilateral, but names only the left lung.", "the command line is English"
    assert tr(doubt) == "bilateral, nennt aber nur left lung"
    changed = reworded(as_line(as_png(2)), lambda text: text)
    assert tr(changed) == "2 Bilder sind als PNG mit 8 Bit geschrieben, ohne Pixelabstand."
    assert tr(AddReport(already=[Path("a.png")]).text) == (
        "0 Bilder hinzugefügt, 1 schon im Projekt."
    )
    assert tr(in_words([Finding("image", "a.png", "Its file is not there.")]).message) == (
        "Eine Sache ist am Projekt nicht in Ordnung."
    )
    nested = said("{have}: {names}.", have=counted(2, "file"), names="a and b")
    assert tr(nested) == "2 Dateien: a and b.", "a line of places alone needs no translation"


DATIVE = re.compile(
    r"\b(?:von|mit|aus|bei|zu|nach|in|auf|an|unter|vor|neben|zwischen) \{(\w+)", re.IGNORECASE
)


def _counted_places(module: ast.Module) -> Iterator[tuple[str, str, str]]:
    """A text, one of its places that a number with a noun fills, and the plural of the noun."""
    for call in ast.walk(module):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        text = call.args[0]
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            for keyword in call.keywords:
                found = [one for one in ast.walk(keyword.value) if isinstance(one, ast.Call)]
                for one in found:
                    if getattr(one.func, "id", "") == "counted" and keyword.arg:
                        nouns = [w.value for w in one.args[1:] if isinstance(w, ast.Constant)]
                        plural = nouns[1] if len(nouns) > 1 else f"{nouns[0]}s" if nouns else ""
                        yield text.value, keyword.arg, plural


def test_what_a_run_says_is_german_though_it_was_said_in_another_process(german, tmp_path):
    evidence = Evidence(dice=0.31, agreement=None, share=None, labeled_share=0.0)
    reason = why_not_yet(evidence, 0.5, 0.8)
    writer = EventWriter(tmp_path / "events.jsonl")
    left_out = ProjectSamples(
        (), (), {}, {}, too_large=("slide.tif",), silent={"a.png": AS_PROPOSED}
    )
    waits = said("Unlabeled images do not teach yet: {reason}.", reason=reason)
    for text in (waits, *left_out.warnings):
        writer.write(Warned(message=text))
    writer.close()
    assert [tr(event.message) for event in read_events(tmp_path / "events.jsonl")] == [
        "Bilder ohne Label lehren noch nicht: auf den Bildern, die urteilen, liegt der Dice des "
        "Modells bei 0,31, unter 0,50.",
        f"a.png ist zurückgehalten, urteilt aber nicht: {tr(AS_PROPOSED)}.",
        "slide.tif ist zu groß zum Trainieren und wird ausgelassen.",
    ]


def test_no_german_noun_in_the_plural_stands_where_it_needs_another_ending() -> None:
    """Nouns are translated by themselves, so a dative needs one that keeps its form.

    Those that end in n or s do; others are better told with "für" or a colon.
    """
    known = {entry.source.words: entry.translations for entry in entries("de")}
    wrong = set()
    for room in ("app", "lvit_core"):
        for path in (translations.ROOT / room).rglob("*.py"):
            source = path.read_text(encoding="utf-8")
            if "counted(" not in source:
                continue
            for text, place, plural in _counted_places(ast.parse(source)):
                (german, *_), noun = known.get(text, ("",)), known.get(f"%Ln {plural}", ("",))[-1]
                if place in DATIVE.findall(german) and not noun.endswith(("n", "s")):
                    wrong.add(german)
    assert not wrong
