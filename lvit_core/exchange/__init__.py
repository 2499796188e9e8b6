"""In and out: one module per format, and one way to run them that never loses work in silence."""

from lvit_core.exchange.export_options import ExportOptions
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.previewing import preview_import
from lvit_core.exchange.recognising import likely_formats
from lvit_core.exchange.registry import format_named, formats, import_as_project
from lvit_core.exchange.reports import ExportReport, ImportReport

__all__ = [
    "ExportOptions",
    "ExportReport",
    "Format",
    "Holds",
    "ImportReport",
    "format_named",
    "formats",
    "import_as_project",
    "likely_formats",
    "preview_import",
]
