import pytest
from django.db import models

from authorities.models import Authority
from inspectorate.inspections.models import Inspection
from inspectorate.subqueries import Counted, Joined
from tests.factories import make_authority, make_inspection

pytestmark = pytest.mark.django_db

HERE = Authority.objects.filter(inspections=models.OuterRef("pk"))


def test_rows_are_counted_up_to_where_their_query_ends() -> None:
    row = make_inspection()
    row.authorities.set([make_authority(name) for name in "ABC"])

    counts = Inspection.objects.values_list(Counted(HERE), Counted(HERE[:2]))

    assert list(counts) == [(3, 2)]


def test_texts_are_joined_in_the_order_of_their_query() -> None:
    row, bare = make_inspection(), make_inspection()
    row.authorities.set([make_authority(name) for name in ("B", "A%", "C")])
    bare.authorities.clear()
    names = HERE.order_by("-name_en").values(told=models.F("name_en"))

    told = Inspection.objects.order_by("pk").values_list(Joined(names, ", "))

    assert list(told) == [("C, B, A%",), (None,)]
