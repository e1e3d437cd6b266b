"""The rules across tables that the database holds about reports, by their subject."""

from inspectorate.reports.guards import (
    accuracy,
    assurance,
    authorship,
    placement,
    publication,
)

GUARDS = [
    *assurance.GUARDS,
    *authorship.GUARDS,
    *accuracy.GUARDS,
    *placement.GUARDS,
    *publication.GUARDS,
]
