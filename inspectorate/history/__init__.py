"""Who did what to what, and what it was before: entries that are only ever added."""
