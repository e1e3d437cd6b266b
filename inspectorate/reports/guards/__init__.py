"""The rules across tables that the database holds about reports, by their subject."""

from inspectorate.reports.guards import accuracy, assurance, publication

GUARDS = [*assurance.GUARDS, *accuracy.GUARDS, *publication.GUARDS]
