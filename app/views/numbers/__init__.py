"""The numbers of what was drawn in the window: a table, sums, and plots that select objects."""
