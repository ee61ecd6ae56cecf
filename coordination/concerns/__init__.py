"""Concerns that come without an account: the public page, and the inbox in which they wait for a team."""
