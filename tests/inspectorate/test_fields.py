from datetime import date

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from django.utils.translation import override

from inspectorate.fields import PartialDate, PartialDateField, Told, Wording
from inspectorate.frameworks.models import Body
from tests.factories import make_authority, make_body


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2012-11-19", date(2012, 11, 19), date(2012, 11, 19)),
        ("2012-11", date(2012, 11, 1), date(2012, 11, 30)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("0987", date(987, 1, 1), date(987, 12, 31)),
        ("XXXX-02", None, None),
        ("XXXX-02-29", None, None),
    ],
)
def test_partial_date_as_written_covers_the_days_it_can_mean(
    text: str, earliest: date | None, latest: date | None
) -> None:
    value = PartialDate.parse(text)

    assert (str(value), value.earliest, value.latest) == (text, earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        *("", "XXXX", "0000", "0000-05", "19.11.2012", "2012-1", "2012-11-19T00:00"),
        *("2012-13", "2012-00", "2012-00-05", "2012-04-00", "2012-04-31"),
        *("2013-02-29", "XXXX-13", "XXXX-00", "2012 ", "2012-11-19\n", "12"),
    ],
)
def test_partial_date_of_nonsense_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words differ, the field's count
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "english", "welsh"),
    [
        ("2012-11-19", "19 November 2012", "19 Tachwedd 2012"),
        ("2012-11", "November 2012", "Tachwedd 2012"),
        ("2012", "2012", "2012"),
    ],
)
def test_partial_date_in_words_is_no_more_exact_than_its_source(
    text: str, english: str, welsh: str
) -> None:
    value = PartialDate.parse(text)

    with override("en"):
        assert value.in_words == english
    with override("cy"):
        assert value.in_words == welsh


def test_month_of_no_known_year_in_words_says_so() -> None:
    with override("en"):
        assert PartialDate.parse("XXXX-02").in_words == "February, year not stated"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given", ["2012-11", PartialDate(2012, 11), " 2012-11 "], ids=repr
)
def test_assigned_value_is_a_partial_date_before_and_after_saving(
    given: object,
) -> None:
    body = make_body(valid_from=given)

    assert body.valid_from == PartialDate(2012, 11)
    body.full_clean()
    assert Body.objects.get(valid_from="2012-11") == body
    assert Body.objects.get(pk=body.pk).valid_from == PartialDate(2012, 11)


@pytest.mark.django_db
def test_assigned_date_becomes_a_partial_date_of_that_day() -> None:
    body = make_body(valid_from=date(2012, 11, 19), valid_to=None)

    body.refresh_from_db()

    assert (body.valid_from, body.valid_to) == (PartialDate(2012, 11, 19), None)
    assert Body.objects.filter(pk=body.pk, valid_to="").exists()


@pytest.mark.django_db
def test_partial_dates_sort_as_their_days_do() -> None:
    texts = ["2012-11-19", "2011", "2012", "2012-11"]
    for text in texts:
        make_body(code=f"SORT-{text}", valid_from=text)

    found = Body.objects.filter(code__startswith="SORT").order_by("valid_from")

    assert [str(body.valid_from) for body in found] == sorted(texts)


@pytest.mark.django_db
def test_partial_date_survives_a_fixture_file() -> None:
    body = make_body(valid_from="XXXX-02")

    text = serializers.serialize("json", [body])
    (copied,) = serializers.deserialize("json", text)

    assert copied.object.valid_from == PartialDate(None, 2)


@pytest.mark.django_db
def test_nonsense_assigned_to_a_row_is_refused_by_cleaning_with_the_cure() -> None:
    body = make_body()
    body.valid_from = "last spring"

    with pytest.raises(ValidationError) as refusal:
        body.full_clean()

    assert refusal.value.message_dict == {
        "valid_from": [
            (
                "“last spring” is not a date. Write 2015-04-23, 2015-04 or 2015, "
                "or XXXX-02 for a February of no known year."
            )
        ]
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (" 2012-11 ", PartialDate(2012, 11)),
        ("9/11/2012", PartialDate(2012, 11, 9)),
        ("09.11.2012", PartialDate(2012, 11, 9)),
        ("", None),
    ],
)
def test_form_takes_a_partial_date(given: str, stored: PartialDate | None) -> None:
    form = modelform_factory(Body, fields=["valid_from"])(
        {"valid_from": given}, instance=make_body(valid_from="1998")
    )

    assert form.errors == {}
    assert form.save().valid_from == stored


@pytest.mark.django_db
def test_form_refuses_nonsense_and_shows_what_is_stored() -> None:
    form_class = modelform_factory(Body, fields=["valid_from"])
    body = make_body(valid_from="2012-11")

    assert 'value="2012-11"' in str(form_class(instance=body)["valid_from"])
    for nonsense in ("2012-13", "31/2/2012"):
        form = form_class({"valid_from": nonsense}, instance=body)
        assert list(form.errors) == ["valid_from"]


def test_partial_date_field_is_written_into_migrations_without_its_length() -> None:
    _name, path, args, kwargs = PartialDateField("from").deconstruct()

    assert (path, args) == ("inspectorate.fields.PartialDateField", [])
    PartialDateField(*args, **kwargs)


@pytest.mark.parametrize(
    ("wording", "language", "told"),
    [
        (Wording("Good", "Da"), "en", Told("Good", "en")),
        (Wording("Good", "Da"), "cy", Told("Da", "cy")),
        (Wording("Good", ""), "cy", Told("Good", "en")),
        (Wording("", "Da"), "en", Told("Da", "cy")),
        (Wording("", ""), "en", Told("", "cy")),
        (Wording("Good", "Da"), "fr", Told("Good", "fr")),
    ],
)
def test_wording_tells_its_text_and_the_language_that_is_in(
    wording: Wording, language: str, told: Told
) -> None:
    assert wording.in_language(language) == told


def test_wording_of_no_text_is_false() -> None:
    assert not Wording("", "")
    assert Wording("", "Da")


@pytest.mark.django_db
def test_two_languages_follow_the_reader() -> None:
    authority = make_authority("Swansea Bay", name_cy="Bae Abertawe")

    assert authority.name == Wording("Swansea Bay", "Bae Abertawe")
    with override("cy"):
        assert str(authority) == "Bae Abertawe"
    with override("en"):
        assert str(authority) == "Swansea Bay"
