"""PostgreSQL, as the ENGINE of settings.py names it."""
