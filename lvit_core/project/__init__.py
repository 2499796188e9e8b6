"""A project on disk: its schema, its journal and everything a person made."""
