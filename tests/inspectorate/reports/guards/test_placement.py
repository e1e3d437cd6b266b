from collections.abc import Callable

import pytest
from django.db import IntegrityError, models, transaction

from inspectorate.reports.models import Placement
from tests.factories import (
    make_finding,
    make_judgement,
    make_placement,
    make_recommendation,
    make_report,
    make_section,
)

ELSEWHERE = "This report does not state it"


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_finding, make_judgement, make_recommendation])
def test_database_places_nothing_of_another_case(
    make: Callable[[], models.Model],
) -> None:
    section, what = make_section(), make()
    given = {what._meta.model_name: what}

    with pytest.raises(IntegrityError, match=ELSEWHERE), transaction.atomic():
        Placement.objects.create(section=section, **given)

    own = Placement.objects.filter(pk=make_placement(section).pk)
    with pytest.raises(IntegrityError, match=ELSEWHERE), transaction.atomic():
        own.update(section=make_section())


@pytest.mark.django_db
def test_database_places_nothing_in_a_version_that_states_nothing() -> None:
    section = make_section(make_report(kind="summary", paragraphs=0))

    with pytest.raises(IntegrityError, match=ELSEWHERE), transaction.atomic():
        make_placement(section)
