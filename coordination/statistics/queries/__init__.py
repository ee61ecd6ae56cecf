"""What is read of the counts: frozen figures as the statistics role, exact ones as who lawfully holds them."""
