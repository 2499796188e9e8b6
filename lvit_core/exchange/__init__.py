"""In and out: one module per format, and one way to run them that never loses work in silence."""

from lvit_core.exchange.registry import FORMATS, Format, format_named, import_as_project
from lvit_core.exchange.reports import ExportOptions, ExportReport, ImportReport

__all__ = [
    "FORMATS",
    "ExportOptions",
    "ExportReport",
    "Format",
    "ImportReport",
    "format_named",
    "import_as_project",
]
