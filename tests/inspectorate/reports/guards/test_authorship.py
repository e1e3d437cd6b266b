"""Nobody writes the report on an authority that they are tied to."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from inspectorate.inspections.models import Interest
from inspectorate.lifecycle import Refusal
from inspectorate.reports.beginning import begin
from inspectorate.reports.models import Report
from tests.factories import (
    make_authority,
    make_inspection,
    make_interest,
    make_report,
    make_user,
)

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return str(caught.value).splitlines()[0]


def test_author_has_no_interest_in_the_authority() -> None:
    report = make_report()
    person = make_interest(authority=report.inspection.authorities.get()).user
    rows = Report.objects.filter(pk=report.pk)

    told = refused(lambda: rows.update(author=person))

    assert "The lead author has an interest in the authority" in told
    report.author = person
    with pytest.raises(ValidationError, match="has declared an interest"):
        report.full_clean()
    rows.update(author=make_user("inspector"))
    rows.update(title_en="A new title")


def test_author_declares_no_interest_until_the_report_is_published() -> None:
    author = make_user("inspector")
    report = make_report(author=author)
    authority = report.inspection.authorities.get()

    told = refused(lambda: make_interest(author, authority))

    assert "This person writes a report on the authority" in told
    with pytest.raises(ValidationError, match="name another lead author first"):
        Interest(user=author, authority=authority, nature="Married.").full_clean()
    Report.objects.update(status="published")
    make_interest(author, authority).full_clean()


def test_case_is_not_widened_to_what_its_author_has_an_interest_in() -> None:
    author = make_user("inspector")
    report, interest = make_report(author=author), make_interest(author)

    told = refused(lambda: report.inspection.authorities.add(interest.authority))

    assert "The lead author has an interest in the authority" in told
    report.inspection.authorities.add(make_authority())


@pytest.mark.parametrize(
    ("column", "status"), [("signed_off_by", "sign_off"), ("published_by", "published")]
)
def test_who_has_an_interest_neither_signs_off_nor_publishes(
    column: str, status: str
) -> None:
    report = make_report(status="revision")
    head = make_user("head_of_inspection")
    rows = Report.objects.filter(pk=report.pk)
    rows.update(**{column: head})
    authority = report.inspection.authorities.get()
    tied = [make_interest(head, authority), make_interest(authority=authority)]

    for person in (each.user for each in tied):
        told = refused(lambda who=person: rows.update(status=status, **{column: who}))
        assert "has an interest in the authority: somebody else does it" in told
    rows.update(title_en="What they did before stays")
    rows.update(status=status, **{column: make_user("head_of_inspection")})


def test_who_has_an_interest_begins_no_report() -> None:
    case = make_inspection()
    person = make_interest(authority=case.authorities.get()).user

    with pytest.raises(Refusal, match="somebody else writes the report"):
        begin(case, by=person)

    assert not Report.objects.exists()
