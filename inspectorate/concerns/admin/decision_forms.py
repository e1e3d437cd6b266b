"""The form of each decision about a concern: what the protocol needs of it."""

from collections.abc import Iterator

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.db import models
from django.forms.models import modelform_factory
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.admin.deciding import as_it_was, say_why
from inspectorate.concerns.models import (
    Decision,
    DecisionFinding,
    DecisionGround,
    Episode,
    Ground,
)
from inspectorate.concerns.models.entering import entry_into, grounds_of, last_spell
from inspectorate.concerns.models.levels import EXCEPTIONALLY, LEADS_TO, Act, Level
from inspectorate.inspections.models import Finding

REASON = ("reason_en", "reason_cy")
EVIDENCE = ("evidence_en", "evidence_cy")
ASKS: dict[str, tuple[str, ...]] = {
    Act.RAISE: (*EVIDENCE, "basis", *REASON, "review_on"),
    Act.PLACE: (
        *("basis", "met_on", "targets_en", "targets_cy", "targets_due_on"),
        *(*REASON, "review_on"),
    ),
    Act.RETAIN: ("basis", *REASON, "review_on"),
    Act.REFER: ("exceptional", "basis", *REASON, "review_on"),
    Act.DE_ESCALATE: ("basis", *EVIDENCE, *REASON, "review_on"),
    Act.LIFT: (
        *("basis", *EVIDENCE, "sustainability_en", "sustainability_cy"),
        *(*REASON, "review_on"),
    ),
    Act.CORRECT: ("basis", *REASON, "review_on"),
}
LEVEL_AFTER = _("Level after the decision")
KNOWN_BY = ("made_by_en", "made_by_cy", "statement_url", "announced", "recorded_from")
TOLD = {
    Act.RAISE: _("Inspectors watch the service more closely, without the protocol."),
    Act.PLACE: _(
        "The protocol is applied, on grounds of its list. It lasts until it is lifted."
    ),
    Act.RETAIN: _("Inspectors came back, and the protocol stays."),
    Act.REFER: _("Ministers are advised to consider their powers."),
    Act.DE_ESCALATE: _("The concern goes down by one level."),
    Act.LIFT: _(
        "The protocol no longer applies. Recommendations that are open stay open: "
        "they are listed with the decision, in the words of today."
    ),
    Act.CORRECT: _(
        "The wrong decision stays on the record, marked; this one counts in its "
        "place. What is left empty is as there."
    ),
}


class DecisionForm(forms.ModelForm):
    """Of one act on one episode, which the class made for it names."""

    act: Act
    episode: Episode

    class Meta:
        model = Decision
        fields = ()

    def do(self, episode: Episode, by: models.Model) -> None:
        names = ("decided_on", *ASKS[self.act], *KNOWN_BY)
        given = {name: self.cleaned_data[name] for name in names}
        if self.act == Act.CORRECT:
            # Empty stays as it was.
            given = {name: value for name, value in given.items() if value}
            wrong = self.cleaned_data["wrong"]
            level = self.cleaned_data["to_level"] or wrong.to_level
            episode.correct(wrong, Level(int(level)), by=by, **given)
            return
        level = self.cleaned_data.get("to_level")
        episode.decide(
            self.act,
            by=by,
            to_level=Level(int(level)) if level else None,
            grounds=list(self.grounds()),
            findings=list(self.cleaned_data.get("findings", ())),
            **given,
        )

    def grounds(self) -> Iterator[dict]:
        for ground in self.cleaned_data.get("grounds", ()):
            yield {"ground": ground}
        for each in self.entered_for:
            words = {
                f"progress_{code}": self.cleaned_data.get(f"progress_{each.pk}_{code}")
                for code in ("en", "cy")
            }
            if any(words.values()):
                yield {"ground": each.ground, **words}

    entered_for: list[DecisionGround] = []


def decision_form(
    episode: Episode, act: Act, request: HttpRequest
) -> type[DecisionForm]:
    """The class for a decision that the level in force has."""
    known = admin.site._registry[Decision]
    names = ["decided_on", *ASKS[act], *KNOWN_BY]
    base = modelform_factory(
        Decision,
        form=DecisionForm,
        fields=names,
        formfield_callback=lambda field, **told: known.formfield_for_dbfield(
            field, request=request, **told
        ),
    )
    entered_for: list[DecisionGround] = []
    if act in (Act.LIFT, Act.DE_ESCALATE):
        entered_for = grounds_of(entry_into(last_spell(episode.standing())))
    first = {**choices(episode, act), **progress_fields(entered_for)}
    told = {"act": act, "episode": episode, "entered_for": entered_for}
    made = type(base)("ActForm", (base,), {**told, **first})
    made.base_fields = {
        name: made.base_fields[name]
        for name in ("wrong", "to_level", "decided_on", *first, *names)
        if name in made.base_fields
    }
    if act == Act.CORRECT:
        say_why(made)
    return made


def choices(episode: Episode, act: Act) -> dict[str, forms.Field]:
    """What no column of a decision holds."""
    if act == Act.PLACE:
        return {"grounds": grounds_field(episode)}
    if act == Act.RAISE:
        return {"findings": findings_field(episode)}
    if act == Act.LIFT:
        told = [(each.value, each.label) for each in LEADS_TO[act][episode.level]]
        return {"to_level": forms.ChoiceField(label=LEVEL_AFTER, choices=told)}
    if act == Act.CORRECT:
        wrong = forms.ModelChoiceField(
            episode.decisions.filter(corrections=None),
            label=_("The decision that is wrong"),
        )
        return {"wrong": wrong, "to_level": as_it_was(LEVEL_AFTER, Level.choices)}
    return {}


def grounds_field(episode: Episode) -> forms.ModelMultipleChoiceField:
    told = _("Those of the protocol that the page of the concern names.")
    if episode.protocol_id is None:
        told = _("Choose the protocol on the page of the concern: it has the grounds.")
    return forms.ModelMultipleChoiceField(
        Ground.objects.filter(instrument=episode.protocol_id),
        label=_("Grounds"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=told,
    )


def findings_field(episode: Episode) -> forms.ModelMultipleChoiceField:
    own = Finding.objects.filter(inspection__authorities=episode.authority_id)
    field = DecisionFinding._meta.get_field("finding")
    return forms.ModelMultipleChoiceField(
        own,
        label=_("Findings"),
        required=False,
        widget=AutocompleteSelectMultiple(field, admin.site),
        help_text=_("Found by words of their text or the reference of the case."),
    )


def progress_fields(entered_for: list[DecisionGround]) -> dict[str, forms.Field]:
    return {
        f"progress_{each.pk}_{code}": forms.CharField(
            label=_("Progress on “%(ground)s” (%(language)s)")
            % {"ground": each.ground, "language": language},
            required=False,
            widget=forms.Textarea({"rows": 2, "class": "vLargeTextField"}),
        )
        for each in entered_for
        for code, language in (("en", _("English")), ("cy", _("Welsh")))
    }


def possible_acts(level: Level) -> list[Act]:
    return [act for act in Act if level in LEADS_TO[act] or is_exception(act, level)]


def is_exception(act: Act, level: Level) -> bool:
    return act == Act.REFER and level in EXCEPTIONALLY
