import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from authorities.models import Alias, Authority
from inspectorate.inspections.models import Inspection
from tests.factories import make_authority, make_inspection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("en", ["Cardiff Road", "Swansea Road", "Wrexham Road"]),
        ("cy", ["Swansea Road", "Cardiff Road", "Wrexham Road"]),
    ],
)
def test_authorities_stand_in_the_order_of_the_readers_language(
    language: str, order: list[str]
) -> None:
    Authority.objects.all().delete()
    for english, welsh in [
        ("Swansea Road", "Ffordd Abertawe"),
        ("Wrexham Road", ""),
        ("Cardiff Road", "Ffordd Caerdydd"),
    ]:
        make_authority(english, name_cy=welsh)

    found = Authority.objects.by_name(language)

    assert [authority.name_en for authority in found] == order
    with override(language):
        assert list(Authority.objects.by_name()) == list(found)


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", "Cardiff Road, newtown"), ("cy", "Ffordd Caerdydd, newtown")],
)
def test_row_tells_the_names_of_its_authorities(language: str, names: str) -> None:
    row = make_inspection(authority=make_authority("", slug="newtown", name_cy=""))
    row.authorities.add(make_authority("Cardiff Road", name_cy="Ffordd Caerdydd"))

    with override(language):
        told = Inspection.objects.annotate(names=Authority.objects.names("inspections"))

    assert told.get().names == names


def test_authority_is_found_by_its_code_and_by_one_it_once_had() -> None:
    council = make_authority(gss_code="W99000001")
    other = make_authority(gss_code="W99000002")
    council.aliases.create(kind=Alias.Kind.CODE, text="W98000001")
    council.aliases.create(kind=Alias.Kind.CODE, text="W98000002")
    other.aliases.create(kind=Alias.Kind.NAME, text="W98000001")

    assert list(Authority.objects.with_code("W99000001")) == [council]
    assert list(Authority.objects.with_code("W98000001")) == [council]
    assert not Authority.objects.with_code("W97000001").exists()


@pytest.mark.parametrize(
    ("name", "gss_code", "slug"),
    [
        ("Newtown", "W99000009", "newtown"),
        ("Ynys Môn", "W99000009", "ynys-mon"),
        ("Exampleshire", "W99000009", "exampleshire-w99000009"),
        ("…", "W99000009", "w99000009"),
    ],
)
def test_new_authority_gets_a_free_address_name(
    name: str, gss_code: str, slug: str
) -> None:
    make_authority("Exampleshire")

    assert Authority.free_slug(name, gss_code) == slug


def test_authority_without_a_name_is_shown_by_its_address_name() -> None:
    assert str(make_authority("", name_cy="", slug="nameless")) == "nameless"


def test_authority_may_take_over_from_others() -> None:
    old, new = make_authority("Old District"), make_authority("New County")

    new.predecessors.add(old)

    assert list(old.successors.all()) == [new]
    assert list(new.successors.all()) == []


@pytest.mark.parametrize("gss_code", ["NPT/2015", "w06000012", "W0600001"])
def test_code_of_another_form_is_refused_with_the_cure(gss_code: str) -> None:
    authority = make_authority(gss_code="W99000009")
    authority.gss_code = gss_code

    with pytest.raises(ValidationError) as refusal:
        authority.full_clean()

    assert refusal.value.message_dict == {
        "gss_code": ["Write a capital letter and eight digits, such as W06000012."]
    }


def test_authority_may_have_no_code() -> None:
    make_authority(gss_code=None).full_clean()
