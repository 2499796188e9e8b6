"""Pure edits: each takes a workspace and returns one Edit, leaving plane and table as they were.

Strokes are the exception, because a person watches them grow: they paint into the plane at once.
"""
