import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from authorities.models import Alias, Authority, Service
from inspectorate import reports
from inspectorate.frameworks.models import Framework, JudgementArea
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Finding, Inspection, Judgement
from inspectorate.reports.models import (
    Edition,
    PublishedParagraph,
    PublishedRecommendation,
    RegisterEntry,
    Report,
)
from tests.inspectorate.reports.importing.test_form import well_formed

EXAMPLE = Path(reports.__file__).parent / "data" / "import-example.jsonl"


@pytest.fixture
def lines_file(tmp_path: Path) -> Callable[..., str]:
    """Writes documents, or raw lines, to a file and returns its name."""

    def write(*documents: dict | str) -> str:
        path = tmp_path / "reports.jsonl"
        texts = [d if isinstance(d, str) else json.dumps(d) for d in documents]
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        return str(path)

    return write


def at(start: str, **changes: object) -> dict:
    """A well-formed report of another inspection, by its first day of fieldwork."""
    return {**well_formed(), "fieldwork_start": start, **changes}


def refusal(*args: str) -> CommandError:
    with pytest.raises(CommandError) as caught:
        call_command("import_reports", *args)
    return caught.value


@pytest.mark.django_db
def test_example_becomes_published_editions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("import_reports", str(EXAMPLE))

    told = [json.loads(line) for line in EXAMPLE.read_text("utf-8").splitlines()]
    paragraphs = [p for d in told for s in d["sections"] for p in s["paragraphs"]]
    asked = [r for d in told for r in d["recommendations"]]
    assert Edition.objects.published().current().count() == len(told) == 3
    assert list(
        PublishedParagraph.objects.order_by("edition_id", "position").values_list(
            "number", "text_en"
        )
    ) == [(p["number"], p["text"]) for p in paragraphs]
    assert list(
        PublishedRecommendation.objects.order_by("edition_id", "position").values_list(
            "text_en", flat=True
        )
    ) == [r["text"] for r in asked]
    assert Judgement.objects.count() == sum(len(d["judgements"]) for d in told)
    assert Finding.objects.count() == sum(len(d.get("findings", [])) for d in told)
    assert [
        str(edition.published_on) for edition in Edition.objects.order_by("pk")
    ] == [d["published_on"] for d in told]
    assert capsys.readouterr().out.startswith("Made: ")


