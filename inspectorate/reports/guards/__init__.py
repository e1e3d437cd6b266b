"""The rules across tables that the database holds about reports, by their subject."""

from inspectorate.reports.guards import (
    accuracy,
    assurance,
    authorship,
    comment,
    following,
    placement,
    pre_release,
    publication,
    translation,
)

GUARDS = [
    *assurance.GUARDS,
    *authorship.GUARDS,
    *comment.GUARDS,
    *following.GUARDS,
    *accuracy.GUARDS,
    *placement.GUARDS,
    *pre_release.GUARDS,
    *publication.GUARDS,
    *translation.GUARDS,
]
