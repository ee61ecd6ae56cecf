"""Lists that arrive as a file: read, tried out, confirmed, and carried out row by row."""
