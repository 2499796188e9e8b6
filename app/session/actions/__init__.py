"""Every action a person can trigger, in one registry."""
