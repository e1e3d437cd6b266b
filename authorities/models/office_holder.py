from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from authorities.models.authority import Authority
from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages, Wording
from inspectorate.lifecycle.naming import NamesSomebody

# Of an office that has ended, nobody knows when; date.max is one that has not.
SOME_DAY = date.max - timedelta(days=1)
HELD = {"held_from", "held_to", "stated_on"}


class OfficeHolderQuerySet(models.QuerySet):
    def published(self) -> "OfficeHolderQuerySet":
        """All that are let out by the tick in their row."""
        return self.filter(is_public=True)

    def for_authority(self, authority: Authority) -> "OfficeHolderQuerySet":
        return self.filter(authority=authority)

    def beside(self, row: "OfficeHolder") -> "OfficeHolderQuerySet":
        """Those who surely held the same single office of the authority at a time when
        `row` does; the database holds the same rule (authorities/guards.py).
        """
        if row.is_acting or row.office not in OfficeHolder.SINGLE:
            return self.none()
        own = {"authority": row.authority_id, "office": row.office, "is_acting": False}
        met = {"sure_from__lt": row.sure_to, "sure_to__gt": row.sure_from}
        return self.filter(**own, **met).exclude(pk=row.pk)


class OfficeHolder(NamesSomebody, models.Model):
    """Who held an office of an authority, as a source names them.

    The office is the record; the name may be removed, and then the row stays. A date
    may be coarse: two are only held to be in one office at once where their sources
    leave no other reading. `sure_from` and `sure_to` are the days between which it is
    sure; equal or the wrong way round where no day is.
    """

    class Office(models.TextChoices):
        LEADER = "leader", _("Leader of the council")
        CABINET_MEMBER = "cabinet_member", _("Cabinet member")
        SCRUTINY_CHAIR = "scrutiny_chair", _("Chair of a scrutiny committee")
        SCRUTINY_VICE = "scrutiny_vice", _("Vice-chair of a scrutiny committee")
        CHIEF_EXECUTIVE = "chief_executive", _("Chief executive")
        DIRECTOR = "director", _("Director of social services")
        CHILDREN = "head_of_children", _("Head of children’s services")
        ADULTS = "head_of_adults", _("Head of adult services")
        OTHER = "other", _("Another office")

    # Of which there is one at a time.
    SINGLE = (
        Office.LEADER,
        Office.CHIEF_EXECUTIVE,
        Office.DIRECTOR,
        Office.CHILDREN,
        Office.ADULTS,
    )

    authority = models.ForeignKey(
        Authority,
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        related_name="office_holders",
    )
    office = models.CharField(_("office"), max_length=20, choices=Office)
    title = TwoLanguages(
        models.CharField,
        _("title of the office"),
        max_length=200,
        help_text=_(
            "As the source has it, where that says more: Cabinet Member for Social "
            "Services. Another office has it in both languages."
        ),
    )
    name = models.CharField(
        _("name as quoted"),
        max_length=200,
        help_text=_("Only of office-holders. Can be removed; the office stays."),
    )
    is_acting = models.BooleanField(
        _("acting"),
        default=False,
        help_text=_("Interim, or beside the holder: two may then be in one office."),
    )
    held_from = PartialDateField(_("from"))
    held_to = PartialDateField(
        _("to"), help_text=_("Empty while nobody says that it has ended.")
    )
    stated_on = PartialDateField(
        _("as at"),
        help_text=_("The date of the source; without one, nobody is said to be in it."),
    )
    source = models.URLField(
        _("address of the source"),
        blank=True,
        help_text=_("The page that names them, such as that of the council."),
    )
    is_public = models.BooleanField(
        _("public"),
        default=True,
        help_text=_("Shown on the page of the authority. Untick what is not yet."),
    )
    sure_from = models.DateField(_("surely from"), editable=False)
    sure_to = models.DateField(_("surely to"), editable=False)
    recorded_from = RecordedFrom()

    objects = OfficeHolderQuerySet.as_manager()

    class Meta:
        verbose_name = _("office-holder")
        verbose_name_plural = _("office-holders")
        ordering = ["authority", "office", "-sure_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(office="other")
                | ~models.Q(title_en="") & ~models.Q(title_cy=""),
                name="officeholder_says_which_office",
                violation_error_message=_(
                    "Write the title of the office in both languages."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(source="") | ~models.Q(recorded_from=""),
                name="officeholder_has_a_source",
                violation_error_message=_("Give the address where they are named."),
            ),
            models.CheckConstraint(
                condition=models.Q(held_to="", sure_to=date.max)
                | ~models.Q(held_to="") & ~models.Q(sure_to=date.max),
                name="officeholder_ends_as_stated",
            ),
        ]

    def __str__(self) -> str:
        """Never the name: history tells it for ever."""
        return f"{self.authority}: {self.role}"

    def save(self, *args: object, **kwargs: object) -> None:
        fields = kwargs.get("update_fields")
        if fields is None or HELD.intersection(fields):
            self.tell_days()
        if fields is not None and HELD.intersection(fields):
            # All of them, for the days are worked out of all of them.
            kwargs["update_fields"] = {*fields, *HELD, "sure_from", "sure_to"}
        super().save(*args, **kwargs)

    def tell_days(self) -> None:
        known = self.held_from or self.stated_on
        self.sure_from = (known and known.latest) or date.max
        self.sure_to = date.max
        if self.held_to:
            self.sure_to = self.held_to.earliest or min(self.sure_from, SOME_DAY)

    def clean(self) -> None:
        super().clean()
        first, last = self.held_from, self.held_to
        if first and last and first.year and last.year and last.latest < first.earliest:
            msg = _("An office cannot end before it begins.")
            raise ValidationError({"held_to": msg})
        self.tell_days()
        if OfficeHolder.objects.beside(self).exists():
            msg = _(
                "Somebody else holds this office at that time: say until when they "
                "held it, or tick “acting”."
            )
            raise ValidationError(msg)

    @property
    def role(self) -> Wording | str:
        """The title that the source has, else the name of the office."""
        return self.title or self.get_office_display()

    def is_in_office(self, on: date) -> bool:
        """By what its dated source says; a day that may be meant counts."""
        if not (self.stated_on or (self.held_from and self.held_from.year)):
            return False
        first, last = self.held_from, self.held_to
        begun = not (first and first.year) or first.earliest <= on
        return begun and (last is None or bool(last.year and last.latest >= on))
