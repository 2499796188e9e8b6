"""The application without widgets: everything a person can do, callable from a test."""
