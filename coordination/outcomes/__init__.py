"""How the partnership stands: measures, what partners return for them, targets, and the delivery plan."""
