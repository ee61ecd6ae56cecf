"""What changes who somebody is, how they sign in, and what they may do. One module a subject."""
