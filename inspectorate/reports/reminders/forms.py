"""The notice that the files of an edition could not be made."""

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inspectorate.notices.telling import tell
from inspectorate.reports.models import Edition

KIND = "forms_not_made"
SUBJECT = _("The files of an edition could not be made: {what}")
BODY = _(
    "The edition stands in the record, and its PDF, text and other files are missing: "
    "{why} An administrator can have them made again with: ./run manage make_forms"
)


def tell_failure(edition: Edition, reason: str) -> None:
    """Tell whoever published it; a task or an import that did is told by the log."""
    person = edition.report.published_by
    if person is None:
        return
    what = f"{edition.report.slug} {edition.number}"
    tell(
        person,
        KIND,
        f"reports.edition:{edition.pk}:forms",
        format_lazy(SUBJECT, what=what),
        format_lazy(BODY, why=reason),
        reverse("admin:reports_edition_change", args=[edition.pk]),
    )
