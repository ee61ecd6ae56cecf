"""Bookings, ledgers and frozen releases: what is counted of the work, and what of it is published.

Figures leave only through `release_cell`. See `docs/statistics-that-identify-nobody.md`.
"""
