"""Welsh words by their first letters, which change with the word before them."""

# Radical: soft, nasal and aspirate, as far as it has them.
MUTATIONS = {
    "c": ("g", "ngh", "ch"),
    "p": ("b", "mh", "ph"),
    "t": ("d", "nh", "th"),
    "g": ("", "ng"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "ll": ("l",),
    "m": ("f",),
    "rh": ("r",),
}
# The longest first: ngh is no ng.
INITIALS = ("ngh", "ng", "nh", "mh", "ch", "ph", "th", "dd", "ff", "ll", "rh")
# After these letters a g may be gone: (g)wasanaeth, (g)ofal, (g)radd.
WITHOUT_G = "aeiouylrnw"


def initial(word: str) -> str:
    return next((each for each in INITIALS if word.startswith(each)), word[:1])


def mutated(radical: str) -> list[str]:
    """The word and its mutations: four forms at most. Of a g alone none is soft, for
    nothing of it would be left.
    """
    first = initial(radical)
    rest = radical[len(first) :]
    forms = (each + rest for each in MUTATIONS.get(first, ()))
    return [radical, *filter(None, forms)]


def radicals(word: str) -> list[str]:
    """The words of which it may be a form, itself first: three, rarely four."""
    first = initial(word)
    rest = word[len(first) :]
    found = [
        radical + rest
        for radical, forms in MUTATIONS.items()
        if first in forms and first
    ]
    if word[:1] in WITHOUT_G:
        found.append(f"g{word}")
    return [word, *found]
