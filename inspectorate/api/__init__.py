"""The door of other systems: REST, read-only, what the public may read."""
