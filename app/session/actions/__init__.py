"""Everything a person can do: a small class for each group of a menu."""
