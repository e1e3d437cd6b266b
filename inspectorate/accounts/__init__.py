"""People who sign in, and the roles that say what they may do."""
