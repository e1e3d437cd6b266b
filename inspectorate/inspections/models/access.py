from django.db import models
from django.utils import timezone

READ = "inspections.read_every_case"
DIRECT = "inspections.direct_every_case"
# Reports lie in a layer above; a test compares their states and kinds.
CLOSED, PUBLISHED = "closed", "published"
MAIN = ["report", "letter"]


class AccessQuerySet(models.QuerySet):
    """Whose cases are whose (domain reference, 6.8). Questions for doors, which also
    ask for the permission to view or change that kind of record.
    """

    def drafts_readable_by(self, user: models.Model) -> "AccessQuerySet":
        """Those whose findings, judgements and drafts `user` may read: their own
        team's, those whose report they write, all for who reads every case, and those
        that are public or at rest by now.
        """
        if reads_every_case(user):
            return self
        # Asked of each row: joins would show a case once for each of its team, and
        # the numbers of all that is public are as many as the table has.
        opened = self.at_rest()
        for rows in self.opening(user):
            opened |= models.Exists(rows.filter(inspection=models.OuterRef("pk")))
        return self.filter(opened)

    def few_readable_by(self, user: models.Model, most: int) -> list[int] | None:
        """The numbers of drafts_readable_by(), None when they are more than `most`."""
        cases = self.model._base_manager.order_by()
        found = [cases.filter(self.at_rest()).values("pk")]
        found += [rows.order_by().values("inspection") for rows in self.opening(user)]
        asked = models.Q()
        for each in found:
            asked |= models.Q(pk__in=each[: most + 1])
        numbers = list(cases.filter(asked).values_list("pk", flat=True)[: most + 1])
        return numbers if len(numbers) <= most else None

    def at_rest(self) -> models.Q:
        """Closed, and no report that is drafted or in correction lies in the case."""
        reports = self.model._meta.get_field("reports").related_model._base_manager
        drafts = reports.filter(kind__in=MAIN).exclude(status=PUBLISHED)
        drafted = models.Exists(drafts.filter(inspection=models.OuterRef("pk")))
        return models.Q(status=CLOSED) & ~models.Q(drafted)

    def opening(self, user: models.Model) -> list[models.QuerySet]:
        """Rows each of which opens the case that it leads to."""
        team, reports = (
            self.model._meta.get_field(name).related_model._base_manager
            for name in ("team", "reports")
        )
        own = [team.filter(user=user.pk), reports.filter(author=user.pk)]
        return [*own, reports.filter(status=PUBLISHED, kind__in=MAIN)]

    def workings_readable_by(self, user: models.Model) -> "AccessQuerySet":
        """Those of which `user` reads also what is never published: their own team's,
        those whose report they write, all for who reads every case.
        """
        if reads_every_case(user):
            return self
        team, written, _public = self.opening(user)
        return self.filter(
            models.Q(pk__in=team.values("inspection"))
            | models.Q(pk__in=written.values("inspection"))
        )

    def editable_by(self, user: models.Model) -> "AccessQuerySet":
        """Those of whose team `user` is; all for who directs every case; of these,
        none about an authority that `user` is tied to.
        """
        free = self.free_of_interest(user)
        if user.has_perm(DIRECT):
            return free
        return free.filter(pk__in=team_cases(user))

    def free_of_interest(self, user: models.Model) -> "AccessQuerySet":
        """Those about no authority in which `user` has an interest that stands."""
        if user.pk is None:  # the system is tied to nobody
            return self
        standing = user.interests.standing(on=timezone.localdate())
        return self.exclude(authorities__in=standing.values("authority"))


def reads_every_case(user: models.Model) -> bool:
    return user.has_perm(READ) or user.has_perm(DIRECT)


def team_cases(user: models.Model) -> models.QuerySet:
    return user.inspections.values("inspection")
