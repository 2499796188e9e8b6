"""The language of the window: English as written in the code, or another through Qt's tools.

Texts are marked with ``tr`` where they are shown. Texts that stand in tables are made before
anything is shown: they are marked with ``noop`` and go through ``tr`` later. What the core says
(errors, notices) is English; it goes through ``tr`` where it is shown, too.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from lvit_core.errors import LViTError
from lvit_core.resources import resource_root
from lvit_core.wording import Message

CONTEXT = "lvit"  # of all texts in the files of Qt's tools
LANGUAGES = ("de",)  # there is a translation into these
_PLACE = re.compile(r"\{[^{}]*\}")
_IN_FORCE = "lvit.language"  # a property of the application


def install_language(chosen: str) -> str:
    """Translates everything that is made from now on; call it before the window is made.

    Args:
        chosen: ``"en"``, ``"de"``, or ``"system"`` for the language of the desktop.

    Returns:
        The language in force. English needs no translator, so that its start is not slower.
    """
    wanted = QLocale.system().name()[:2] if chosen == "system" else chosen
    application = QCoreApplication.instance()
    if wanted not in LANGUAGES or application is None:
        return "en"
    own = resource_root() / "translations"
    of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)  # "Yes", "Cancel"
    for name, folder in ((f"qtbase_{wanted}", of_qt), (f"lvit_{wanted}", str(own))):
        translator = QTranslator(application)
        if translator.load(name, folder):
            QCoreApplication.installTranslator(translator)
    application.setProperty(_IN_FORCE, wanted)
    QLocale.setDefault(QLocale(wanted))
    return wanted


def language_in_force() -> str:
    """``"en"``, ``"de"``: for what is chosen by the file, such as the guides."""
    application = QCoreApplication.instance()
    return (application and application.property(_IN_FORCE)) or "en"


def remove_language(application: QCoreApplication) -> None:
    """Back to English; for tests, as a program keeps its language until it ends."""
    application.setProperty(_IN_FORCE, None)
    for translator in application.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)
        translator.setParent(None)
    QLocale.setDefault(QLocale.system())


def noop(text: str) -> str:
    """``text`` as it is; marks it for the translators, and ``tr`` translates it where shown."""
    return Message(text)


def tr(text: str, /, **values: object) -> str:
    """``text`` in the language of the window, with its named places filled.

    Args:
        text: A sentence as it stands in the code, or a message of the core. Without a translation
            it stays English as a whole.
        values: For the places, such as ``tr("{count} of {total}", count=1, total=2)``; messages and
            errors among them are translated, other texts are names and stay.
    """
    message = text if isinstance(text, Message) else None
    template = message.template if message is not None else text
    number = -1 if message is None or message.number is None else message.number
    found = QCoreApplication.translate(CONTEXT, template, None, number) if template else ""
    english = found == template and any(map(str.isalpha, _PLACE.sub("", template)))
    if message is not None:
        if english or (number >= 0 and "%Ln" in template and _is_source(found, message)):
            if not values or number >= 0:
                return str.__str__(message)
            return template.format(**{**message.values, **values})
        values = {**message.values, **values}
    elif english:
        return text.format(**values) if values else text
    return _Localized().vformat(found, (), values) if values else found


def title_words(title: str) -> str:
    """A name of ours in the language of the window; one that a person gave as it was typed."""
    return tr(title) if isinstance(title, Message) else title


def plain_number(value: float, digits: int) -> str:
    """A number for a column: in the signs of the language, with nothing between thousands.

    So it is a number for a sheet too; in sentences ``{count:,}`` sets thousands apart.
    """
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(float(value), "f", digits)


def figure(value: float, form: str) -> str:
    """A number as ``form`` writes it (``".3g"``), with the decimal sign of the language."""
    return format(value, form).replace(".", QLocale().decimalPoint())


def _is_source(found: str, message: Message) -> bool:
    """Whether Qt found no translation and only put the number in."""
    return found == message.template.replace("%Ln", QLocale().toString(message.number or 0))


class _Localized(string.Formatter):
    """Fills places: messages in the language of the window, numbers with its decimal sign."""

    def get_value(
        self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> Any:  # any value has a text
        value = super().get_value(key, args, kwargs)
        if isinstance(value, LViTError):
            return f"{tr(value.message)} {tr(value.hint)}".strip()
        return tr(value) if isinstance(value, Message) else value

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, datetime):
            names = {
                "%A": QLocale().dayName(value.isoweekday()),
                "%B": QLocale().monthName(value.month),
            }
            for code, name in names.items():
                format_spec = format_spec.replace(code, name)
        text = str(super().format_field(value, format_spec))
        if isinstance(value, bool) or not isinstance(value, int | float):
            return text
        locale = QLocale()
        signs = {".": locale.decimalPoint(), ",": locale.groupSeparator()}
        return "".join(signs.get(sign, sign) for sign in text)
