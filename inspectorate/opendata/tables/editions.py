"""What is published: editions of reports, and the rows that they consist of."""

from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from inspectorate.opendata.column import BOOLEAN, both, columns
from inspectorate.opendata.table import Table
from inspectorate.opendata.tables import frameworks
from inspectorate.reports.models import (
    Edition,
    EditionAuthority,
    PublishedFinding,
    PublishedJudgement,
    PublishedParagraph,
    PublishedRecommendation,
    PublishedRecommendationFinding,
    PublishedRecommendationTheme,
    RegisterEntry,
    Response,
)

OF_EDITION = [("report", "edition__report__slug"), ("edition", "edition__number")]
OF_MADE = [
    ("report", "published__edition__report__slug"),
    ("edition", "published__edition__number"),
    ("recommendation", "published__reference", _("Recommendation")),
]
THEME_FRAMEWORK = _(
    "Missing for the stable vocabulary, where the table of themes has an empty text; "
    "missing as well where no theme is given."
)
OF_THEME = (("theme_framework", "theme"), "themes", ())
MADE = ("report", "edition", "recommendation")
OF_RECOMMENDATION = (MADE, "published_recommendations", MADE)
ROW = ("report", "edition", "position")


def editions() -> QuerySet:
    is_current = Case(When(current_for=None, then=Value(False)), default=Value(True))
    return Edition.objects.published().annotate(newest=is_current)


def made() -> QuerySet:
    """The earlier one that each repeats is named once an edition has it."""
    earlier = PublishedRecommendation.objects.published().filter(
        recommendation=OuterRef("repeat_of")
    )
    repeated = Subquery(earlier.order_by().values("reference")[:1])
    return PublishedRecommendation.objects.published().annotate(repeated=repeated)


def parts_of_made(model: type) -> QuerySet:
    """Rows that hang on a recommendation of an edition."""
    public = PublishedRecommendation.objects.published()
    return model.objects.filter(published__in=public)


def themes_of_made() -> QuerySet:
    of_framework = Coalesce("theme__framework__code", Value(""))
    found = parts_of_made(PublishedRecommendationTheme)
    return found.annotate(of_framework=of_framework)


TABLES = [
    Table(
        "editions",
        _("Editions"),
        _("Reports as they were published; a correction is a further edition."),
        rows=editions,
        key=("report", "edition"),
        of_editions=True,
        columns=columns(
            Edition,
            ("report", "report__slug"),
            ("edition", "number"),
            (
                "is_current",
                "newest",
                _("Whether no later edition took its place."),
                BOOLEAN,
            ),
            "inspection_reference",
            "inspection_kind",
            ("service", "service__code"),
            ("framework", "framework__code"),
            *both("title"),
            "fieldwork_start",
            "fieldwork_end",
            "published_on",
            "entered_at",
            "languages",
            "stated_recommendation_count",
            *both("correction"),
            "sha256",
            "licence",
            "recorded_from",
        ),
    ),
    Table(
        "edition_authorities",
        _("Authorities of editions"),
        _("Whom an edition is about; a joint inspection is about several."),
        rows=lambda: EditionAuthority.objects.filter(
            edition__in=Edition.objects.published()
        ),
        key=("report", "edition", "authority"),
        of_editions=True,
        columns=columns(
            EditionAuthority, *OF_EDITION, ("authority", "authority__slug")
        ),
    ),
    Table(
        "paragraphs",
        _("Paragraphs"),
        _("The text of editions, paragraph by paragraph, as Markdown."),
        rows=PublishedParagraph.objects.published,
        key=ROW,
        of_editions=True,
        columns=columns(
            PublishedParagraph,
            *OF_EDITION,
            "position",
            ("paragraph", "stable_id", _("The same in every edition that has it.")),
            "number",
            "section_number",
            *both("heading"),
            *both("text"),
        ),
    ),
    Table(
        "judgements",
        _("Judgements"),
        _("Grades given, with the wording that was printed where it differs."),
        rows=PublishedJudgement.objects.published,
        key=ROW,
        of_editions=True,
        refers=((("scale", "grade"), "grades", ()),),
        columns=columns(
            PublishedJudgement,
            *OF_EDITION,
            "position",
            ("framework", "area__framework__code"),
            ("area", "area__code"),
            ("scale", "area__scale__code"),
            ("grade", "point__code", _("Missing where the area was not judged.")),
            *both("wording"),
            "mapped_by",
            *both("mapping_note"),
        ),
    ),
    Table(
        "findings",
        _("Findings"),
        _("What inspectors found, classified, and how it compares with last time."),
        rows=PublishedFinding.objects.published,
        key=ROW,
        of_editions=True,
        refers=(OF_THEME,),
        columns=columns(
            PublishedFinding,
            *OF_EDITION,
            "position",
            "classification",
            ("theme_framework", "theme__framework__code", THEME_FRAMEWORK),
            ("theme", "theme__code"),
            *both("text"),
            "change",
            *both("compared_with"),
        ),
    ),
    Table(
        "published_recommendations",
        _("Recommendations as published"),
        _("What an edition asks for; where it stands is in another table."),
        rows=made,
        key=ROW,
        of_editions=True,
        columns=columns(
            PublishedRecommendation,
            *OF_EDITION,
            "position",
            ("recommendation", "reference"),
            "number",
            *both("text"),
            "priority",
            "timescale",
            "due_on",
            (
                "repeat_of",
                "repeated",
                _("An earlier one that asks the same."),
                "reference",
                True,
            ),
        ),
    ),
    Table(
        "published_recommendation_themes",
        _("Themes of recommendations as published"),
        _("A recommendation may be on several."),
        rows=themes_of_made,
        key=("report", "edition", "recommendation", "theme_framework", "theme"),
        of_editions=True,
        refers=(OF_RECOMMENDATION, OF_THEME),
        columns=columns(
            PublishedRecommendationTheme,
            *OF_MADE,
            (
                "theme_framework",
                "of_framework",
                frameworks.VOCABULARY,
                "theme__framework__code",
                False,
            ),
            ("theme", "theme__code", _("Theme")),
        ),
    ),
    Table(
        "published_recommendation_findings",
        _("Findings that recommendations rest on"),
        _("As linked when the edition came out."),
        rows=lambda: parts_of_made(PublishedRecommendationFinding),
        key=("report", "edition", "recommendation", "finding"),
        of_editions=True,
        refers=(
            OF_RECOMMENDATION,
            (("report", "edition", "finding"), "findings", ()),
        ),
        columns=columns(
            PublishedRecommendationFinding,
            *OF_MADE,
            (
                "finding",
                "finding__position",
                _("The position of the finding in the edition."),
            ),
        ),
    ),
    Table(
        "responses",
        _("Responses"),
        _("What office-holders said of a report, in the language they said it in."),
        rows=Response.objects.published,
        key=("report", "response"),
        columns=columns(
            Response,
            ("report", "report__slug"),
            ("response", "pk", _("A number that tells it from the others.")),
            "position",
            *both("role"),
            "name",
            *both("organisation"),
            "language",
            "text",
            "said_on",
            "recorded_from",
        ),
    ),
    Table(
        "register",
        _("Register"),
        _("The chain by which a stranger checks the whole record."),
        rows=RegisterEntry.objects.published,
        key=("sequence",),
        columns=columns(
            RegisterEntry,
            "sequence",
            "kind",
            "previous",
            "content",
            "digest",
            ("key", "signed_with__code"),
            "signature",
        ),
    ),
]
