"""What the pages of measures and of the plan show."""
