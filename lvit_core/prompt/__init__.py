"""Sentences: templates, parsing, composing, and checking them against masks."""
