"""Which column of a file is which."""

from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from inspectorate.measures.models import Delivery
from inspectorate.spreadsheets import Unreadable

COLUMNS = {
    "measure": _("Measure (its code)"),
    "authority": _("Authority (name or GSS code), or Wales"),
    "period": _("Period (2016-17 or one day)"),
    "period_start": _("First day of the period"),
    "period_end": _("Last day of the period"),
    "value": _("Value"),
    "numerator": _("Numerator"),
    "denominator": _("Denominator"),
    "status": _("Status"),
    "note_en": _("Note in English"),
    "note_cy": _("Note in Welsh"),
    "source": _("Source"),
    "source_url": _("Address of the source"),
    "collected_on": _("Collected on"),
}
# Headings by which a column is known without being told, in small letters.
KNOWN = {
    "mesur": "measure",
    "code": "measure",
    "cod": "measure",
    "awdurdod": "authority",
    "council": "authority",
    "cyngor": "authority",
    "gss": "authority",
    "gss code": "authority",
    "local authority": "authority",
    "cyfnod": "period",
    "year": "period",
    "blwyddyn": "period",
    "from": "period_start",
    "to": "period_end",
    "gwerth": "value",
    "rhifiadur": "numerator",
    "enwadur": "denominator",
    "statws": "status",
    "note": "note_en",
    "nodyn": "note_cy",
    "ffynhonnell": "source",
}


def guessed(headings: list[str]) -> dict[str, str]:
    """The column of each heading, as it was told of the last file with the same ones;
    else by its name. Empty for one that is to be left out.
    """
    last = Delivery.objects.with_headings(headings).first()
    if last is not None:
        return {name: last.columns.get(name, "") for name in headings}
    found: dict[str, str] = {}
    for name in headings:
        plain = name.casefold().strip()
        column = KNOWN.get(plain, plain.replace(" ", "_"))
        is_new = column in COLUMNS and column not in found.values()
        found[name] = column if is_new else ""
    return found


def check(columns: dict[str, str], *, has_measure: bool) -> None:
    """Raise Unreadable with all that the choice of columns lacks."""
    chosen = [column for column in columns.values() if column]
    faults = [
        translated("“%s” is chosen for several columns: choose it once.")
        % COLUMNS[column]
        for column in sorted(set(chosen))
        if chosen.count(column) > 1
    ]
    needed = ["authority", "value"] + ([] if has_measure else ["measure"])
    faults += [
        translated("No column is chosen as “%s”: choose which one it is.")
        % COLUMNS[column]
        for column in needed
        if column not in chosen
    ]
    if "period" not in chosen and not {"period_start", "period_end"} <= set(chosen):
        told = translated(
            "No column says the period: choose one as the period, or two as its first "
            "and its last day."
        )
        faults.append(told)
    if faults:
        raise Unreadable(*faults)
