import pytest

from inspectorate.history.models import Entry, record
from tests.admin_pages import address, change_page, client_of
from tests.factories import SYSTEM, make_inspection


@pytest.mark.django_db
def test_reader_sees_what_changed_before_and_after_and_finds_the_record() -> None:
    inspection = make_inspection()
    before, after = {"status": "planned", "note_en": ""}, {"status": "scoping"}
    entry = record(inspection, "moved", by=SYSTEM, before=before, after=after)

    page = client_of("quality_assurer").get(change_page(entry)).text

    assert f'<a href="{change_page(inspection)}">{inspection}</a>' in page
    values = '<td data-label="Before">Planned</td><td data-label="After">Scoping</td>'
    assert f'<tbody><tr><th scope="row">Status</th>{values}</tr></tbody>' in page
    assert '<div class="readonly">–</div>' in page  # It is part of no bulk act.
    assert ">None<" not in page


@pytest.mark.django_db
def test_entry_about_a_kind_of_record_long_gone_is_shown() -> None:
    entry = Entry.objects.create(
        subject_type="visits.visit",
        subject_id="7",
        subject_name="Visit to <Swansea>",
        act="created",
        actor_name="Mair Jones",
        after={"team": ["Mair", "Siân"]},
    )

    page = client_of("chief_inspector").get(change_page(entry)).text

    assert "visits.visit" in page
    assert "Visit to &lt;Swansea&gt;" in page
    assert "[&quot;Mair&quot;, &quot;Siân&quot;]" in page


@pytest.mark.django_db
def test_list_narrows_to_one_kind_of_record() -> None:
    inspection = make_inspection()
    record(inspection.framework, "changed", by=SYSTEM)
    kind = address(Entry, "changelist") + "?kind=frameworks.framework"

    found = client_of("chief_inspector").get(kind).context["cl"].result_list

    assert [entry.act for entry in found] == ["changed"]
