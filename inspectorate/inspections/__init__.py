"""Inspecting: the activity, its team, evidence, findings and judgements."""
