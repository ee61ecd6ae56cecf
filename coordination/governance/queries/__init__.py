"""What governance asks the log, the agreements and the settings."""
