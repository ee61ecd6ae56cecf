"""What governance changes: settings and sharing agreements, each with a reason, each as an event."""
