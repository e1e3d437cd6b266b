"""What kinds of inspections there are, and how findings compare with before."""

from django.utils.translation import gettext_lazy as _

from inspectorate.inspections.models import Finding, Inspection

CHANGES = {
    Finding.Change.NEW: _("The inspection before did not find it."),
    Finding.Change.IMPROVED: _("Better than at the inspection before."),
    Finding.Change.UNCHANGED: _("As it was at the inspection before."),
    Finding.Change.DECLINED: _("Worse than at the inspection before."),
    Finding.Change.RESOLVED: _("What was wrong before is wrong no longer."),
    Finding.Change.NOT_REVISITED: _("Inspectors did not look at it again this time."),
}
INSPECTIONS = {
    Inspection.Kind.PEI: _("Looks at how well a council carries out its duties."),
    Inspection.Kind.RBI: _(
        "Looks at what inspectors are worried about, not at everything."
    ),
    Inspection.Kind.ASSURANCE: _(
        "A shorter look at whether people are safe and well; it ends with a letter."
    ),
    Inspection.Kind.IMPROVEMENT_CHECK: _(
        "Inspectors come back to see whether things are better; it ends with a letter."
    ),
    Inspection.Kind.MONITORING: _(
        "A visit between inspections to see how improvement goes."
    ),
    Inspection.Kind.FOLLOW_UP: _("Goes back to what an earlier inspection found."),
    Inspection.Kind.INTERIM_REVIEW: _(
        "A look at part of a service while it is improving; it ends with a letter."
    ),
    Inspection.Kind.REVIEW: _("Looks at a service as a whole; older reports say so."),
    Inspection.Kind.INSPECTION: _("Looks at a service; the source names no kind."),
    Inspection.Kind.THEMATIC: _("Looks at one subject in many councils."),
    Inspection.Kind.JOINT: _("Several inspectorates inspect together."),
    Inspection.Kind.ANNUAL_LETTER: _(
        "A letter that sums up a council's year; no inspection of its own."
    ),
    Inspection.Kind.CONFERENCE: _(
        "A meeting with a council about improvement; there may be no report."
    ),
}
