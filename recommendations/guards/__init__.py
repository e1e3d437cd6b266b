"""The rules of recommendations that the database holds, by their subject."""

from recommendations.guards import fact, link, plan

GUARDS = [*link.GUARDS, *fact.GUARDS, *plan.GUARDS]
