import pytest

from authorities.models import Authority
from inspectorate.reports.search.authorities import Names, words_in
from tests.factories import make_authority

pytestmark = pytest.mark.django_db

# Of the 22 councils that are shipped; the domain reference names the first ones.
WRITTEN = [
    ("Castell-nedd", "neath-port-talbot"),
    ("Nghastell-nedd", "neath-port-talbot"),
    ("yng Nghastell-nedd Port Talbot", "neath-port-talbot"),
    ("castell nedd", "neath-port-talbot"),
    ("Neath", "neath-port-talbot"),
    ("Ynys Mon", "isle-of-anglesey"),
    ("ar Ynys Môn", "isle-of-anglesey"),
    ("ANGLESEY", "isle-of-anglesey"),
    ("Torfaen", "torfaen"),
    ("Tor-faen", "torfaen"),
    ("Nhorfaen", "torfaen"),
    ("Abertawe", "swansea"),
    ("City and County of Swansea", "swansea"),
    ("Swansea council", "swansea"),
    ("Cyngor Abertawe", "swansea"),
    ("foster carers in Swansea", "swansea"),
    ("yng Nghaerdydd", "cardiff"),
    ("Gaerdydd", "cardiff"),
    ("Mhen-y-bont", "bridgend"),
    ("pen y bont ar ogwr", "bridgend"),
    ("Sir Benfro", "pembrokeshire"),
    ("sir gar", "carmarthenshire"),
    ("Sir y Fflint", "flintshire"),
    ("W06000015", "cardiff"),
    ("W06000007", "powys"),
]


@pytest.fixture
def names() -> Names:
    return Names()


def named(names: Names, text: str) -> list[str]:
    return [each.slug for each in names.named(names.units(words_in(text)))]


def test_council_is_named_however_it_is_written(names: Names) -> None:
    found = {text: named(names, text) for text, _slug in WRITTEN}

    assert found == {text: [slug] for text, slug in WRITTEN}


@pytest.mark.parametrize("text", ["", "council", "Sir", "the county", "caseload", "🦊"])
def test_words_of_many_councils_or_of_none_name_none(names: Names, text: str) -> None:
    assert named(names, text) == []


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Swnasea", "swansea"), ("Caerdyd", "cardiff"), ("Carmarthenshir", "carmarthen")],
)
def test_name_that_is_nearly_right_suggests_the_council(
    names: Names, text: str, slug: str
) -> None:
    assert names.like(words_in(text))[0].slug.startswith(slug)


def test_long_text_suggests_nothing(names: Names) -> None:
    assert names.like(["x" * 5000]) == []


def test_name_that_two_authorities_have_names_both() -> None:
    Authority.objects.all().delete()
    for number in (1, 2):
        make_authority("Arfon", slug=f"arfon-{number}", name_cy="")

    assert named(Names(), "Arfon housing") == ["arfon-1", "arfon-2"]
