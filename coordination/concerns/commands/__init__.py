"""Sending a concern, and everything that a team does with one."""