@pytest.mark.django_db
def test_repeated_number_stays_as_printed_and_is_a_warning(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("import_reports", str(EXAMPLE))

    assert capsys.readouterr().err.splitlines()[:2] == [
        "warning: line 1: paragraph number 3 is printed again",
        "warning: line 1: paragraph number 5 is missing",
    ]
    first = Edition.objects.order_by("pk")[0]
    threes = first.paragraphs.filter(number="3").values_list("anchor", flat=True)
    assert list(threes) == ["p-3", "p-3--2"]


def twice_numbered(start: str) -> dict:
    """A report with one warning."""
    recommendations = [{"number": "1", "text": text} for text in ("Do it.", "Again.")]
    return at(start, fieldwork_end="", recommendations=recommendations)


@pytest.mark.django_db
def test_summary_counts_what_is_made_and_the_warnings(
    lines_file: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = lines_file(twice_numbered("2018"), twice_numbered("2019"))

    call_command("import_reports", path)

    told = capsys.readouterr()
    assert told.err.splitlines() == [
        "warning: line 1: recommendation number 1 is printed again",
        "warning: line 2: recommendation number 1 is printed again",
    ]
    assert told.out == (
        "Made: 1 authority, 2 inspections, 2 judgements, 4 recommendations, "
        "2 sections, 2 paragraphs, 2 reports. 2 warnings.\n"
    )


@pytest.mark.django_db
def test_refusal_counts_problems_and_warnings_apart(
    lines_file: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    error = refusal(lines_file(twice_numbered("2018"), "{"))

    warning, problem = capsys.readouterr().err.splitlines()
    assert warning.startswith("warning: line 1: ")
    assert problem.startswith("problem: line 2: ")
    assert str(error).startswith("Lines that are not valid: 1. ")
    assert str(error).endswith(" with --skip-invalid. 1 warning.")


@pytest.mark.django_db
def test_reports_with_other_text_are_counted(
    lines_file: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    starts = ("2018", "2019")
    call_command("import_reports", lines_file(*(at(s) for s in starts)))
    capsys.readouterr()

    refusal(lines_file(*(at(start, summary=["New."]) for start in starts)))

    assert capsys.readouterr().out == (
        "Made: nothing; 2 reports are recorded with other text and were left as they "
        "are. 2 warnings.\n"
    )


@pytest.mark.django_db
def test_second_run_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_reports", str(EXAMPLE))
    before = (Entry.objects.count(), Edition.objects.count(), Alias.objects.count())
    capsys.readouterr()

    call_command("import_reports", str(EXAMPLE))

    after = (Entry.objects.count(), Edition.objects.count(), Alias.objects.count())
    assert after == before
    out = capsys.readouterr().out
    assert out == "Made: nothing, all of it is recorded already.\n"


@pytest.mark.django_db
def test_empty_file_is_told(
    lines_file: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_reports", lines_file())

    assert capsys.readouterr().out == "Made: nothing, the file is empty.\n"


@pytest.mark.django_db
def test_changed_text_of_a_recorded_report_is_told_and_left(
    lines_file: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_reports", lines_file(well_formed()))

    capsys.readouterr()
    error = refusal(lines_file({**well_formed(), "summary": ["New."]}))

    assert error.returncode == 5
    told = capsys.readouterr()
    assert told.err == (
        "warning: line 1: EXAMPLESHIRE-2019-01 is recorded with other text and stays "
        "so.\n"
    )
    assert told.out == (
        "Made: nothing; 1 report is recorded with other text and was left as it is. "
        "1 warning.\n"
    )
    assert Report.objects.get().summary_en == ""


@pytest.mark.django_db
def test_two_texts_of_one_inspection_in_a_file_are_a_problem(
    lines_file: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = lines_file(well_formed(), {**well_formed(), "summary": ["New."]})
    told = (
        "problem: line 2: This is the same inspection as line 1; take one of the two "
    )

    assert refusal(path).returncode == 3
    assert capsys.readouterr().err.startswith(told)
    assert Inspection.objects.count() == 0

    for _run in range(2):
        assert refusal(path, "--skip-invalid").returncode == 4
        assert capsys.readouterr().err.startswith(told)
    assert Inspection.objects.count() == 1


@pytest.mark.django_db
def test_same_line_twice_is_stored_once_with_a_warning(
    lines_file: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_reports", lines_file(well_formed(), "", well_formed()))

    assert capsys.readouterr().err == (
        "warning: line 3: This is line 1 again, word for word, and is left out.\n"
    )
    assert Inspection.objects.count() == 1


@pytest.mark.django_db
def test_unknown_authority_service_and_framework_are_made(
    lines_file: Callable[..., str],
) -> None:
    document = at(
        "2019-03-04", framework="NEWFRAME", service="parks", source="New Body"
    )
    document["judgements"] = [{"area": "Trees", "grade": "Outstanding"}]

    call_command("import_reports", lines_file(document))

    framework = Framework.objects.get(code="NEWFRAME")
    assert framework.body.name_en == "New Body"
    assert framework.recorded_from == "New Body"
    area = JudgementArea.objects.get(framework=framework)
    assert (area.code, area.scale.code) == ("trees", "four-point")
    assert Service.objects.get(code="parks").name_en == "Parks"
    assert Authority.objects.get(gss_code="E99000001").slug == "exampleshire"


@pytest.mark.django_db
def test_authority_is_known_by_a_retired_code_and_keeps_its_name(
    lines_file: Callable[..., str],
) -> None:
    """W06000007 is a code that Powys once had."""
    powys = {"gss_code": "W06000007", "name": "County of Powys", "urn": "81"}

    call_command("import_reports", lines_file(at("2019-03-04", authority=powys)))

    inspection = Inspection.objects.get()
    assert [a.name_en for a in inspection.authorities.all()] == ["Powys"]
    aliases = inspection.authorities.get().aliases.exclude(kind=Alias.Kind.CODE)
    assert sorted(aliases.values_list("kind", "text")) == [
        ("name", "County of Powys"),
        ("urn", "81"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"judgements": [{"area": "Overall effectiveness", "grade": "so-so"}]},
            "line 1, judgements[1].grade: “so-so” is not one of the grades: Outs",
        ),
        (
            {"sections": [{"heading": "A", "grade": "so\nso", "paragraphs": []}]},
            r"line 1, sections[1].grade: “so\nso” is not one of the grades: ",
        ),
        (
            {"judgements": [{"area": "Cheer", "grade": "good"}]},
            "line 1, judgements[1].area: “Cheer” is not one of the areas: Overall",
        ),
        (
            {"judgements": [{"area": "Overall effectiveness", "grade": "good"}] * 2},
            "line 1, judgements[2].area: “Overall effectiveness” is judged twice.",
        ),
        (
            {"sections": [{"heading": "A", "grade": "so-so", "paragraphs": []}]},
            "line 1, sections[1].grade: “so-so” is not one of the grades: Outstanding",
        ),
        (
            {"fieldwork_start": "2011", "fieldwork_end": "2011"},
            "line 1, framework: No version of “ILACS” covers the fieldwork: ILACS-2026",
        ),
        (
            {
                "authority": {
                    "gss_code": "E99000001",
                    "name": "Exampleshire",
                    "kind": "Duchy",
                }
            },
            "line 1, authority.kind: “Duchy” is not one of county, county_borough",
        ),
        (
            {
                "findings": [
                    {"classification": "strength", "theme": "cheer", "text": "Yes."}
                ]
            },
            "line 1, findings[1].theme: “cheer” is not one of access_assessment, ",
        ),
    ],
)
def test_what_a_line_names_and_nobody_knows_is_refused(
    lines_file: Callable[..., str],
    capsys: pytest.CaptureFixture[str],
    changes: dict,
    told: str,
) -> None:
    error = refusal(lines_file({**well_formed(), **changes}))

    assert error.returncode == 3
    assert capsys.readouterr().err.startswith(f"problem: {told}")
    assert Inspection.objects.count() == 0


@pytest.mark.django_db
def test_all_problems_are_told_and_nothing_is_stored(
    lines_file: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    no_authority = at("2019-03-06")
    del no_authority["authority"]
    backwards = at("2021-02-01", fieldwork_end="2021-01-01")
    path = lines_file(well_formed(), "{", no_authority, backwards, at("2018"))

    error = refusal(path)

    assert error.returncode == 3
    assert str(error) == (
        "Lines that are not valid: 3. Nothing of the file was stored; mend it, or "
        "store the other lines with --skip-invalid."
    )
    told = capsys.readouterr().err.splitlines()
    assert [line.split(":")[:2] for line in told] == [
        ["problem", " line 2"],
        ["problem", " line 3, authority"],
        ["problem", " line 4, fieldwork_end"],
    ]
    made = (Inspection, Edition, RegisterEntry, Entry)
    assert [model.objects.count() for model in made] == [0, 0, 0, 0]
    assert not Authority.objects.filter(gss_code="E99000001").exists()


@pytest.mark.django_db
def test_report_published_tomorrow_is_refused_and_today_is_not(
    lines_file: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)
    early = at("2020-01-06", fieldwork_end="", published_on=str(tomorrow))
    path = lines_file({**well_formed(), "published_on": str(today)}, early)

    assert refusal(path, "--skip-invalid").returncode == 4
    told = f"problem: line 2, published_on: {tomorrow} is not yet past.\n"
    assert told in capsys.readouterr().err
    assert [str(edition.published_on) for edition in Edition.objects.all()] == [
        str(today)
    ]


@pytest.mark.django_db
def test_skip_invalid_stores_the_valid_lines_and_lists_the_rest(
    lines_file: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = lines_file(well_formed(), "{", at("2020-01-06", fieldwork_end="2020-01-10"))

    error = refusal(path, "--skip-invalid")

    assert error.returncode == 4
    assert str(error) == "Lines that are not valid and were left out: 1."
    assert capsys.readouterr().err.startswith("problem: line 2: The line is not JSON")
    assert Edition.objects.published().count() == 2


@pytest.mark.django_db
def test_dry_run_shows_what_would_be_made_and_makes_nothing(
    lines_file: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_reports", lines_file(well_formed()), "--dry-run")

    assert capsys.readouterr().out == (
        "Would make: 1 authority, 1 inspection, 1 judgement, 1 recommendation, "
        "1 section, 1 paragraph, 1 report.\n"
    )
    assert (Inspection.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_truncated_gzip_stores_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "".join(json.dumps(at(f"{2018 + n}-02")) + "\n" for n in range(6))
    whole = gzip.compress(lines.replace("2019-03-15", "").encode(), compresslevel=1)
    path = tmp_path / "cut.gz"
    path.write_bytes(whole[:-10])

    error = refusal(str(path))

    assert error.returncode == 3
    assert "cut off or damaged" in capsys.readouterr().err
    assert Inspection.objects.count() == 0


def test_missing_file_is_a_sentence() -> None:
    error = refusal("nowhere.jsonl")

    assert error.returncode == 1
    assert str(error) == "nowhere.jsonl cannot be read: No such file or directory."


@pytest.mark.django_db
def test_number_of_queries_a_report_is_the_same_for_the_third(
    lines_file: Callable[..., str],
) -> None:
    counts = []
    for year in (2019, 2020, 2021):
        path = lines_file(at(f"{year}-02", fieldwork_end=f"{year}-03"))
        with connection.execute_wrapper(counter := Counter()):
            call_command("import_reports", path)
        counts.append(counter.count)

    assert counts[1] == counts[2]


class Counter:
    count = 0

    def __call__(self, execute: Callable, *args: object) -> object:
        self.count += 1
        return execute(*args)


@pytest.mark.slow
@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.django_db(transaction=True)
def test_stopped_import_leaves_nothing(tmp_path: Path, signal_number: int) -> None:
    """Stopped in the middle: some reports have been written, none is committed."""
    path = tmp_path / "many.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(3_000):
            code = f"E98{number:06}"
            authority = {"gss_code": code, "name": f"Example {number}"}
            told = {**well_formed(), "authority": authority}
            if number == 30:  # warned about, from which its middle is known
                told["sections"] = [told["sections"][0] for _twice in range(2)]
            file.write(json.dumps(told) + "\n")
    command = [sys.executable, "manage.py", "import_reports", str(path)]
    with subprocess.Popen(
        command, env=environment(), stderr=subprocess.PIPE, text=True
    ) as process:
        assert "warning: line 31: " in process.stderr.readline()
        process.send_signal(signal_number)
        _out, err = process.communicate(timeout=60)

    if signal_number == signal.SIGINT:
        assert process.returncode == 130
        assert "Stopped. Nothing of the file was stored." in err
    assert (Inspection.objects.count(), Edition.objects.count()) == (0, 0)


def environment() -> dict[str, str]:
    """The process works on the test database, under the name it has here."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return {**os.environ, "DATABASE_URL": f"sqlite:///{name}"}
    before, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    return {**os.environ, "DATABASE_URL": f"{before}/{name}"}
