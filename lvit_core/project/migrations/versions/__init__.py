"""One module per schema version. Revisions are numbered along the chain: the newest is the head."""
