"""The stories themselves. Each tells one invented person's way, as far as it has come."""
