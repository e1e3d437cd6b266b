"""All that was said of where a recommendation stands, as one council may read it."""

from collections import defaultdict

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from authorities.models import Authority
from recommendations.models import ProgressFile, ProgressUpdate, Recommendation
from recommendations.models.fact import Fact

KINDS = ("answers", "progressupdates", "verifications", "closings")
# Who says so: of a joint inspection it may be another council.
SAYS = {
    "acceptance": gettext_lazy("The authority answered"),
    "progress": gettext_lazy("The authority reports"),
    "verification": gettext_lazy("Inspectors confirmed"),
    "lifecycle": gettext_lazy("The inspectorate says it is"),
}
# To be read with the rows of a list.
READ_WITH = [f"recommendation__{kind}" for kind in KINDS]


class Said:
    """What one council reads beside what everybody does: its own files, and where its
    own officers said that progress can be seen.
    """

    def __init__(self, council: Authority, files: models.QuerySet) -> None:
        self.officers = list(council.link_officers.all())
        self.files: dict[int, list[ProgressFile]] = defaultdict(list)
        for file in files:
            self.files[file.progress_update_id].append(file)

    @classmethod
    def of(cls, council: Authority, asked: Recommendation | None = None) -> "Said":
        """Of one recommendation, or to be asked of many."""
        files = council.progress_files.all()
        if asked is not None:
            files = files.filter(progress_update__recommendation=asked)
        return cls(council, files)

    def about(self, asked: Recommendation) -> list[Fact]:
        """The newest first."""
        facts = [fact for kind in KINDS for fact in getattr(asked, kind).all()]
        for fact in facts:
            fact.says = SAYS[fact.AXIS]
            if isinstance(fact, ProgressUpdate):
                fact.own_files = self.files.get(fact.pk, [])
                fact.own_proof = fact.proof if self.is_own(fact) else ""
        return sorted(facts, key=lambda fact: -fact.sequence)

    def is_own(self, fact: Fact) -> bool:
        """Whether somebody said it while they acted for this council, and not for
        another one before or after.
        """
        return any(
            officer.user_id == fact.entered_by_id
            and officer.invited_at <= fact.entered_at
            and fact.entered_at <= (officer.ended_at or timezone.now())
            for officer in self.officers
        )
