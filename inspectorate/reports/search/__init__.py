"""Full text of what is published, in both languages, the same on both databases.

The databases would each cut and fold words in their own way, and neither knows Welsh:
so folding.py makes the words, welsh.py and terms.py their other forms, index.py stores
them a row to each part of an edition, and the databases only look them up. See
docs/search.md.
"""
