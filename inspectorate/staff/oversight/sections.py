"""What is counted by authority: recommendations, action plans, concerns."""

from django.db import models
from django.utils.translation import gettext as _

from inspectorate.concerns.models import Episode, MinistersStep
from inspectorate.concerns.models.clocks import Running
from inspectorate.concerns.models.review import Review
from inspectorate.staff.oversight.table import Column, Counting, Table
from recommendations.models import ActionPlan, Recommendation
from recommendations.models.plan_standing import ToDo
from recommendations.models.standing import Following

# In this order; the authority with the most of the first stands first.
FOLLOWED = [
    *(Following.OVERDUE, Following.REJECTED, Following.AWAITING),
    *(Following.STALE, Following.DUE_SOON, Following.OPEN),
]


def recommendations(counting: Counting) -> Table:
    rows = counting.shown(Recommendation)
    since = {
        Following.AWAITING: rows.said_on("progressupdates", counting.at),
        Following.REJECTED: rows.said_on("answers", counting.at),
    }
    decides = {Following.REJECTED: _("Rejected recommendations")}
    columns = [
        Column(
            kind,
            counting.among(kind, rows),
            "inspection__authorities",
            {"standing": kind.value},
            since.get(kind),
            decides.get(kind, ""),
        )
        for kind in FOLLOWED
    ]
    return counting.table(columns, _("All authorities"))


def plans(counting: Counting) -> Table:
    rows = counting.shown(ActionPlan)
    days = {
        ToDo.OVERDUE: "due_on",
        ToDo.JUDGE: "received_on",
        ToDo.RETURNED: "decided_on",
    }
    decides = {ToDo.JUDGE: _("Action plans to be judged")}
    columns = [
        Column(
            kind,
            counting.among(kind, rows),
            "authority",
            {"to_do": kind.value},
            models.F(day),
            decides.get(kind, ""),
        )
        for kind, day in days.items()
    ]
    return counting.table(columns, _("All authorities"))


def concerns(counting: Counting) -> Table:
    """Concerns to be reviewed, and what a notice of ministers sets a day for."""
    columns = [*reviews(counting), *days_of_law(counting)]
    return counting.table(columns, _("All authorities"))


def reviews(counting: Counting) -> list[Column]:
    rows = counting.shown(Episode)
    decides = {
        Review.PAST: _("Concerns whose review is past"),
        Review.NO_DAY: _("Concerns without a day of review"),
    }
    return [
        Column(
            kind,
            found,
            "authority",
            {"review": kind.value},
            decides=decides.get(kind, ""),
        )
        for kind, found in Review.each_among(rows, counting.at).items()
    ]


def days_of_law(counting: Counting) -> list[Column]:
    rows, way = counting.shown(MinistersStep), "intervention__authority"
    decides = {Running.PAST: _("Notices of ministers with a day of the law past")}
    return [
        Column(
            kind,
            counting.among(kind, rows),
            way,
            {"day_of_law": kind.value},
            decides=decides.get(kind, ""),
        )
        for kind in Running
    ]
