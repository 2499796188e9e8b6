"""About: version, and the licences of the program, its models and its libraries."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.session.model_facts import Models
from app.translation import tr
from app.views.dialogs.base import Sheet
from app.views.elements import label

LIBRARIES = (
    "PySide6-Essentials",
    "QtAwesome",
    "torch",
    "transformers",
    "tokenizers",
    "accelerate",
    "safetensors",
    "numpy",
    "scipy",
    "scikit-image",
    "pillow",
    "tifffile",
    "imagecodecs",
    "pydicom",
    "shapely",
    "openpyxl",
    "SQLAlchemy",
    "alembic",
    "typer",
    "cattrs",
    "zstandard",
    "filelock",
    "rapidfuzz",
    "psutil",
    "matplotlib",
)

MOST_ROWS = 7  # more are reached by scrolling, so that the sheet fits a small screen


def licence_of(library: str) -> tuple[str, str]:
    """Version and licence of an installed library; empty version when it is not installed."""
    try:
        facts = metadata.metadata(library)
    except metadata.PackageNotFoundError:
        return "", ""
    short = facts.get("License-Expression") or ""
    if not short:
        kinds = [
            line.rsplit("::", 1)[-1].strip()
            for line in facts.get_all("Classifier") or []
            if line.startswith("License ::")
        ]
        short = ", ".join(kind for kind in kinds if kind != "OSI Approved")
    text = (facts.get("License") or "").strip()
    if not short and text:
        short = text.splitlines()[0][:60]
    return facts.get("Version") or "", short or tr("see the package")


def program_version() -> str:
    """Version of the installed program, or a word when it runs from a folder of sources."""
    try:
        return metadata.version("lvit-annotator")
    except metadata.PackageNotFoundError:
        return tr("from sources")


class About(Sheet):
    """What the program is, and whose work is in it."""

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(tr("About"), parent, width=620)
        self.add_heading(
            "LViT Annotator",
            tr(
                "Version {program_version}. Annotate medical images with the help of "
                "language: the model proposes, people decide. For research; not a "
                "medical device.",
                program_version=program_version(),
            ),
        )
        self.body.addWidget(label(tr("The program's code is under the MIT licence."), wrap=True))
        self.body.addWidget(label(tr("Models"), "heading"))
        found = models.installed()
        models = [(facts.name, "", facts.licence, facts.limits) for facts in found]
        self.models = _table((tr("Model"), "", tr("Licence of the weights"), tr("Limits")), models)
        self.body.addWidget(self.models)
        self.body.addWidget(label(tr("Libraries"), "heading"))
        rows = []
        for name in LIBRARIES:
            version, licence = licence_of(name)
            if version:
                rows.append((name, version, licence))
        self.libraries = _table((tr("Library"), tr("Version"), tr("Licence")), rows)
        self.body.addWidget(self.libraries)
        self.body.addStretch(1)
        self.add_close()


def _table(titles: tuple[str, ...], rows: list[tuple[str, ...]]) -> QTableWidget:
    table = QTableWidget(len(rows), len(titles))
    table.setHorizontalHeaderLabels(list(titles))
    table.setAccessibleName(titles[0])
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            item = QTableWidgetItem(cell)
            item.setToolTip(cell)
            table.setItem(number, column, item)
    if "" in titles:
        table.hideColumn(titles.index(""))
    table.resizeColumnsToContents()
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.horizontalHeader().setSectionResizeMode(len(titles) - 1, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    rows_px = table.verticalHeader().defaultSectionSize() * min(len(rows), MOST_ROWS)
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + rows_px + 6)
    return table
