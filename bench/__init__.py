"""Benchmarks. Each prints the figures that the documentation quotes."""
