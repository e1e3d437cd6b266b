"""What was asked of an authority, and what became of it."""
