from datetime import date

import pytest

from inspectorate.frameworks.models import Framework
from tests.factories import make_framework


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("valid_from", "valid_to", "first", "last"),
    [
        ("2018-01", "2026-03", date(2018, 1, 1), date(2026, 3, 31)),
        ("2018", "2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2018-01-15", None, date(2018, 1, 15), date.max),
        (None, "2018-01-15", date.min, date(2018, 1, 15)),
        (None, None, date.min, date.max),
    ],
)
def test_framework_covers_the_days_of_its_dates(
    valid_from: str | None, valid_to: str | None, first: date, last: date
) -> None:
    framework = make_framework(valid_from=valid_from, valid_to=valid_to)

    assert framework.covers(first)
    assert framework.covers(last)
    if first > date.min:
        assert not framework.covers(date.fromordinal(first.toordinal() - 1))
    if last < date.max:
        assert not framework.covers(date.fromordinal(last.toordinal() + 1))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("ILACS", ["ILACS-2026", "ILACS-2018"]),
        ("ILACS-2018", ["ILACS-2018"]),
        ("ilacs-2018", ["ILACS-2018"]),
        ("Unheard of", []),
    ],
)
def test_name_of_a_source_finds_the_version_or_the_family_newest_first(
    name: str, codes: list[str]
) -> None:
    assert [framework.code for framework in Framework.objects.named(name)] == codes


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("languages", "codes"), [("en", ["en"]), ("cy", ["cy"]), ("en cy", ["en", "cy"])]
)
def test_framework_says_which_languages_an_edition_must_have(
    languages: str, codes: list[str]
) -> None:
    assert make_framework(languages).required_languages == codes
