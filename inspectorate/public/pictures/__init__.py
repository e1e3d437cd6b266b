"""Pictures drawn by the server: shapes here, words and colours in their templates.

All are drawn for a narrow screen; a wide one makes them a little larger. Each is said
in words too, and stands beside its numbers.
"""

# The units in which pictures are drawn: about those of a telephone in its hand.
WIDTH = 336
# The width of a letter, on the safe side, at the size in which labels are drawn.
LETTER = 7.6
LINE = 18
