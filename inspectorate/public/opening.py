"""The first words of a text, by which a link or a heading names it: whoever reads a
reference alone learns nothing of what was asked.
"""

from functools import lru_cache

from django.utils.text import Truncator

from inspectorate.fields import Wording
from inspectorate.markup import to_words

MOST_WORDS = 12
# A line that is hardly longer is not cut: three dots would stand for a word or two.
WHOLE_WORDS = 18
# Where words are longer than any of ours.
MOST_CHARACTERS = 130


def opening(text: Wording) -> Wording:
    """Of its first line, in each language; all of a line that is short."""
    return Wording(*(first_words(each) for each in text))


@lru_cache(maxsize=4096)
def first_words(text: str) -> str:
    """Of one language; what is published is asked for again and again."""
    line = to_words(text).strip().partition("\n")[0]
    if len(line.split()) > WHOLE_WORDS:
        line = Truncator(line).words(MOST_WORDS)
    return Truncator(line).chars(MOST_CHARACTERS)
