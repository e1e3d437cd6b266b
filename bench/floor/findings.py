"""A page of findings and one of changes as the API answers them, byte for byte the same
objects, by statements written by hand and rows as the driver gives them; and the same
by REST framework's own ModelSerializer.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote_plus

import orjson
from django.db import connection
from django.http import HttpRequest, HttpResponse
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination

from authorities.models import Authority
from inspectorate.api.pagination import ATTRIBUTION
from inspectorate.frameworks.models import Theme
from inspectorate.paging import Cursor
from inspectorate.reports.models import Edition, PublishedFinding

SIZE = 100
API = "https://localhost/api/v1/"

FINDINGS = """
SELECT r.sequence, e.id, p.slug, e.number, p.current_edition_id = e.id, e.published_on,
  e.licence,
  f.position, f.classification, f.theme_id, t.code, t.name_en, t.name_cy,
  w.code, s.code, f.text_en, f.text_cy, f.change, f.compared_with_en,
  f.compared_with_cy, v.code
FROM reports_publishedfinding f
JOIN reports_edition e ON e.id = f.edition_id
JOIN reports_registerentry r ON r.edition_id = e.id
JOIN reports_report p ON p.id = e.report_id
JOIN reports_report c ON c.current_edition_id = e.id
JOIN frameworks_framework v ON v.id = e.framework_id
LEFT JOIN reports_withdrawal x ON x.edition_id = e.id
LEFT JOIN frameworks_theme t ON t.id = f.theme_id
LEFT JOIN frameworks_framework w ON w.id = t.framework_id
LEFT JOIN frameworks_theme s ON s.id = t.stands_for_id
WHERE r.chain = 'public' AND x.edition_id IS NULL {after}
ORDER BY r.sequence, f.position {most}
"""
AFTER = "AND r.sequence >= {0} AND NOT (r.sequence = {0} AND f.position <= {0})"
AUTHORITIES = """
SELECT l.edition_id, coalesce(a.gss_code, a.slug) FROM reports_editionauthority l
JOIN authorities_authority a ON a.id = l.authority_id WHERE l.edition_id IN ({})
ORDER BY l.id
"""
CHANGES = """
SELECT sequence, "table", key, kind, sha256, entered_at FROM opendata_change
WHERE sequence > {0} ORDER BY sequence LIMIT 101
"""
CHANGED = """
SELECT p.slug, e.number, f.position, f.classification, w.code, t.code,
  f.text_en, f.text_cy, f.change, f.compared_with_en, f.compared_with_cy
FROM reports_publishedfinding f
JOIN reports_edition e ON e.id = f.edition_id
JOIN reports_registerentry r ON r.edition_id = e.id
JOIN reports_report p ON p.id = e.report_id
LEFT JOIN reports_withdrawal x ON x.edition_id = e.id
LEFT JOIN frameworks_theme t ON t.id = f.theme_id
LEFT JOIN frameworks_framework w ON w.id = t.framework_id
WHERE r.chain = 'public' AND x.edition_id IS NULL
  AND (p.slug, e.number, f.position) IN ({})
