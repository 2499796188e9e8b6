"""Attributes: what a finding is like, one word of a closed list for each of its slots."""
