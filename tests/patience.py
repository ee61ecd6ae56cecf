"""How long a test waits for what must come."""

# Seconds. What takes longer does not come at all. How fast things are is measured by `make bench`, on a machine that
# does nothing else; a busy one, or a small one that shares its cores, is many times slower and no less right.
PATIENCE = 120
