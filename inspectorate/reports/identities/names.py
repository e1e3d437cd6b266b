"""Names of people, known by the words in them and the words around them.

The lists of given names and surnames are those that are common in Wales and England;
what stands in neither is found where a title, a calling or a saying goes with it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from inspectorate.reports.identities.warned import Kind, Warned, one_of

CAPITAL = "[A-ZÀ-ÖØ-ÞŁŚŻŹĆŃŴŶČŠŽĞŞİ]"
WORD = (
    rf"(?:{CAPITAL}\.|(?:[OD]['’]|Ma?c)?{CAPITAL}[^\W\d_]*(?:[-'’]{CAPITAL}[^\W\d_]+)*)"
)
TITLE = one_of(
    "Mr Mrs Ms Miss Mx Dr Doctor Cllr Councillor Prof Professor Nurse"
    " Sister Judge Cyng Cynghorydd Dame Lady Lord Baroness Reverend Rev PC"
    " DC DS DI Sergeant Auntie Uncle Nan"
)
# Words with capitals, one after the other.
RUN = re.compile(
    rf"(?<![\w'’./@-])(?={CAPITAL})(?:{TITLE}\.\s)?{WORD}"
    rf"(?:\s(?:(?:ap|ab|ferch|van|de|von)\s)?{WORD}){{0,11}}"
)
PART = re.compile(WORD)
# As far from a name as a word that tells of it may begin.
NEAR = 40

CALLING = one_of(
    "social_worker support_worker key_worker youth_worker care_worker"
    " foster_carer carer teacher headteacher nurse manager practitioner"
    " officer inspector colleague parent mother father mum dad grandmother"
    " grandfather aunt uncle stepfather stepmother brother sister son"
    " daughter child boy girl baby young sibling twins cousin called named"
    " o~r_enw volunteer advocate g?weithiwr_cymdeithasol"
    " gweithwraig_gymdeithasol gofalwr_maeth gofalwraig_faeth rheolwr"
    " rheolwraig athro athrawes [mf]am [td]ad chwaer brawd nain taid mam-gu"
    " tad-cu merch bachgen [mf]ab eiriolwr nyrs"
)
SAYS = one_of(
    "told said says explained described felt added recalled reported"
    " confirmed wrote asked complained lives lived moved attends was_placed"
)
SAID = one_of(
    "dywedodd meddai eglurodd esboniodd disgrifiodd cadarnhaodd soniodd"
    " teimlai ychwanegodd gofynnodd"
)
AFTER_CALLING = re.compile(rf"(?i)\b{CALLING}\s\Z")
AFTER_SAID = re.compile(rf"(?i)\b{SAID}\s\Z")
AFTER_IN = re.compile(r"(?i)\b(?:in|at|near|yn|ym|yng)\s\Z")
BEFORE_SAYS = re.compile(rf"\s{SAYS}\b")
BEFORE_FAMILY = re.compile(
    r"\s(?:family|household|children|siblings|brothers|sisters)\b"
)

IS_TITLE = re.compile(TITLE)
IS_SAID = re.compile(f"(?i){SAID}")
# With one of these after it a name is that of a place or a body …
IS_PLACE = re.compile(
    one_of(
        "Street Road Close Avenue Lane Drive Way Court Crescent Terrace"
        " Gardens? Place Square Hill Park House Lodge Hall Cottage Villas?"
        " School Primary Comprehensive College Academy University Hospital"
        " Hospice Surgery Clinic Centre Unit Ward Trust Foundation Charity"
        " Council Report Review Inquiry Act Project Homes? Family Children"
        " Institute Library Buildings? Estate Valley Bay Port Town Day"
        " Services? Group Partnership Award Fund Law Rule Stores? Bridge"
        " Disability Health"
    )
)
# … and with one of these before it.
IS_HOLY = re.compile(
    one_of(
        "St\\.? Saint Sant Santes Llan Ysgol Heol Stryd Ffordd Clos Plas"
        " T[yŷ] Maes Parc Bryn Canolfan Cwm Port Royal King Queen Prince"
        " Princess Lake Mount Fort HMP"
    )
)
# Public bodies that bear the name of a person.
BODIES = [
    "Aneurin Bevan",
    "Betsi Cadwaladr",
    "Hywel Dda",
    "Leonard Cheshire",
    "Lloyd George",
]


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list, in small letters and without accents."""
    list_of = files("inspectorate.reports").joinpath("data/identities", f"{name}.txt")
    return frozenset(list_of.read_text("utf-8").split())


def found(text: str, office_holders: Collection[str]) -> Iterator[Warned]:
    known = [words(name) for name in (*office_holders, *BODIES)]
    for run in RUN.finditer(text):
        parts = list(PART.finditer(text, *run.span()))
        begin = begins(text, parts)
        if begin is None:
            continue
        start, end = parts[begin].start(), parts[-1].end()
        if not any(words(text[start:end]) <= name for name in known):
            yield Warned(Kind.NAME, start, end, text[start:end])


@lru_cache(maxsize=2_000)
def words(name: str) -> frozenset[str]:
    return frozenset(plain(word) for word in re.findall(r"[\w'’]+", name))


def plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def begins(text: str, parts: list[re.Match]) -> int | None:
    """Which part of a run of words with capitals begins a name; None when none does."""
    run = [part[0] for part in parts]
    if any(IS_PLACE.fullmatch(word) for word in run[1:]):
        return None
    start, end = parts[0].start(), parts[-1].end()
    before, after = text[max(start - NEAR, 0) : start], text[end : end + NEAR]
    if AFTER_CALLING.search(before) and may_be_name(run[0]):
        return 0
    if run[0] == "The":
        return 1 if len(run) > 1 and BEFORE_FAMILY.match(after) else None
    speaks = bool(
        BEFORE_SAYS.match(after)
        or AFTER_SAID.search(before)
        or IS_SAID.fullmatch(run[0])
    )
    sure = speaks or not AFTER_IN.search(before)
    return first_of(run, speaks=speaks, sure=sure)


def first_of(run: list[str], *, speaks: bool, sure: bool) -> int | None:
    for place, word in enumerate(run):
        rest = run[place + 1 :]
        if place and IS_HOLY.fullmatch(run[place - 1]):
            return None
        if rest and IS_TITLE.fullmatch(word):
            return place + 1
        if rest and goes_with(word, rest[-1]):
            return place
        if not rest and sure and is_given(word):
            return place if speaks or plain(word) not in listed("given_words") else None
    return None


def may_be_name(word: str) -> bool:
    return not word.isupper() and not is_starter(word)


def is_starter(word: str) -> bool:
    """Whether it begins sentences rather than names."""
    return plain(word) in listed("starters")


def is_given(word: str) -> bool:
    first = re.split("[-'’]", word)[0]
    return not word.isupper() and plain(first) in listed("given_names")


def goes_with(word: str, last: str) -> bool:
    """Whether two words are a given name, or its initial, and a surname."""
    if is_starter(word) or last.isupper():
        return False
    return is_given(word) or word.endswith(".") or plain(last) in listed("surnames")
