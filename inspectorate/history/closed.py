"""When the text of a report is fixed, and what whoever would edit it is told."""

from django.utils.translation import gettext_lazy as _

# States of reports, which lie in a layer above; a test compares them.
FIXED = ["awaiting_sign_off", "sign_off", "scheduled", "published"]
CLOSED = _(
    "This report awaits its sign-off or is signed off: its texts, findings, judgements "
    "and recommendations cannot be edited. To correct them, return the report to "
    "revision."
)
