"""Care of a project: backups, checks and repairs, for people in trouble and before they are."""
