"""What pages cost at least: views of the same server and database, without middleware.

bench/public.py compares the site with them.
"""
