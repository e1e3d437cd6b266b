"""Notices about the work on an inspection."""

from django.db import models
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inspectorate.inspections.models import TeamMember
from inspectorate.notices.models import Notice
from inspectorate.notices.telling import tell

ASSIGNMENT = "assignment"


def tell_of_assignment(member: TeamMember, *, by: models.Model) -> Notice | None:
    """Tell somebody that `by` has put them on a team; who did so themselves knows."""
    if member.user_id == by.pk:
        return None
    named = {
        "reference": member.inspection.reference,
        "role": TeamMember.Role(member.role).label,
    }
    body = _(
        "You have been put on the team of inspection {reference}. Your part: {role}."
    )
    return tell(
        member.user,
        ASSIGNMENT,
        f"inspections.teammember:{member.pk}",
        format_lazy(_("You are on the team of inspection {reference}"), **named),
        format_lazy(body, **named),
        reverse("admin:inspections_inspection_change", args=[member.inspection_id]),
    )
