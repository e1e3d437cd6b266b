from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

# From so many rows on they are gathered into one.
MANY = 20


class ChangeQuerySet(models.QuerySet):
    @transaction.atomic
    def gather(self) -> None:
        """Put one row in the place of many, which counts as much as they did.

        Readers see the one or the others, so to them the sum stays. Rows that another
        process gathers at the same time are left to it.
        """
        has_others = self.model.objects.select_for_update(skip_locked=True)
        rows = dict(has_others.values_list("pk", "weight"))
        self.filter(pk__in=rows).delete()
        self.create(weight=sum(rows.values()))


class Change(models.Model):
    """That something which public pages show has changed: triggers add a row
    (inspectorate/public/guards.py), in the transaction of whoever changed it.

    The sum of all weights is the version of the record. It is made of rows, and is not
    one row that is raised, because that would be locked until a long transaction ends:
    others would wait for it, or two for each other.
    """

    weight = models.PositiveBigIntegerField(_("weight"), default=1)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of what is public")
        verbose_name_plural = _("changes of what is public")

    def __str__(self) -> str:
        return str(self.weight)
