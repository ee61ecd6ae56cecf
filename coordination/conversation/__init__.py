"""What is said on a case: messages with an audience that is fixed when they are posted, and who has seen them."""
