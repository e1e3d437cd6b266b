import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from inspectorate.reports.models import Edition, SearchedText
from inspectorate.reports.search import filling
from inspectorate.reports.search.finding import search
from tests.factories import make_edition

pytestmark = pytest.mark.django_db


def words() -> list[tuple]:
    return list(SearchedText.objects.order_by("pk").values_list("pk", "words"))


@pytest.fixture
def edition() -> Edition:
    return make_edition(paragraphs=["Placements were found."])


def test_what_was_published_before_is_filled_in_after_a_migration(
    edition: Edition,
) -> None:
    """The same rows as publication makes."""
    made = words()
    SearchedText.objects.all().delete()
    assert search("placements").hits == []

    filling.fill_after_migrate(app_config=apps.get_app_config("reports"))

    assert words() == made
    assert [hit.edition for hit in search("placements").hits] == [edition.pk]


def test_command_makes_what_is_missing_or_all_anew(
    edition: Edition, capsys: pytest.CaptureFixture[str]
) -> None:
    made = words()
    SearchedText.objects.update(words="stale")

    call_command("index_search")
    assert {text for _pk, text in words()} == {"stale"}
    call_command("index_search", "--all")

    assert words() == made
    assert capsys.readouterr().out == "Reports indexed: 0.\nReports indexed: 1.\n"


def test_searched_words_are_rows_of_the_edition_alone(edition: Edition) -> None:
    """Nothing else refers to them: they can be made again at any time."""
    links = [each for each in SearchedText._meta.related_objects if each.on_delete]

    assert links == []
    assert SearchedText._meta.get_field("edition").remote_field.on_delete == (
        models.CASCADE
    )
