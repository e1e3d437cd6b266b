"""Searched rows of what was published before there were any, or whose words were made
by an earlier release.
"""

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Exists, OuterRef

from inspectorate import schema
from inspectorate.reports.models import Edition, SearchedText
from inspectorate.reports.models.edition import EditionQuerySet
from inspectorate.reports.search import index


def fill_after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: object) -> None:
    """A release that makes words otherwise has a migration that empties the table."""
    if using == DEFAULT_DB_ALIAS and not schema.waiting_migrations(connections[using]):
        fill(missing())


def fill(editions: models.QuerySet) -> int:
    """Make the rows of some editions; how many there were."""
    return index.write_again(editions.iterator(chunk_size=20))


def current() -> EditionQuerySet:
    return Edition.objects.published().current()


def missing() -> EditionQuerySet:
    rows = SearchedText.objects.filter(edition=OuterRef("pk"))
    return current().exclude(Exists(rows))
