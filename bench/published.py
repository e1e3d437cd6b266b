"""The published record of bench/public.py, multiplied within the database.

Imported when Django is set up: it is made of the models.
"""

from copies import multiply
from django.apps import apps
from django.db import connection, transaction
from record import without_words

from inspectorate import guards
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.reports import models as reports
from recommendations.models import Recommendation


def multiply_published(times: int) -> None:
    """Until there is so many times as much; `migrate` lays triggers and indexes of
    words again.
    """
    if times == 1:
        return
    without_words()
    without_guards()
    copied = [
        *(Inspection, Inspection.authorities.through, Finding, Recommendation),
        *(reports.Report, reports.Edition, reports.EditionAuthority),
        *(reports.RegisterEntry, reports.PublishedParagraph),
        *(reports.PublishedJudgement, reports.PublishedFinding),
        reports.PublishedRecommendation,
    ]
    with transaction.atomic():  # a report and its edition name each other
        multiply(copied, times)
    tidy()


def tidy() -> None:
    if connection.vendor == "postgresql":  # as its autovacuum does
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def without_guards() -> None:
    """They ask each row for what the originals have been asked for."""
    for app_config in apps.get_app_configs():
        guards.remove_before_migrate(app_config)
