import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import OperationalError, connection, models
from django.utils.translation import gettext_lazy as _

from inspectorate.public.models.change import MANY, Change

logger = logging.getLogger(__name__)

# One statement for a page and for whether it still holds. A body that the reader has
# by its ETag is not read.
FIND = """
    SELECT now.version, now.changes, page.state, page.etag, page.headers,
        CASE WHEN page.etag = %s THEN NULL ELSE page.body END
    FROM (
        SELECT CAST(COALESCE(SUM(weight), 0) AS BIGINT) AS version, COUNT(*) AS changes
        FROM public_change
    ) now
    LEFT JOIN public_storedpage page ON page.path = %s
"""


class Found(NamedTuple):
    """What there is of an address: `version` is that of the record now, made of so many
    `changes`. The others are None where no page is stored, `body` also where the reader
    has it.
    """

    version: int
    changes: int
    state: str | None
    etag: str | None
    headers: str | None
    body: bytes | None


class StoredPage(models.Model):
    """A page as it was drawn last, whole, to be handed out as long as it holds.

    `state` tells of when: the version of the record, the day and the release. A page
    of another state is drawn anew. `headers` is JSON; `body` is compressed by gzip.
    """

    path = models.CharField(_("path"), max_length=500, primary_key=True)
    state = models.CharField(_("state"), max_length=80)
    etag = models.CharField(_("ETag"), max_length=40)
    headers = models.TextField(_("headers"))
    body = models.BinaryField(_("body"))

    class Meta:
        verbose_name = _("stored page")
        verbose_name_plural = _("stored pages")

    def __str__(self) -> str:
        return self.path

    @classmethod
    def find(cls, path: str, etag: str) -> Found:
        with connection.cursor() as cursor:
            cursor.execute(FIND, [etag, path])
            return Found(*cursor.fetchone())

    def keep(self, instead_of: Found) -> None:
        """Store it, unless somebody is writing: a reader does not wait for that."""
        fields = ["state", "etag", "headers", "body"]
        with at_once(self.path):
            StoredPage.objects.bulk_create(
                [self],
                update_conflicts=True,
                unique_fields=["path"],
                update_fields=fields,
            )
            if instead_of.changes > MANY:
                Change.objects.gather()


def forget(path: str) -> None:
    """Nothing is kept of an address at which nothing can be read any more."""
    with at_once(path):
        StoredPage.objects.filter(path=path).delete()


@contextmanager
def at_once(path: str) -> Iterator[None]:
    """Writes that are left undone where SQLite has another writer."""
    is_sqlite = connection.vendor == "sqlite"
    patience = connection.settings_dict["OPTIONS"].get("timeout", 5)
    try:
        if is_sqlite:
            connection.connection.execute("PRAGMA busy_timeout = 0")
        yield
    except OperationalError as error:
        logger.info("Page not stored: %s: %s", path, error)
    finally:
        if is_sqlite:
            connection.connection.execute(f"PRAGMA busy_timeout = {patience * 1000}")
