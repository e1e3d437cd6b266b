"""E-mails to those who have asked for them: who is told of what, and that they are told
once. docs/following.md describes what is kept.
"""
