"""The proof of the log: what is hashed and how, how checkpoints seal it, and a verifier that trusts nothing stored.

Nothing here asks the database's own functions for a hash: everything is computed again from the columns.
"""
