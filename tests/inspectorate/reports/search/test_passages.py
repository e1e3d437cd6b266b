import json

import pytest

from inspectorate.reports.models import Edition
from inspectorate.reports.search.authorities import Names, words_in
from inspectorate.reports.search.passages import Marker, Passage, passages_of
from inspectorate.reports.search.query import Query
from tests.factories import make_finding, make_recommendation
from tests.inspectorate.reports.search.record import case_of, make_read

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def edition(rows_of_module: None) -> Edition:
    case = case_of("swansea")
    make_finding(case, text_en="Placements broke down.", text_cy="Methodd lleoliadau.")
    make_recommendation(case, text_en="See to *placements*.", text_cy="Gofalwch.")
    told = [
        ("A placement of siblings.", "Lleoliad."),
        ("Siblings were apart.", "Roedd brodyr ar wahân."),
        ("Castell Nedd, Castell-nedd and CASTELL-NEDD.", "Yng Nghastell-nedd."),
        ("Before. " * 60 + "One placement" + " and more" * 60, ""),
    ]
    return make_read(case, told)


def found(edition: Edition, text: str, *, part: str = "") -> list[Passage]:
    units = Query(text, Names()).units
    markers = {each: Marker(units, each) for each in ("en", "cy")}
    return passages_of(json.loads(edition.document), markers, part)[0]


def told(passage: Passage) -> str:
    """The text with its marks."""
    return "".join(
        f"[{each.text}]" if each.is_marked else each.text for each in passage.segments
    )


def test_recommendations_and_findings_come_before_paragraphs(edition: Edition) -> None:
    passages = found(edition, "placement")

    assert [(each.kind, told(each)) for each in passages] == [
        ("recommendation", "See to [placements]."),
        ("finding", "[Placements] broke down."),
        ("paragraph", "A [placement] of siblings."),
    ]
    assert passages[0].anchor == edition.recommendations.get().reference
    assert passages[2].anchor == edition.paragraphs.first().anchor


def test_passage_with_more_of_the_words_comes_alone(edition: Edition) -> None:
    (passage,) = found(edition, "siblings placement")

    assert told(passage) == "A [placement] of [siblings]."


def test_passages_of_one_part_are_of_its_kind(edition: Edition) -> None:
    assert [each.kind for each in found(edition, "placement", part="findings")] == [
        "finding"
    ]


def test_name_is_marked_with_and_without_its_hyphen(edition: Edition) -> None:
    (passage,) = found(edition, "Castell-nedd")

    text = "[Castell] [Nedd], [Castell-nedd] and [CASTELL-NEDD]."
    assert (passage.language, told(passage)) == ("en", text)


def test_welsh_word_is_marked_in_the_form_it_has_there(edition: Edition) -> None:
    (passage,) = found(edition, "brawd wahan")[:1] or [None]
    assert passage is not None
    assert (passage.language, told(passage)) == ("cy", "Roedd brodyr ar [wahân].")


def test_long_text_is_cut_at_words_around_the_first_that_is_marked(
    edition: Edition,
) -> None:
    passage = found(edition, "one placement")[0]

    text = told(passage)
    assert text.startswith("… Before. ")
    assert text.endswith((" more …", " and …"))
    assert "[One] [placement] and more" in text
    assert len(text) < 320


def test_marks_are_where_the_words_stand_whatever_the_letters() -> None:
    marker = Marker(Query("cafe", Names()).units, "en")

    segments = marker.marked("Cafe\u0301 \u00ad🦊 <b>café</b> cafeteria")
    assert [each.text for each in segments if each.is_marked] == ["Café", "café"]
    assert words_in("Café") == ["cafe"]
