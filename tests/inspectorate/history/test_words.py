import pytest
from django.utils import translation

from inspectorate.history.models import Entry
from inspectorate.history.words import act_in_words
from tests.admin_rows import make_row_of_each


@pytest.mark.slow
@pytest.mark.django_db
def test_act_that_is_recorded_is_told_in_welsh_too() -> None:
    make_row_of_each()
    acts = set(Entry.objects.values_list("act", flat=True))

    with translation.override("cy"):
        told = {act: act_in_words(None, act) for act in acts}

    assert len(told) > 5
    assert [act for act, words in told.items() if words == act] == []


def test_act_of_which_the_program_knows_nothing_is_told_as_it_stands() -> None:
    assert act_in_words(None, "taken_by_storm") == "taken by storm"
