"""The rules across tables that the database holds about reports, by their subject."""

from inspectorate.reports.guards import accuracy, assurance

GUARDS = [*assurance.GUARDS, *accuracy.GUARDS]
