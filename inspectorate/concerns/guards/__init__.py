"""What decisions, steps and boards have to be, whoever writes them. What is recorded
from a source may lack what the source does not say.
"""

from inspectorate.concerns.guards import board, decision, episode, step

GUARDS = [*decision.GUARDS, *episode.GUARDS, *step.GUARDS, *board.GUARDS]
