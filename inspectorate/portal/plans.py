"""What a council will do about what was recommended to it: plans in versions."""

from datetime import date

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from authorities.models import LinkOfficer
from inspectorate.fields import Wording
from inspectorate.frameworks.models import DeadlineRule, NonWorkingDay
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal
from inspectorate.markup import to_words
from inspectorate.portal.forms import ChangeLineForm, LineForm, refuse
from inspectorate.portal.made import made_to
from inspectorate.portal.officer import OfficerPage
from inspectorate.reports.models import PublishedRecommendation
from recommendations.models import ActionPlan, PlanLine, Recommendation
from recommendations.models.plan_line import without_line

COLUMNS = [
    *("recommendation", "action_en", "action_cy", "measure_en", "measure_cy"),
    *("owner_role", "due_on"),
]


def cases_of(officer: LinkOfficer) -> list[Inspection]:
    """Those of which recommendations are published, each with its `newest` plan, the
    day on which one is `due`, and whether it is still `is_awaited`.
    """
    made = made_to(officer).values("recommendation__inspection")
    cases = Inspection.objects.filter(pk__in=made.order_by()).order_by("-reference")
    plans: dict[int, ActionPlan] = {}
    for plan in officer.authority.action_plans.order_by("version"):
        plans[plan.inspection_id] = plan
    found = list(cases)
    due = due_days(found)
    for case in found:
        case.newest = plans.get(case.pk)
        case.due = case.newest.due_on if case.newest else due.get(case.pk)
        case.is_awaited = is_awaited(case)
    return found


def due_days(cases: list[Inspection]) -> dict[int, date]:
    """When the first plan of each is due, as ActionPlan.begin() will say: by the rule
    of its framework, from the day its recommendations came out.
    """
    event = DeadlineRule.Event.ACTION_PLAN
    asked = DeadlineRule.objects.filter(
        event=event, framework__in={case.framework_id for case in cases}
    )
    rules = {rule.framework_id: rule for rule in asked}
    rows = PublishedRecommendation.objects.filter(recommendation__inspection__in=cases)
    grouped = rows.order_by().values_list("recommendation__inspection")
    made = dict(grouped.annotate(day=models.Min("edition__sorted_on")))
    extra = NonWorkingDay.objects.after(min(made.values(), default=date.min))
    return {
        case.pk: rules[case.framework_id].due(made[case.pk], extra)
        for case in cases
        if case.framework_id in rules and made[case.pk].year > 1
    }


def is_awaited(case: Inspection) -> bool:
    """Whether the council has something to send: a first plan, or a further one."""
    states = ActionPlan.Status
    awaited = (states.DRAFT, states.RETURNED)
    return case.newest is None or case.newest.status in awaited


