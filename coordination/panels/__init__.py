"""Panels: an agenda that fills itself, the meeting, its decisions and actions, and the minutes."""
