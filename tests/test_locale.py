"""The Welsh catalogue: complete, compiled, and of what the code says."""

import ast
import gettext
import re
import struct
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import allauth
import django
import pytest
from django.template.base import Lexer, TokenType
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation.template import templatize
from django_tasks_db.models import DBTaskResult

from inspectorate.staff import borrowed

ROOT = Path(__file__).parent.parent
PO = ROOT / "locale" / "cy" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")

PLACEHOLDER = re.compile(r"%\(\w+\)\w|%[sd]|\{\w*\}")
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURALS = {"ngettext", "ngettext_lazy"}
AVOIDED = {"npgettext", "pgettext", "pgettext_lazy"}
IN_TEMPLATE = re.compile(
    r"""\b(?:n?gettext|_)\(u?('(?:\\.|[^'])*'|"(?:\\.|[^"])*")[,)]"""
)


def read_po(text: str) -> dict[str, list[str]]:
    """The messages of a catalogue with their Welsh: one form, or four for a plural.
    "" is its header.
    """
    messages: dict[str, list[str]] = {}
    parts: list[str] = []
    is_plural = False
    for line in text.splitlines():
        keyword, quote, rest = line.partition('"')
        if keyword.startswith("#") or not quote:
            continue
        if keyword == "msgid ":
            parts, is_plural = [], False
        if keyword:
            is_plural = keyword == "msgid_plural "
            parts += [] if is_plural else [""]
        if not is_plural:
            parts[-1] += ast.literal_eval(quote + rest)
        if len(parts) > 1:
            messages[parts[0]] = parts[1:]
    return messages


def messages_of_module(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
        assert name not in AVOIDED, f"{path}:{node.lineno} uses {name}"
        if name in CALLS | PLURALS:
            message = node.args[0]
            where = f"{path}:{node.lineno}"
            assert isinstance(message, ast.Constant), f"{where}: write the text out"
            yield message.value


def messages_of_template(path: Path) -> Iterator[str]:
    for literal in IN_TEMPLATE.findall(templatize(path.read_text())):
        yield ast.literal_eval(literal)


@pytest.fixture(scope="module")
def catalogue() -> dict[str, list[str]]:
    return read_po(PO.read_text())


def words_of(package: Path, language: str) -> dict[str, list[str]]:
    """The messages of a library, by the catalogues it comes with."""
    words: dict[str, list[str]] = {}
    for path in package.glob(f"**/locale/{language}/LC_MESSAGES/django.po"):
        words |= {
            english: forms
            for english, forms in read_po(path.read_text()).items()
            if language == "en" or all(forms)
        }
    return words


DJANGO = Path(django.__file__).parent


@pytest.fixture(scope="module")
def used() -> set[str]:
    """The messages of the code and of the templates."""
    modules = (
        path
        for top in ("authorities", "inspectorate", "recommendations")
        for path in (ROOT / top).rglob("*.py")
    )
    templates = (
        path
        for path in (ROOT / "templates").rglob("*")
        if path.suffix in {".html", ".txt"}
    )
    return {
        *(message for path in modules for message in messages_of_module(path)),
        *(message for path in templates for message in messages_of_template(path)),
    }


def test_every_message_of_the_code_has_its_welsh(
    catalogue: dict[str, list[str]], used: set[str]
) -> None:
    assert sorted(used - catalogue.keys()) == []


@pytest.mark.slow
def test_catalogue_holds_nothing_that_the_code_no_longer_says(
    catalogue: dict[str, list[str]], used: set[str]
) -> None:
    assert sorted(catalogue.keys() - used) == [""]


@pytest.mark.slow
def test_admin_of_django_says_nothing_without_welsh(
    catalogue: dict[str, list[str]],
) -> None:
    said = words_of(DJANGO / "contrib" / "admin", "en")

    assert sorted(said.keys() - words_of(DJANGO, "cy").keys() - catalogue.keys()) == []


@pytest.mark.slow
def test_borrowed_word_is_one_of_a_library_that_lacks_its_welsh() -> None:
    named = set(messages_of_module(Path(borrowed.__file__)))
    with translation.override("en"):
        tasks = {str(field.verbose_name) for field in DBTaskResult._meta.fields}
        tasks |= {
            DBTaskResult._meta.verbose_name,
            DBTaskResult._meta.verbose_name_plural,
        }
    said = words_of(DJANGO, "en") | words_of(Path(allauth.__file__).parent, "en")

    assert sorted(named - said.keys() - tasks) == []
    assert named & words_of(DJANGO, "cy").keys() == set(borrowed.MENDED)


# What the public reads. What operators and their programs read is English.
PUBLIC_TEMPLATES = [
    *ROOT.glob("templates/*.html"),
    *ROOT.glob("templates/public/*.html"),
    *ROOT.glob("templates/portal/*.html"),
]
OPERATORS = {"export", "health.py", "management", "migrations", "sending.py"}
PUBLIC_MODULES = [
    path
    for path in ROOT.glob("inspectorate/public/**/*.py")
    if not OPERATORS & set(path.parts)
]
# Names that are the same in every language.
NAMES = {"API", "Atom", "CSV", "Cymraeg", "English", "Inspectorate", "JSON"}
NAMES |= {"Lines", "OpenAPI", "PDF"}
SPOKEN = ("alt", "aria-description", "aria-label", "placeholder", "title")
WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"^[A-Z][a-z]+ (?!\|).*[a-z].*")
NO_WORD = re.compile(r"&\w+;|/?\w+[./]\S+")


