"""The team of a case, edited on the page of its plan."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.forms import DistinctFormSet, WholeRowForm
from inspectorate.inspections.admin.access import OfCaseInline, Over
from inspectorate.inspections.models import Inspection, Interest, TeamMember


class TeamFormSet(DistinctFormSet):
    refusal = _("An inspection has one lead inspector.")

    def key(self, row: TeamMember) -> str | None:
        return row.role if row.role == TeamMember.Role.LEAD else None

    def clean(self) -> None:
        """Also against the authorities that are chosen on the same page."""
        super().clean()
        chosen = getattr(self.instance, "chosen_authorities", [])
        for form in self.forms:
            if not form.instance.user_id:
                continue
            self.check_works_here(form)
            try:
                form.instance.check_interests(chosen)
            except ValidationError as refusal:
                self.refuse(form, refusal)
        self.check_report(chosen)

    def check_works_here(self, form: ModelForm) -> None:
        """Of who joins: whoever has left stays on the teams they were on."""
        person = form.instance.user
        if "user" in form.changed_data and not (person.is_active and person.is_staff):
            told = _("%s does not work at the inspectorate: choose somebody else.")
            form.add_error("user", told % person)

    def check_report(self, chosen: Iterable[Authority]) -> None:
        if self.instance.pk is None or self.instance.status in Inspection.OVER:
            return
        standing = Interest.objects.standing(on=timezone.localdate())
        standing = standing.filter(authority__in=chosen)
        for interest in standing.of_authors(self.instance):
            msg = _(
                "%(person)s writes the report and has an interest in %(authority)s: "
                "name another lead author first."
            )
            told = {"person": interest.user, "authority": interest.authority}
            raise ValidationError(msg % told)
        barring = standing.of_assurers(self.instance)
        for interest in barring.select_related("user", "authority"):
            msg = _(
                "%(person)s assures the quality of the report and has an interest in "
                "%(authority)s: let a colleague take the report over first."
            )
            told = {"person": interest.user, "authority": interest.authority}
            raise ValidationError(msg % told)

    def refuse(self, form: ModelForm, refusal: ValidationError) -> None:
        if form not in self.deleted_forms:
            form.add_error("user", refusal)
            return
        # The authorities of a page are stored before its team.
        msg = _("Take %s off the team and save; then add the authority.")
        raise ValidationError(msg % form.instance.user)


class TeamInline(Over, OfCaseInline):
    model = TeamMember
    form = WholeRowForm
    formset = TeamFormSet
    extra = 0
    autocomplete_fields = ["user"]
    fields = [("user", "role")]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("user")

    def get_formset(
        self, request: HttpRequest, obj: Inspection | None = None, **kwargs: object
    ) -> type[TeamFormSet]:
        """People are looked up and added on a page of their own: marks for it beside
        each name would take a third of the time of a large team.
        """
        formset = super().get_formset(request, obj, **kwargs)
        person = formset.form.base_fields.get("user")
        if person:
            person.widget = person.widget.widget
        return formset

    def get_extra(
        self, request: HttpRequest, obj: Inspection | None = None, **kwargs: object
    ) -> int:
        return 1 if obj is None else 0
