"""The glossary, and what a word means beside its use."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspectorate.concerns.models.decision import Level
from inspectorate.public.glossary import PARTS
from inspectorate.public.meanings import VOCABULARIES, anchor
from inspectorate.public.meanings.terms import TERMS
from inspectorate.public.templatetags.glossary import meaning
from tests.factories import (
    make_area,
    make_edition,
    make_inspection,
    make_judgement,
    make_point,
    make_report,
    make_scale,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = pytest.mark.django_db

WAY = "/en/glossary/"


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_value_of_a_vocabulary_has_a_meaning_and_no_other_has(name: str) -> None:
    vocabulary = VOCABULARIES[name]

    assert list(vocabulary.meanings) == list(vocabulary.choices)


def test_every_word_stands_in_the_glossary_under_its_own_anchor(
    client: Client,
) -> None:
    html = client.get(WAY).content.decode()

    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    told = {
        anchor(name, value)
        for name in VOCABULARIES
        for value in VOCABULARIES[name].choices
    }
    assert told | set(TERMS) <= set(ids)
    headings = [group.heading for part in PARTS for group in part.groups]
    assert headings == [each.heading for each in VOCABULARIES.values()]


def test_reader_learns_which_level_is_worse(client: Client) -> None:
    assert in_order(
        client.get(WAY),
        "Routine The lowest of four",
        "The second of four, worse than routine",
        "The third of four, worse than heightened",
        "The highest of four, worse than serious",
        "“Serious” and “significant”",
    )


def test_scale_of_a_published_grade_is_told_whole_and_no_other(client: Client) -> None:
    scale, unused = make_scale(name_en="In use"), make_scale(name_en="Not in use")
    good = make_point(scale, order=1, label_en="Good", meaning_en="All is well.")
    make_point(scale, order=2, label_en="Poor", meaning_en="", meaning_cy="")
    for each, point in ((scale, good), (unused, make_point(unused))):
        case = make_inspection()
        area = make_area(case.framework, scale=each)
        make_judgement(case, area=area, point=point)
        make_edition(case) if each == scale else make_report(case)

    response = client.get(WAY)

    assert in_order(
        response,
        "In use Good All is well. Place from the best: 1; grades in all: 2",
        "Poor The framework does not say what it means. Place from the best: 2",
    )
    assert "Not in use" not in words(response)
    place = anchor("grade", f"{scale.code}-{good.code}")
    assert f'id="{place}"' in response.content.decode()


def test_meaning_beside_a_word_leads_to_the_glossary() -> None:
    html = meaning("level", Level.SERIOUS)

    assert "The third of four" in html
    assert 'href="/en/glossary/#level-2"' in html
    assert '<details class="govuk-details' in html


def test_value_that_is_no_longer_offered_has_no_meaning() -> None:
    assert meaning("acceptance", "perhaps") == ""


@pytest.mark.parametrize("count", [1, 3])
def test_glossary_takes_two_queries_for_any_number_of_scales(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        case = make_inspection()
        make_judgement(case)
        make_edition(case)

    with django_assert_num_queries(2):
        client.get(WAY)
