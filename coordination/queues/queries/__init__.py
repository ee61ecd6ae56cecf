"""What waits for whom: the words of a row, what a list is narrowed to, and the lists themselves."""
