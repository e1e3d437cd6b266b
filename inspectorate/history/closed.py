"""When the text of a report is fixed or the work on it is over, and what whoever would
edit it is told.
"""

from django.utils.translation import gettext_lazy as _

# States of reports, which lie in a layer above; a test compares them.
ENDED = ["published", "issued", "withdrawn"]
FIXED = ["awaiting_sign_off", "sign_off", "scheduled", *ENDED]
CLOSED = _(
    "This report awaits its sign-off or is signed off: its texts, findings, judgements "
    "and recommendations cannot be edited. To correct them, return the report to "
    "revision."
)
