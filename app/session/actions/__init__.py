"""Everything a person can do: one small class for each menu; the session gathers them."""
