"""Refusals that Django's own forms leave to the database, which gives no sentence."""

import pytest
from django import forms
from django.db import models
from django.forms import inlineformset_factory, modelform_factory
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models import Episode
from inspectorate.forms import DistinctFormSet, WholeRowForm, translate_once
from inspectorate.frameworks.models import Framework, JudgementArea
from inspectorate.inspections.models import TeamMember
from tests.factories import make_area, make_episode, make_framework, make_scale


class OneOverall(DistinctFormSet):
    refusal = "One is enough."

    def key(self, row: JudgementArea) -> bool | None:
        return row.is_overall or None


AreaFormSet = inlineformset_factory(
    Framework, JudgementArea, WholeRowForm, OneOverall, fields="__all__", extra=2
)


def area(number: int, **fields: object) -> dict[str, object]:
    known = {"code": f"new-{number}", "order": number, "scale": make_scale().pk}
    given = {**known, **fields}
    return {f"areas-{number}-{name}": value for name, value in given.items()}


def sent(framework: Framework, *areas: dict, initial: int = 0) -> AreaFormSet:
    data = {"areas-TOTAL_FORMS": len(areas), "areas-INITIAL_FORMS": initial}
    for each in areas:
        data |= each
    return AreaFormSet(data, instance=framework)


@pytest.mark.django_db
def test_rule_that_names_a_field_left_out_of_the_form_is_asked() -> None:
    episode = make_episode()
    form_class = modelform_factory(
        Episode, WholeRowForm, fields=["authority", "service"]
    )

    form = form_class(
        {"authority": episode.authority_id, "service": episode.service_id}
    )

    assert form.non_field_errors() == [
        "This service already has an open episode: decide on that one."
    ]


@pytest.mark.django_db
def test_form_of_a_row_that_breaks_no_rule_is_valid() -> None:
    episode = make_episode()
    form_class = modelform_factory(Episode, WholeRowForm, fields=["press_label_en"])

    form = form_class({"press_label_en": "special measures"}, instance=episode)

    assert form.is_valid()


@pytest.mark.django_db
def test_two_new_rows_with_one_key_are_refused() -> None:
    formset = sent(make_framework(), area(0, is_overall="on"), area(1, is_overall="on"))

    assert formset.non_form_errors() == ["One is enough."]


@pytest.mark.django_db
def test_new_row_with_the_key_of_a_stored_one_is_refused_once() -> None:
    stored = make_area(is_overall=True)
    kept = area(0, id=stored.pk, is_overall="on")

    formset = sent(stored.framework, kept, area(1, is_overall="on"), initial=1)

    assert not formset.is_valid()
    assert formset.total_error_count() == 1


@pytest.mark.django_db
def test_rows_with_keys_of_their_own_or_none_are_stored() -> None:
    framework = make_framework()

    formset = sent(framework, area(0, is_overall="on"), area(1), area(2))

    assert formset.is_valid()
    formset.save()
    assert framework.areas.count() == 3


@pytest.mark.django_db
def test_row_to_be_deleted_collides_with_nothing() -> None:
    stored = make_area()
    gone = area(0, id=stored.pk, is_overall="on", DELETE="on")

    formset = sent(stored.framework, gone, area(1, is_overall="on"), initial=1)

    assert formset.is_valid()


class Declaring(forms.Form):
    declared = forms.CharField(label=_("Report"))


def test_labels_and_choices_are_translated_for_one_request_and_not_for_all() -> None:
    made = type("Made", (Declaring,), {})
    role = models.CharField(_("role"), choices=TeamMember.Role).formfield()
    grouped = forms.ChoiceField(choices=[("A", [("1", _("Report"))])])
    made.base_fields = {**made.base_fields, "role": role, "grouped": grouped}

    with translation.override("cy"):
        translate_once(made)

    fields = made().fields
    assert fields["role"].label == "Rôl"
    assert ("lead", "Arolygydd arweiniol") in fields["role"].choices
    assert fields["grouped"].choices == [("A", [("1", "Adroddiad")])]
    assert str(fields["declared"].label) == "Report"
