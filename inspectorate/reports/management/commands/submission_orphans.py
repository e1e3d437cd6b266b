from inspectorate.inspections.management.commands import evidence_orphans
from inspectorate.reports.models.accuracy_file import SUBMISSIONS


class Command(evidence_orphans.Command):
    help = (
        "List files that officers of authorities uploaded and that no record names: "
        "what is left when the machine stops between storing a file and its record, or "
        "after its record is gone. Files of the last day are left out, for their "
        "upload may be under way."
    )
    shelf = SUBMISSIONS
