"""People without a name: initials with an age or a place, and counts so small that
whoever knows the place knows whom they count.
"""

import re
from collections.abc import Iterator

from inspectorate.reports.identities.shapes import MONTH
from inspectorate.reports.identities.warned import Kind, Warned, matched, one_of

DOTTED = r"(?:[A-Z]\.\s?){1,3}"
LETTERS = rf"(?:{DOTTED}(?:[A-Z]\b)?|\b(?:Ll|Ch|Dd|Th|Rh|[A-Z])[A-Z]?\b)"
CALLED = one_of(
    "child person girl boy baby twin parent mother father mr mrs ms miss"
    " carer siblings? family young_person plentyn person_ifanc merch bachgen"
    " teulu baban"
)
# What a letter names besides people.
LETTERED = one_of(
    "annex appendix band part schedule grade section table figure option"
    " type class category level plan form atodiad rhan tabl ffurflen"
)
OLD = r"\w+[\s-](?:day|week|month|year)s?[\s-]old"
OED = (
    r"\d{1,2}(?:\s(?:a|ac)\s\d{1,2})?\s(?:(?:(?:ml|f)?l?wydd|blwydd|mis|wythnos)\s)?oed"
)
TEENS = one_of(
    r"one two three four five six seven eight nine ten eleven twelve \w+teen"
)
IS = r"(?:who\s)?(?:is|was|are|were)"
AGE = (
    r"(?:\s?\((?:then\s|now\s)?(?:aged?\s)?\d{1,2}(?:\soed)?[,)]"
    rf"|,?\s(?:(?:then|now|{IS})\s)?(?:aged?|oed)\s\d{{1,2}}\b"
    r"(?!\s(?:to|and\sover|or\sover))"
    rf"|,?\s(?:(?:{IS}|now|then|an?|the|yn|sy['’]n|merch|bachgen|plentyn)\s)*"
    rf"(?:{OLD}|{OED})"
    rf"|,?\s{IS}\s{TEENS}\b"
    r"|,\s\d{1,2}\s?,)"
)
PLACE = (
    r",?\s(?:(?:a|the|who)\s(?:[a-z]+\s){0,3})?(?:of|from|in|at|near|o|yn|ym|yng|ger)\s"
    rf"(?!(?i:{MONTH}|years?|part|section|blwyddyn|rhan)\b)"
    "[A-ZÂÊÎÔÛŴŶ][a-zâêîôûŵŷ]{2,}"
)
INITIALS = [
    (
        rf"(?<!\w)(?:{LETTERED}\s[A-Z]\b"
        rf"|(?P<found>(?:{CALLED}\s)?{LETTERS}(?:\s(?:and|a|ac)\s{LETTERS})?{AGE}))"
    ),
    rf"(?<!\w)(?P<found>(?:{CALLED}\s[A-Z]\d?\b(?!['’.])|{DOTTED}){PLACE})",
    rf"\b(?P<found>{OLD},?\s(?:{CALLED},?\s)?{DOTTED})",
    rf"\b{OED}\b[^.]{{0,40}}?\byw\s(?P<found>{DOTTED})",
]

FEW = one_of(
    "one two three four [1-4] un dau dwy [td]ri thri [td]air [pb]edwar"
    " [pb]edair phedwar phedair"
)
CHILDREN = one_of(
    "child(?:ren)?"
    " young_(?:person|people|carers?|parents?|adults?|m[ae]n|wom[ae]n)"
    " young_(?:girls?|boys?) bab(?:y|ies) infants? toddlers? siblings?"
    " teenagers? girls? boys? brothers? sisters? famil(?:y|ies)"
    " foster_carers? care_leavers? sons? daughters? twins"
    " (?:p|b|ph|mh)lentyn (?:p|b|ph|mh)lant (?:p|b|ph)erson_ifanc"
    " (?:p|b|ph)obl_ifanc [bf]aban(?:od)? [mf]erch(?:ed)? [bf]achgen"
    " [bf]echgyn f?b?rawd [bf]rodyr chwaer chwiorydd (?:t|d|th)eulu(?:oedd)?"
    " g?ofalwyr?_maeth"
)
# Between the number and the people: of whom, of how many, what they are like.
AMONG = (
    "(?i:"
    r"(?:(?:of|o)\s(?:(?:the|these|those|our|its|y)\s)?|o['’]r\s)?"
    r"(?:(?:\d+|\w+teen|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\s)?"
    r"(?:(?!(?:and|or|to|in|a|for|of|bob|canolfan|[dt]h?[iî]m|years?|hours|days|weeks"
    r"|months)\b)[\w-]+\s){0,2}?)"
)
# With one of these before it a number counts something else, or nobody at all.
NO_COUNT = re.compile(
    one_of(
        "phase part section tier level stage year grade step band schedule"
        " annex chapter table figure page article regulation standard"
        " recommendation outcome objective version strand category item"
        " class under over to age aged in yr pob bob unrhyw rhan cam haen"
        " lefel blwyddyn pennod tabl adran atodlen o_dan oed grŵp group any"
        " no"
    )
)
# With one of these after them children are the name of some work.
WORK = one_of(
    "protection care practice sexual criminal death and_famil\\w+ minder"
    " health in_need_(?:plan|meeting|panel) poverty assessment welfare"
    " benefit support information homes? services? teams? placement centres?"
    " group plans? court panels? hubs? workers?"
)
COUNT = re.compile(
    r"(?:(?<![\w%])(?P<before>[\w%]{1,40})[\s(]{1,3})?(?<![\w.,£/–-])"
    rf"(?P<found>{FEW}\s{AMONG}{CHILDREN}\b)(?!['’]s?\s|['’]|[\s-]{WORK}\b)"
)
INITIALS = [re.compile(pattern) for pattern in INITIALS]


def found(text: str) -> Iterator[Warned]:
    for pattern in INITIALS:
        yield from matched(Kind.INITIALS, pattern, text)
    for match in COUNT.finditer(text):
        if not NO_COUNT.fullmatch(match["before"] or ""):
            yield Warned(Kind.SMALL_COUNT, *match.span("found"), match["found"])
