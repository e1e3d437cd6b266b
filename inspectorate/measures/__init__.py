"""Performance measures, and what was read of them: figures with source and status."""
