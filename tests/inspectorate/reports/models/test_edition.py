import pytest
from pytest_django import DjangoAssertNumQueries

from inspectorate.reports.models import Edition, Response
from tests.factories import (
    make_authority,
    make_edition,
    make_inspection,
    make_judgement,
    make_report,
    make_response,
)

pytestmark = pytest.mark.django_db


def test_public_reads_no_edition_of_a_draft() -> None:
    published = make_edition()
    make_report(status="scheduled")

    assert list(Edition.objects.published()) == [published]


def test_edition_that_never_entered_the_register_is_not_published() -> None:
    real = make_edition()
    values = Edition.objects.filter(pk=real.pk).values().get()
    slipped_in = Edition.objects.create(**{**values, "id": None, "number": 2})

    assert slipped_in not in Edition.objects.published()


@pytest.mark.slow
def test_editions_of_an_authority_are_those_about_it() -> None:
    authority = make_authority()
    own = make_edition(make_inspection(authority))
    joint = make_inspection()
    joint.authorities.add(authority)
    shared = make_edition(joint)
    make_edition()

    found = Edition.objects.published().for_authority(authority)

    assert set(found) == {own, shared}


@pytest.mark.parametrize("size", [1, 3])
def test_list_costs_the_same_queries_for_any_size(
    size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(size):
        inspection = make_inspection()
        make_judgement(inspection)
        make_edition(inspection)

    with django_assert_num_queries(5):
        for edition in Edition.objects.published().for_list():
            str(edition), str(edition.framework.body), str(edition.service)
            [str(authority) for authority in edition.authorities.all()]
            [str(judgement) for judgement in edition.judgements.all()]
            assert edition.report.slug


def test_list_leaves_the_document_behind() -> None:
    make_edition()

    assert Edition.objects.for_list().get().get_deferred_fields() == {"document"}


def test_public_reads_released_responses_on_published_reports() -> None:
    released = make_response()
    make_response(is_public=False)
    make_response(make_report())

    assert list(Response.objects.published()) == [released]
