"""Documents on a case: bytes with a category and an audience, scanned before anybody can open them."""
