"""What the pages of panels show: each reader's own, under row-level security."""
