"""Free words: sentences that are passed on as they are typed."""
