"""What changes figures, targets and updates of the plan."""