class Plans(OfficerPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.draw("plans.html", here="plans", cases=cases_of(self.officer))


class PlanPage(OfficerPage):
    """The plan of one inspection: its newest version, and those before it."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self.page(self.find(reference))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Begin one, submit it, or begin the next version."""
        case = self.find(reference)
        try:
            told = self.act(case, request.POST.get("act", ""))
        except Refusal as refusal:
            return self.page(self.find(reference), refusal.reasons)
        messages.success(request, told)
        return self.to_plan(case)

    def act(self, case: Inspection, act: str) -> str:
        told = {"by": self.request.user, "at": self.now}
        if act == "begin":
            ActionPlan.begin(case, self.officer.authority, **told)
            return _("The plan is begun: add what you will do.")
        if case.newest is None or act not in ("submit", "revise"):
            raise Http404
        if act == "submit":
            day, seen = timezone.localdate(self.now), self.request.POST.get("seen", "")
            case.newest.submit(received_on=day, seen=seen, **told)
            return _("Sent: the inspectorate has your plan.")
        case.newest.revise(**told)
        return _("The next version is begun, with the lines of this one.")

    def find(self, reference: str) -> Inspection:
        for case in cases_of(self.officer):
            if case.reference == reference:
                return case
        raise Http404

    def to_plan(self, case: Inspection) -> HttpResponse:
        return HttpResponseRedirect(reverse("portal-plan", args=[case.reference]))

    def page(self, case: Inspection, reasons: list[str] | None = None) -> HttpResponse:
        plans = case.action_plans.filter(authority=self.officer.authority)
        versions = plans.order_by("-version").prefetch_related("lines__recommendation")
        return self.draw(
            "plan.html",
            status=409 if reasons else 200,
            here="plans",
            case=case,
            versions=versions,
            left_out=left_out(case, self.officer),
            seen=case.newest.state() if case.newest else "",
            reasons=reasons,
        )


class NewLine(PlanPage):
    """A form of one line; what is refused comes back as it was typed, also where the
    plan was sent meanwhile.
    """

    gives_back = LineForm

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        case = self.planned(reference)
        if not case.newest.is_draft:
            return self.too_late(case)
        form = self.filled(LineForm(initial=self.typed), case)
        return self.form_page(case, form)

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        case = self.planned(reference)
        form = self.filled(LineForm(request.POST), case)
        if form.is_valid():
            told = {**form.cleaned_data, "by": request.user, "at": self.now}
            told.pop("seen")
            try:
                PlanLine.add(case.newest, **told)
            except Refusal as refusal:
                refuse(form, refusal.reasons)
            else:
                return self.to_plan(case)
        return self.form_page(case, form)

    def too_late(self, case: Inspection, line: PlanLine | None = None) -> HttpResponse:
        """What they typed before their session was over, to be copied."""
        if not self.typed:
            raise Http404
        form = self.filled(self.gives_back(self.typed), case)
        refuse(form, (line or PlanLine(plan=case.newest)).lacks())
        return self.form_page(case, form, line)

    def planned(self, reference: str) -> Inspection:
        """The case, where there is a plan."""
        case = self.find(reference)
        if case.newest is None:
            raise Http404
        return case

    def filled(self, form: LineForm, case: Inspection) -> LineForm:
        """Each by its text as it is published: that it is written anew may be no
        news yet.
        """
        names = names_of(case, self.officer)
        own = Recommendation.objects.filter(pk__in=names)
        field = form.fields["recommendation"]
        field.queryset = own.order_by("position", "pk")
        field.label_from_instance = lambda asked: names[asked.pk]
        return form

    def form_page(
        self, case: Inspection, form: LineForm, line: PlanLine | None = None
    ) -> HttpResponse:
        return self.draw(
            "plan_line.html",
            status=422 if form.is_bound else 200,
            here="plans",
            case=case,
            form=form,
            line=line,
        )


class ChangeLine(NewLine):
    gives_back = ChangeLineForm

    def get(self, request: HttpRequest, reference: str, position: int) -> HttpResponse:
        case = self.planned(reference)
        line = self.found(case, position)
        if not case.newest.is_draft:
            return self.too_late(case, line)
        known = {name: getattr(line, name) for name in [*COLUMNS, "is_struck"]}
        known["seen"] = line.state()
        form = self.filled(ChangeLineForm(initial=self.typed or known), case)
        return self.form_page(case, form, line)

    def post(self, request: HttpRequest, reference: str, position: int) -> HttpResponse:
        case = self.planned(reference)
        line = self.found(case, position)
        form = self.filled(ChangeLineForm(request.POST), case)
        if form.is_valid():
            try:
                line.change(by=request.user, at=self.now, **form.cleaned_data)
            except Refusal as refusal:
                refuse(form, refusal.reasons)
            else:
                return self.to_plan(case)
        # What is shown now has been seen, so that it can be sent again knowingly.
        line.refresh_from_db()
        form.data = {**form.data.dict(), "seen": line.state()}
        return self.form_page(case, form, line)

    def found(self, case: Inspection, position: int) -> PlanLine:
        line = case.newest.lines.filter(position=position).first()
        if line is None:
            raise Http404
        return line


def names_of(case: Inspection, officer: LinkOfficer) -> dict[int, str]:
    """What is published of a case and made to the officer's authority, by number."""
    made = made_to(officer).filter(recommendation__inspection=case)
    return {
        row.recommendation_id: f"{row.number or row.reference}: {first_line(row.text)}"
        for row in made
    }


def first_line(text: Wording) -> str:
    return Truncator(to_words(str(text)).partition("\n")[0]).chars(90)


def left_out(case: Inspection, officer: LinkOfficer) -> list[str]:
    """What a plan that is being written says nothing about."""
    if case.newest is None or not case.newest.is_draft:
        return []
    names = names_of(case, officer)
    left = without_line(case.newest).filter(pk__in=names)
    return [names[key] for key in left.values_list("pk", flat=True)]
