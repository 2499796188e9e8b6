"""Widgets; they show the session and decide nothing."""
