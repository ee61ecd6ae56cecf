"""Many invented cases: told one by one by the commands, or copied in bulk from cases that the commands have told."""
