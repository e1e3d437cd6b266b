import pytest
from django.db import IntegrityError, transaction

from inspectorate.inspections.models import Finding, Inspection
from inspectorate.reports.models import Edition, PublishedFinding
from tests.factories import make_edition, make_finding, make_report

REFUSAL = "This finding lacks what the public must read: complete it first."


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"classification": ""},
        {"theme": None},
        {"text_en": "", "text_cy": ""},
        {"classification": "non_compliance"},
        {"change": ""},
    ],
)
def test_finding_that_is_not_complete_is_in_no_edition(fields: dict) -> None:
    previous = make_finding()
    told = {"previous": previous, "change": "unchanged", **fields}
    finding, edition = make_finding(**told), make_edition(previous.inspection)
    row = {"edition": edition, "position": 99, "classification": "strength"}

    with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
        PublishedFinding.objects.create(finding=finding, **row)

    Finding.objects.filter(pk=finding.pk).update(recorded_from="A report of 2009")
    PublishedFinding.objects.create(finding=finding, **row)


@pytest.mark.django_db
def test_case_that_is_cancelled_has_no_edition() -> None:
    edition = make_edition()
    Inspection.objects.update(status="cancelled")
    values = Edition.objects.filter(pk=edition.pk).values().get()
    told = "The inspection is cancelled: no report of it is published."

    with pytest.raises(IntegrityError, match=told), transaction.atomic():
        Edition.objects.create(**{**values, "id": None, "number": 2})


@pytest.mark.django_db
def test_version_has_no_edition_before_its_report_unless_it_is_historical() -> None:
    version = make_report(kind="easy_read")
    values = Edition.objects.filter(pk=make_edition().pk).values().get()
    values |= {"id": None, "report_id": version.pk}
    told = "This is a version of a report that is not published: publish that."

    with pytest.raises(IntegrityError, match=told), transaction.atomic():
        Edition.objects.create(**values)

    Edition.objects.create(**{**values, "recorded_from": "A source"})
    make_edition(version.inspection)
    Edition.objects.create(**{**values, "number": 2})
