"""Figures as files, each a function of the figures alone: the same answer is the same bytes, whenever it is made."""
