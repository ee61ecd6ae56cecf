"""What is done to the counts: booking, closing, filling."""
