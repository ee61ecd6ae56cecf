"""The closing rule of published statistics: a closed month becomes counts that are multiples of five, once.

Why it identifies nobody, and what it does not promise, stands in `docs/statistics-that-identify-nobody.md`.
"""
