"""Composing the sentence: text with completion, chips, diagrams, and the check against the mask."""