"""
NAMES = ["report", "edition", "position", "classification", "theme_framework", "theme"]
NAMES += ["text_en", "text_cy", "change", "compared_with_en", "compared_with_cy"]


def asked(sql: str, values: Sequence) -> list[tuple]:
    """{0} in the statement stands for a value, as the driver marks it."""
    connection.ensure_connection()
    mark = "%s" if connection.vendor == "postgresql" else "?"
    return connection.connection.cursor().execute(sql.format(mark), values).fetchall()


def marks(count: int, each: str = "{0}") -> str:
    return ",".join([each] * count)


def findings(request: HttpRequest) -> HttpResponse:
    key = []
    if cursor := request.GET.get("cursor"):
        key = Cursor.decode(cursor, 2).key
    sql = FINDINGS.replace("{after}", AFTER if key else "")
    sql = sql.replace("{most}", "LIMIT 101")
    rows = asked(sql, [int(each) for each in [*key[:1], *key]])
    more, rows = len(rows) > SIZE, rows[:SIZE]
    named: dict[int, list[str]] = {row[1]: [] for row in rows}
    ids = AUTHORITIES.format(marks(len(named)))
    for edition, code in asked(ids, list(named)):
        named[edition].append(code)
    return answered("findings", rows, [finding(row, named) for row in rows], more, key)


def finding(row: tuple, named: dict[int, list[str]]) -> dict:
    (_sequence, edition, slug, number, current, day, licence, *rest) = row
    position, kind, theme, *rest = rest
    code, name_en, name_cy, framework, stable, en, cy, change, was_en, was_cy, by = rest
    return {
        "edition": {
            "url": f"{API}reports/{slug}/editions/{number}/",
            "report": slug,
            "number": number,
            "is_current": bool(current),
            "published_on": day or None,
            "authorities": named[edition],
            "licence": licence,
            "links": {
                "report": f"{API}reports/{slug}/",
                "authorities": [f"{API}authorities/{each}/" for each in named[edition]],
                "framework": f"{API}frameworks/?code={quote_plus(by)}",
            },
        },
        "position": position,
        "classification": kind,
        "theme": theme
        and {
            "code": code,
            "name": {"en": name_en, "cy": name_cy},
            "framework": framework,
            "stands_for": stable,
        },
        "text": {"en": en, "cy": cy},
        "change": change or None,
        "compared_with": {"en": was_en, "cy": was_cy},
    }


def changes(request: HttpRequest) -> HttpResponse:
    key = []
    if cursor := request.GET.get("cursor"):
        key = Cursor.decode(cursor, 1).key
    rows = asked(CHANGES, [int(*key or [0])])
    more, rows = len(rows) > SIZE, rows[:SIZE]
    keys = [json.loads(row[2]) for row in rows]
    sql = CHANGED.format(marks(len(keys), "({0},{0},{0})"))
    now = {row[:3]: row for row in asked(sql, [part for key in keys for part in key])}
    told = []
    for row, each in zip(rows, keys, strict=True):
        cells = now.get(tuple(each))
        told.append(
            {
                **dict(zip(("sequence", "table"), row, strict=False)),
                "key": each,
                "kind": row[3],
                "sha256": row[4],
                "entered_at": moment(row[5]),
                "row": cells and dict(zip(NAMES, cells, strict=True)),
            }
        )
    return answered("changes", rows, told, more, key)


def moment(value: datetime | str) -> str:
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    told = value.replace(tzinfo=UTC).isoformat(timespec="microseconds")
    return told.replace("+00:00", "Z")


def answered(
    name: str, rows: list[tuple], told: list[dict], more: bool, key: list
) -> HttpResponse:
    def address(row: tuple, before: bool) -> str:
        key = [row[0], row[6]] if name == "findings" else [row[0]]
        cursor = Cursor(key, before).encode()
        return f"{API}{name}/?cursor={cursor}&page_size={SIZE}"

    page = {
        "licence": "OGL-UK-3.0",
        "attribution": ATTRIBUTION,
        "next": address(rows[-1], before=False) if more else None,
        "previous": address(rows[0], before=True) if key else None,
        "results": told,
    }
    return HttpResponse(orjson.dumps(page), content_type="application/json")


class ThemeSerializer(serializers.ModelSerializer):
    framework = serializers.SlugRelatedField("code", read_only=True)
    stands_for = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = Theme
        fields = ["code", "name_en", "name_cy", "framework", "stands_for"]


class AuthoritySerializer(serializers.ModelSerializer):
    class Meta:
        model = Authority
        fields = ["gss_code", "slug"]


class EditionSerializer(serializers.ModelSerializer):
    report = serializers.SlugRelatedField("slug", read_only=True)
    published_on = serializers.CharField()
    authorities = AuthoritySerializer(many=True)

    class Meta:
        model = Edition
        fields = ["report", "number", "published_on", "authorities"]


class FindingSerializer(serializers.ModelSerializer):
    edition = EditionSerializer()
    theme = ThemeSerializer()

    class Meta:
        model = PublishedFinding
        fields = [
            *("edition", "position", "classification", "theme", "text_en", "text_cy"),
            *("change", "compared_with_en", "compared_with_cy"),
        ]


class Pages(CursorPagination):
    ordering = ("edition__register_entry__sequence", "position")
    page_size = SIZE

    def _get_position_from_instance(self, instance: object, ordering: tuple) -> str:
        return str(instance.edition.register_entry.sequence)


class Findings(ListAPIView):
    """As one writes it first: no filter, no parameter, the objects of the ORM."""

    queryset = (
        PublishedFinding.objects.published()
        .current()
        .select_related("edition__report", "edition__register_entry")
        .select_related("theme__framework", "theme__stands_for")
        .prefetch_related("edition__authorities")
        .defer("edition__document")
    )
    serializer_class = FindingSerializer
    pagination_class = Pages
    filter_backends = ()
