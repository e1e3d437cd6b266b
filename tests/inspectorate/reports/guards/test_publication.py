import pytest
from django.db import IntegrityError, transaction

from inspectorate.inspections.models import Finding, Inspection
from inspectorate.reports.models import Edition, PublishedFinding, Report
from tests.factories import (
    NOON,
    SYSTEM,
    make_edition,
    make_finding,
    make_inspection,
    make_report,
    make_rule_not_published,
    make_service,
    make_withdrawal,
)
from tests.inspectorate.public.corrections import correct

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


@pytest.mark.django_db
@pytest.mark.parametrize("depth", [0, 1, 2])
def test_what_is_not_published_by_rule_has_no_public_edition(depth: int) -> None:
    top = make_service("Children's homes")
    middle = make_service("Secure homes", parent=top)
    chain = [top, middle, make_service("Welfare placements", parent=middle)]
    edition = make_edition(make_inspection(service=chain[depth]))
    make_rule_not_published(service=top, kind="PEI")
    values = Edition.objects.filter(pk=edition.pk).values().get()
    values |= {"id": None, "number": 2}
    told = "By rule this report is not published: issue it instead."

    with pytest.raises(IntegrityError, match=told), transaction.atomic():
        Edition.objects.create(**values)

    Edition.objects.create(**{**values, "chain": "issued"})
    Edition.objects.create(**{**values, "recorded_from": "A source"})


@pytest.mark.django_db
def test_version_is_published_after_its_report_is_public_not_only_issued() -> None:
    version = make_report(kind="easy_read")
    main = make_report(version.inspection, signed=True)
    edition = main.issue(by=SYSTEM, reason="A secure home.", at=NOON)
    values = Edition.objects.filter(pk=edition.pk).values().get()
    values |= {"id": None, "report_id": version.pk}
    told = "This is a version of a report that is not published: publish that."

    with pytest.raises(IntegrityError, match=told), transaction.atomic():
        Edition.objects.create(**{**values, "chain": "public"})

    Edition.objects.create(**values)


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["published", "withdrawn", "issued", "revision"])
def test_report_of_an_edition_keeps_its_slug(status: str) -> None:
    report = make_edition().report
    Report.objects.update(status=status)
    told = "stands under its address: the name stays"

    with pytest.raises(IntegrityError, match=told), transaction.atomic():
        Report.objects.update(slug="elsewhere")

    assert Report.objects.get().slug == report.slug


@pytest.mark.slow
@pytest.mark.django_db
def test_current_edition_is_the_newest_that_can_be_read() -> None:
    first = make_edition()
    second, report = correct(first.report), Report.objects.filter(pk=first.report_id)
    told = "The current edition is the newest that can be read, and no other."

    for edition in (first, make_edition(), None):
        with pytest.raises(IntegrityError, match=told), transaction.atomic():
            report.update(current_edition=edition)

    make_withdrawal(second)
    assert report.get().current_edition is None
    with pytest.raises(IntegrityError, match=told), transaction.atomic():
        report.update(current_edition=second)
    third = correct(first.report)
    assert report.get().current_edition == third
    report.update(title_en="A working copy")
