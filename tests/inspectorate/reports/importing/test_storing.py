import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from authorities.models import Service
from inspectorate.frameworks.models import Body, Framework, JudgementArea
from inspectorate.history.models import CREATED, Entry
from inspectorate.inspections.models import Inspection, Judgement
from inspectorate.reports.importing.lines import Line
from inspectorate.reports.importing.recorded import Checked, digest_of
from inspectorate.reports.importing.storing import Importer
from inspectorate.reports.models import Edition, Report
from tests.factories import make_report
from tests.inspectorate.reports.importing.test_form import TODAY, well_formed

pytestmark = pytest.mark.django_db


def judged(*areas: str, **changes: object) -> dict:
    judgements = [{"area": area, "grade": "good"} for area in areas]
    return {**well_formed(), "judgements": judgements, **changes}


def taken(importer: Importer, document: dict, number: int = 1) -> tuple[list, str]:
    """What checking and storing a line say of it."""
    line = Line(number, document)
    checked = importer.check(line)
    if checked.faults or checked.done:
        return checked.faults, checked.remark
    return importer.store(line)


@pytest.mark.parametrize(
    ("source", "framework", "codes"),
    [
        ("s" * 200, "f" * 40, ("S" * 40, "F" * 40)),
        ("Example!", "New", ("EXAMPLE-2", "NEW")),
        ("検査", "検査", ("SOURCE", "FRAMEWORK")),
        ("New source", "ILACS 2018", ("NEW-SOURCE", "ILACS-2018-2")),
    ],
)
def test_any_name_of_source_and_framework_gets_codes_that_fit(
    source: str, framework: str, codes: tuple[str, str]
) -> None:
    Body.objects.create(code="EXAMPLE", name_en="Example")

    told = taken(Importer(TODAY), judged(source=source, framework=framework))

    assert told == ([], "")
    made = Framework.objects.get(family=framework)
    assert (made.body.code, made.code) == codes


def test_faults_of_form_and_of_names_are_told_at_once() -> None:
    document = judged("Overall effectiveness", "Ballroom dancing", kind="VISIT")
    document["judgements"] += [{"grade": "splendid"}, {"area": "Leadership"}, 7]
    document["recommendations"] += ["Dance.", {"number": "2", "themes": ["waltz"]}]
    document["authority"] = {"gss_code": "E1", "name": "Exampleshire", "kind": "duchy"}
    document["findings"] = [{"theme": "tango"}]

    faults = Importer(TODAY).check(Line(1, document)).faults

    assert sorted(field for field, _reason in faults) == [
        "authority.gss_code",
        "authority.kind",
        "findings[1].classification",
        "findings[1].text",
        "findings[1].theme",
        "judgements[2].area",
        "judgements[3].area",
        "judgements[3].grade",
        "judgements[4].area",
        "judgements[4].grade",
        "judgements[5]",
        "kind",
        "recommendations[2]",
        "recommendations[3].text",
        "recommendations[3].themes",
    ]


def test_grades_are_not_judged_by_a_framework_whose_dates_are_wrong() -> None:
    document = judged("Ballroom dancing", fieldwork_start="2019-02-30")

    [(field, _reason)] = Importer(TODAY).check(Line(1, document)).faults

    assert field == "fieldwork_start"


def test_areas_alike_in_their_first_hundred_characters_are_two() -> None:
    stem = "Experiences of children " * 6
    document = judged(f"{stem}one", f"{stem}two", stem[:80], framework="NEW")

    assert taken(Importer(TODAY), document) == ([], "")
    assert JudgementArea.objects.filter(framework__code="NEW").count() == 3
    assert Judgement.objects.count() == 3


def test_what_the_database_refuses_is_a_fault_and_undone() -> None:
    """The report of another inspection has the address that this one would take."""
    make_report(slug="leafshire-2019-01")
    authority = {"gss_code": "E99000009", "name": "Leafshire"}
    new = {"framework": "NEW", "service": "parks", "authority": authority}
    importer = Importer(TODAY)

    faults, remark = taken(importer, judged("Trees", **new))

    [(field, reason)] = faults
    assert (field, remark) == ("", "")
    assert reason.startswith("The database refuses this report: change what it names")
    assert importer.made == {}
    assert not Framework.objects.filter(code="NEW").exists()
    later = judged("Trees", **new, fieldwork_start="2018")
    assert taken(importer, later, 2) == ([], "")
    assert Service.objects.get(code="parks").inspections.count() == 1


