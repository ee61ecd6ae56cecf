"""Reading: who receives what on the public pages, and what waits in a team's public inbox."""
