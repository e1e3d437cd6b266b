"""Numbers, dates and addresses of people, known by their shape."""

import re
from collections.abc import Iterator

from inspectorate.reports.identities.warned import Kind, Warned, matched, one_of

MONTH = one_of(
    "jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july?"
    " aug(?:ust)? sep(?:t(?:ember)?)? oct(?:ober)? nov(?:ember)?"
    " dec(?:ember)? ionawr chwefror mawrth ebrill mai mehefin gorffennaf"
    " awst medi hydref tachwedd rhagfyr"
)
TH = "(?:st|nd|rd|th|af|ail|ydd|fed|eg)?"
DATE = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d"
    rf"|(?:\d{{1,2}}{TH}\s+(?:of\s+|o\s+)?)?{MONTH},?\s+\d{{4}}"
    rf"|{MONTH}\s+\d{{1,2}}{TH},?\s+\d{{4}})"
)
BIRTH = one_of(
    r"born \bb\. \bd\.?\s?o\.?\s?b\b\.? dates?_of_birth birthdays?"
    r" \w{0,2}an(?:wyd|ed) (?:n|d)?dyddiad(?:au)?_(?:ei_|eu_)?g?eni"
    r" (?:p|b|ph)en-?blwydd"
)
# Of a rule and not of a person.
FROM_A_DAY = r"\s(?:on\sor|before|after|since|between)"

# Whose number follows, and the word that says it is one.
OWNER = one_of(
    "case client service[\\s-]users? file record person patient referral"
    " child wccis paris mosaic careworks care_first carefirst liquidlogic"
    " swift draig achos cleient defnyddiwr_gwasanaeth ffeil cofnod"
    " atgyfeiriad plentyn"
)
LABEL = one_of(
    r"i\.?d\.?s? identifier nos?\.? numbers? ref\.? reference rhif cyfeirnod"
    r" record file case"
)
NUMBER = r"(?=[\w/.-]{0,30}\d{3})[a-z]{0,6}[/.-]?\d[\w/-]{0,30}\d"
LONG_NUMBER = rf"(?!(?:19|20)\d\d\b)(?=[\w/.-]{{0,30}}\d{{4}}){NUMBER}"

# The letters that a postcode may begin with.
AREA = (
    "(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?"
    "|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]"
    "|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)"
)

PATTERNS = [
    (
        Kind.DATE_OF_BIRTH,
        rf"(?i)\b{BIRTH}(?!{FROM_A_DAY})[^.;]{{0,40}}?\b(?P<found>{DATE})",
    ),
    (
        Kind.NHS_NUMBER,
        r"(?<![\d£+.,/-])(?P<found>[1-9]\d{2}[ -]?\d{3}[ -]?\d{4})(?![\d/-]|[.,]\d)",
    ),
    (
        Kind.NI_NUMBER,
        r"(?i)\b(?P<found>[a-z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[a-d])\b",
    ),
    (
        Kind.CASE_ID,
        (
            rf"(?i)\b(?:{OWNER}(?:['’]s)?|our)\s(?:{LABEL}[\s:#]*){{1,2}}"
            rf"(?:is\s|was\s|oedd\s|yw\s)?(?P<found>{NUMBER})\b"
        ),
    ),
    (Kind.CASE_ID, rf"(?i)\b{OWNER}[\s:#(]+(?P<found>{LONG_NUMBER})\b"),
    (
        Kind.CASE_ID,
        (
            r"(?i)\b(?:rhif|cyfeirnod)(?:\syr?)?\s(?!adroddiad|arolygiad)"
            rf"(?:\w+\s){{0,2}}?(?P<found>{LONG_NUMBER})\b"
        ),
    ),
    (
        Kind.EMAIL,
        r"(?<![\w.+'-])(?P<found>[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)",
    ),
    (
        Kind.TELEPHONE,
        (
            r"(?<![\w£.,/-])(?<!ISBN\s)(?P<found>(?:\+44\s?(?:\(0\))?|0044\s?|\(0|0)"
            r"\s?[1-9]\d(?:[\s()-]{0,2}\d){7,8})(?!\d)"
        ),
    ),
    (
        Kind.POSTCODE,
        rf"(?i)\b(?P<found>{AREA}\d[A-Z\d]?\s{{0,2}}\d[ABD-HJLNP-UW-Z]{{2}})\b",
    ),
]
PATTERNS = [(kind, re.compile(pattern)) for kind, pattern in PATTERNS]


def found(text: str) -> Iterator[Warned]:
    for kind, pattern in PATTERNS:
        yield from matched(kind, pattern, text)
