"""What leaves the product: the words of it, the two ways out, and that each message goes out once."""