class Spoken(HTMLParser):
    """Gathers what a reader sees or hears of a template, but for what says itself in
    which language it is.
    """

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_told = dict(attrs).get("lang") in ("en", "cy")
        if not self.within and (is_told or tag in ("script", "style")):
            self.within = tag
        if not self.within:
            self.said += [text for name, text in attrs if name in SPOKEN and text]

    def handle_endtag(self, tag: str) -> None:
        if tag == self.within:
            self.within = ""

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.said.append(data)


def said_in_english_alone(path: Path) -> set[str]:
    """The words of a template that stand outside translate and blocktranslate."""
    text, ends = "", ""
    for token in Lexer(path.read_text()).tokenize():
        name = token.contents.partition(" ")[0]
        if token.token_type == TokenType.BLOCK and not ends:
            ends = {"blocktranslate": "endblocktranslate", "comment": "endcomment"}.get(
                name, ""
            )
        elif token.token_type == TokenType.BLOCK and name == ends:
            ends = ""
        elif token.token_type == TokenType.TEXT and not ends:
            text += token.contents
    heard = Spoken()
    heard.feed(text)
    return set(WORD.findall(NO_WORD.sub(" ", " ".join(heard.said)))) - NAMES


def test_no_public_template_says_a_word_in_english_alone() -> None:
    found = {path.name: said_in_english_alone(path) for path in PUBLIC_TEMPLATES}

    assert {name: words for name, words in found.items() if words} == {}


def sentences_of_module(path: Path) -> Iterator[str]:
    """Those that are neither documentation nor marked for translation."""
    tree = ast.parse(path.read_text())
    left_out = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):  # a docstring
            left_out.add(node.value)
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
            if name in CALLS | PLURALS | LOGGED:
                left_out.update(node.args)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node not in left_out:
            yield from SENTENCE.findall(str(node.value))


LOGGED = {"debug", "info", "warning", "error", "exception", "MiddlewareNotUsed"}


def test_no_module_of_the_public_has_a_sentence_in_english_alone() -> None:
    found = {path.name: [*sentences_of_module(path)] for path in PUBLIC_MODULES}

    assert {name: told for name, told in found.items() if told} == {}


def test_no_message_is_empty_or_uncertain(catalogue: dict[str, list[str]]) -> None:
    assert [message for message, welsh in catalogue.items() if not all(welsh)] == []
    assert {len(welsh) for welsh in catalogue.values()} <= {1, 4}
    assert "#, fuzzy" not in PO.read_text()


TERM = re.compile(
    r"^\| [^|]+ \| ([^|]+) \| (?:high|medium|low) \| (yes|no) \|", re.MULTILINE
)


def test_page_on_welsh_says_which_unsure_terms_are_in_use(
    catalogue: dict[str, list[str]],
) -> None:
    welsh = "\n".join(form for forms in catalogue.values() for form in forms).casefold()
    terms = TERM.findall((ROOT / "docs" / "welsh.md").read_text())

    assert len(terms) > 40
    assert [
        term for term, used in terms if is_said(term, welsh) != (used == "yes")
    ] == []


def is_said(term: str, text: str) -> bool:
    words = re.escape(term.casefold())
    return re.search(rf"(?<!\w){words}(?!\w)", text) is not None


def test_placeholders_agree(catalogue: dict[str, list[str]]) -> None:
    pairs = [
        (sorted(PLACEHOLDER.findall(english)), sorted(PLACEHOLDER.findall(form)))
        for english, welsh in catalogue.items()
        for form in welsh
        if english
    ]

    assert [pair for pair in pairs if pair[0] != pair[1]] == []


def test_compiled_catalogue_is_that_of_the_source(
    catalogue: dict[str, list[str]],
) -> None:
    """Mend it by: msgfmt -c -o django.mo django.po"""
    with MO.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    _magic, _version, count = struct.unpack("<III", MO.read_bytes()[:12])

    differing = [
        english
        for english, welsh in catalogue.items()
        if english and forms_of(compiled, english, len(welsh)) != welsh
    ]
    assert differing == []
    assert count == len(catalogue)


def forms_of(compiled: gettext.GNUTranslations, english: str, count: int) -> list[str]:
    """By a number for each plural form of Welsh."""
    if count == 1:
        return [compiled.gettext(english)]
    return [compiled.ngettext(english, "", number) for number in (1, 2, 3, 8)]


def test_moment_and_list_are_told_in_welsh_as_in_english() -> None:
    moment = datetime(2026, 3, 2, 13, 5)  # noqa: DTZ001 (told as it stands)

    with translation.override("cy"):
        assert date_format(moment, "DATETIME_FORMAT") == "2 Mawrth 2026, 13:05"
        assert get_text_list(["un", "dau", "tri"], "neu") == "un, dau neu tri"
