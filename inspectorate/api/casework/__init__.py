"""The casework API: what staff do in the admin, for programs that act for them.

Every right, rule and form is that of the admin class of the noun; this package
translates it to JSON (desk.py). No answer is for anybody but who asks.
"""
