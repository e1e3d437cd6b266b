import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspectorate.notices.models import Notice
from inspectorate.notices.templatetags.notices import unread_notices
from tests.factories import NOON, make_notice, make_user


@pytest.mark.django_db
def test_count_is_of_ones_own_that_are_unread_in_one_query() -> None:
    mair = make_user("inspector")
    assert unread_notices(mair) == ""
    make_notice(mair)
    make_notice(mair)
    make_notice(mair, read_at=NOON)
    make_notice()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert unread_notices(mair) == "2"

    assert len(queries) == 1


@pytest.mark.django_db
def test_count_ends_at_99() -> None:
    mair = make_user("inspector")
    row = {"person": mair, "kind": "assignment", "link": "/", "status": "workspace"}
    Notice.objects.bulk_create(Notice(key=str(n), **row) for n in range(99))
    assert unread_notices(mair) == "99"

    make_notice(mair)

    assert unread_notices(mair) == "99+"
