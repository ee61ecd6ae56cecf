"""Keeping the keys of people on cases, and what a worker says of two of them."""