def test_record_with_other_text_makes_no_area_grow() -> None:
    importer = Importer(TODAY)
    taken(importer, judged("Trees", framework="NEW"))

    _faults, remark = taken(Importer(TODAY), judged("Trees", "Lawns", framework="NEW"))

    assert remark == "EXAMPLESHIRE-2019-01 is recorded with other text and stays so."
    areas = JudgementArea.objects.filter(framework__code="NEW")
    assert [area.name_en for area in areas] == ["Trees"]


def test_framework_made_by_the_first_line_does_not_hide_the_second() -> None:
    importer = Importer(TODAY)
    first, second = (
        judged("Trees", framework="New frame", summary=[text]) for text in "ab"
    )
    importer.check(Line(1, first))
    importer.store(Line(1, first))

    [(_field, reason)] = importer.check(Line(2, second)).faults

    assert reason.startswith("This is the same inspection as line 1;")


def test_all_entries_of_an_import_share_one_batch() -> None:
    importer = Importer(TODAY)
    taken(importer, judged("Overall effectiveness"))
    taken(importer, judged("Overall effectiveness", fieldwork_start="2018-06"), 2)

    assert set(Entry.objects.values_list("batch", flat=True)) == {importer.batch}
    entries = Entry.objects.about(Report.objects.first())
    assert [entry.act for entry in entries] == [CREATED, "moved to published"]
    assert entries[0].after["slug"] == Report.objects.first().slug


def test_grade_as_printed_stands_beside_its_point() -> None:
    document = well_formed()
    document["judgements"][0]["grade"] = "requires improvement"

    taken(Importer(TODAY), document)

    judgement = Judgement.objects.get()
    assert judgement.point.label_en == "Requires improvement to be good"
    assert judgement.wording_en == "requires improvement"


def test_undated_report_has_no_year_in_its_title() -> None:
    dates = dict.fromkeys(("fieldwork_start", "fieldwork_end", "published_on"), "")

    taken(Importer(TODAY), {**judged(), **dates})

    assert Report.objects.get().title_en == "Inspection of children's services"
    assert Inspection.objects.get().reference == "EXAMPLESHIRE-ND-01"


def in_welsh_too() -> dict:
    document = well_formed()
    [section] = document["sections"]
    section["heading_cy"] = "Canfyddiadau"
    for text in [*section["paragraphs"], *document["recommendations"]]:
        text["text_cy"] = "Testun."
    return {**document, "languages": ["cy", "en"], "title_cy": "Arolygiad"}


@pytest.mark.parametrize(
    ("document", "languages"), [(well_formed(), "en"), (in_welsh_too(), "en cy")]
)
def test_edition_has_the_languages_of_the_line(document: dict, languages: str) -> None:
    assert taken(Importer(TODAY), document) == ([], "")

    assert Edition.objects.get().languages == languages


def test_recorded_line_is_done_without_the_schema_and_with_one_query() -> None:
    """The recorded text has a field that the schema of today would refuse."""
    document = {**well_formed(), "sauce": "x"}
    taken(Importer(TODAY), well_formed())
    Inspection.objects.update(source_digest=digest_of(document))
    importer = Importer(TODAY)

    with CaptureQueriesContext(connection) as queries:
        checked = [importer.check(Line(1, document)) for _time in range(2)]

    assert checked == [Checked([], "", done=True)] * 2
    assert len(queries) == 1  # the framework, once for all lines that name it


def test_line_nested_too_deeply_is_a_fault() -> None:
    deep: list = []
    for _level in range(5_000):
        deep = [deep]

    [(_field, reason)] = Importer(TODAY).check(Line(1, {"title": deep})).faults

    assert reason == "The line is nested too deeply; flatten it."
