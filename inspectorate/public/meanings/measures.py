"""What the words about performance measures mean."""

from django.utils.translation import gettext_lazy as _

from inspectorate.measures.models import Measure, Reading

STATUSES = {
    Reading.Status.PUBLISHED: _("As its source published it."),
    Reading.Status.PROVISIONAL: _(
        "Published by its source as not final: it may still change."
    ),
    Reading.Status.REVISED: _(
        "Put right after it was first published. What was said before stands beside it."
    ),
    Reading.Status.SUPPRESSED: _(
        "There is a figure, and it is not told, because so few people are in it that "
        "somebody might be recognised. It is not nought."
    ),
    Reading.Status.NOT_AVAILABLE: _(
        "Nobody has a figure: it was not collected or not sent. It is not nought."
    ),
    Reading.Status.NOT_PUBLISHED: _(
        "There is a figure, and its source decided not to publish it, for example "
        "because it was not reliable. It is not nought."
    ),
}
DIRECTIONS = {
    Measure.Direction.LOWER: _("The lower the figure, the better for people."),
    Measure.Direction.HIGHER: _("The higher the figure, the better for people."),
    Measure.Direction.CONTEXT: _(
        "Neither high nor low is good in itself: it helps to understand other figures. "
        "Authorities are not put in order by it."
    ),
    Measure.Direction.TARGET: _(
        "The nearer the figure is to its target, the better; more and less are both "
        "worse."
    ),
}
