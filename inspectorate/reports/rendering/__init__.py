"""The forms of an edition, each from its canonical document alone, to the same bytes
whenever it is made again. docs/forms.md tells what they hold.
"""
