from django.db import models

READ = "inspections.read_every_case"
DIRECT = "inspections.direct_every_case"


class AccessQuerySet(models.QuerySet):
    """Whose cases are whose (domain reference, 6.8). Questions for doors, which also
    ask for the permission to view or change that kind of record.
    """

    def drafts_readable_by(self, user: models.Model) -> "AccessQuerySet":
        """Those whose findings, judgements and drafts `user` may read: their own
        team's, those whose report they write, all for who reads every case, and what
        is public by now.
        """
        if reads_every_case(user):
            return self
        # Reports lie in a layer above; a test compares their states.
        public = models.Q(status="closed") | models.Q(reports__status="published")
        own = models.Q(team__user=user.pk) | models.Q(reports__author=user.pk)
        # By number, as the joins would show a case once for each of its team.
        found = self.model._base_manager.filter(own | public).values("pk")
        return self.filter(pk__in=found)

    def editable_by(self, user: models.Model) -> "AccessQuerySet":
        """Those of whose team `user` is; all for who directs every case."""
        if user.has_perm(DIRECT):
            return self
        return self.filter(pk__in=team_cases(user))


def reads_every_case(user: models.Model) -> bool:
    return user.has_perm(READ) or user.has_perm(DIRECT)


def team_cases(user: models.Model) -> models.QuerySet:
    return user.inspections.values("inspection")
