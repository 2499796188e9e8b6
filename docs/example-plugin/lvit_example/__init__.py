"""An example of a plug-in: a tool, a format, a reader and a template."""

from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
