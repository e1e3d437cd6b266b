"""What was asked by one inspection is never asked by another."""

from inspectorate.guards import stays

GUARDS = [stays("recommendation_stays_in_case", "recommendations_recommendation")]
