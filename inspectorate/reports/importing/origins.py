"""What a line names and may have to be made: framework, authority and service."""

from collections import Counter

from django.db import models

from authorities.models import Alias, Authority, Service
from inspectorate.frameworks.models import Body, Framework, JudgementArea
from inspectorate.reports.importing.codes import (
    area_stem,
    code_of,
    free_code,
    stem_of,
)
from inspectorate.reports.importing.lookups import Lookups

DEFAULT_SERVICE = "children"


class Origins:
    """Finds them, or makes them and counts them in `made`."""

    def __init__(self, lookups: Lookups, made: Counter[type[models.Model]]) -> None:
        self.lookups, self.made = lookups, made

    def framework(self, document: dict) -> Framework:
        """The framework a line names, made where none is known, with its areas."""
        lookups, name = self.lookups, document["framework"]
        framework = lookups.framework(document)
        if framework is None:
            framework = Framework.objects.create(
                code=free_code(Framework.objects.all(), stem_of(name, "FRAMEWORK")),
                family=name,
                body=self.body(document["source"]),
                name_en=name,
                languages=" ".join(languages_of(document)),
                recorded_from=document["source"],
            )
            self.made[Framework] += 1
            lookups.forget(document, framework)
        unknown = [
            judgement["area"]
            for judgement in document["judgements"]
            if lookups.area(framework, judgement["area"]) is None
        ]
        if unknown:
            self.grow(framework, unknown)
            lookups.forget(document, framework)
        return lookups.framework(document)

    def body(self, source: str) -> Body:
        named = models.Q(code__iexact=source) | models.Q(name_en__iexact=source)
        body = Body.objects.filter(named).first()
        if body is None:
            code = free_code(Body.objects.all(), stem_of(source, "SOURCE"))
            body = Body.objects.create(code=code, name_en=source)
            self.made[Body] += 1
        return body

    def grow(self, framework: Framework, names: list[str]) -> None:
        first = len(self.lookups.areas(framework)) + 1
        for order, name in enumerate(names, start=first):
            JudgementArea.objects.create(
                framework=framework,
                code=free_code(framework.areas.all(), area_stem(name)),
                order=order,
                name_en=name,
                scale=self.lookups.default_scale,
            )
        self.made[JudgementArea] += len(names)

    def authority(self, document: dict) -> Authority:
        told = document["authority"]
        authority = Authority.objects.with_code(told["gss_code"]).first()
        if authority is None:
            authority = Authority.objects.create(
                gss_code=told["gss_code"],
                slug=Authority.free_slug(told["name"], told["gss_code"]),
                name_en=told["name"],
                name_cy=told.get("name_cy", ""),
                kind=code_of(told.get("kind", "other")),
                region_en=told.get("region", ""),
                region_cy=told.get("region_cy", ""),
                recorded_from=document["source"],
            )
            self.made[Authority] += 1
        self.aliases(authority, told)
        return authority

    def aliases(self, authority: Authority, told: dict) -> None:
        """Keep a name the file has that we do not, and the source's own number."""
        if told["name"] != authority.name_en:
            authority.aliases.get_or_create(kind=Alias.Kind.NAME, text=told["name"])
        if told.get("urn"):
            authority.aliases.get_or_create(kind=Alias.Kind.URN, text=told["urn"])

    def service(self, document: dict) -> Service:
        code = document.get("service", DEFAULT_SERVICE)
        if code not in self.lookups.services:
            self.lookups.services[code] = Service.objects.create(
                code=code,
                name_en=document.get("service_name", code.replace("_", " ").title()),
                name_cy=document.get("service_name_cy", ""),
                recorded_from=document["source"],
            )
            self.made[Service] += 1
        return self.lookups.services[code]


def languages_of(document: dict) -> list[str]:
    return sorted(document.get("languages", ["en"]), reverse=True)
