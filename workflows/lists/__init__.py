"""Lists that arrive as a file: what their columns are called, how their rows are read, how a copy is written."""
