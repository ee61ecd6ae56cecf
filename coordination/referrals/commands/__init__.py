"""Beginning, keeping, sending and clearing away drafts."""
