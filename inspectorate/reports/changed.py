"""Whether the working copy still says what has come out of it."""

import json

from inspectorate.reports.document import document_of, signed_digest
from inspectorate.reports.models import Edition, Report


def changed_since(report: Report) -> Edition | None:
    """The newest edition where the draft says otherwise by now; None where both agree
    or nothing has come out yet.
    """
    edition = report.editions.order_by("-entered_at", "-pk").first()
    if edition is None:
        return None
    # No document can be made of parts out of their order, and then it is another text.
    if report.misplaced():
        return edition
    now = signed_digest(document_of(report, edition.number))
    return None if now == signed_digest(json.loads(edition.document)) else edition
