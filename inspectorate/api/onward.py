"""Where an answer leads: what of it fills in the address of the next one.

Links as OpenAPI has them, by which programs walk from resource to resource.
"""

OF_FIRST = "$response.body#/results/0/"
OF_ONE = "$response.body#/"
# Of each operation: the one that its answer leads to, and where that takes what from.
ONWARD = {
    "authorities_list": [("authorities_retrieve", {"identifier": f"{OF_FIRST}slug"})],
    "reports_list": [("reports_retrieve", {"slug": f"{OF_FIRST}slug"})],
    "reports_retrieve": [
        (
            "editions_retrieve",
            {"slug": f"{OF_ONE}slug", "number": f"{OF_ONE}current_edition"},
        ),
        ("paragraphs_list", {"report": f"{OF_ONE}slug"}),
        ("findings_list", {"report": f"{OF_ONE}slug"}),
        ("judgements_list", {"report": f"{OF_ONE}slug"}),
        ("recommendations_list", {"report": f"{OF_ONE}slug"}),
    ],
    "editions_list": [
        (
            "editions_retrieve",
            {"slug": f"{OF_FIRST}report", "number": f"{OF_FIRST}number"},
        ),
    ],
    "editions_retrieve": [
        (
            "editions_document",
            {"slug": f"{OF_ONE}report", "number": f"{OF_ONE}number"},
        ),
        ("reports_retrieve", {"slug": f"{OF_ONE}report"}),
    ],
    "paragraphs_list": [
        ("paragraphs_retrieve", {"stable_id": f"{OF_FIRST}stable_id"}),
    ],
    "recommendations_list": [
        ("recommendations_retrieve", {"reference": f"{OF_FIRST}reference"}),
    ],
    "recommendations_retrieve": [
        ("answers_list", {"recommendation": f"{OF_ONE}reference"}),
        ("reports_retrieve", {"slug": f"{OF_ONE}edition/report"}),
    ],
    "search": [("reports_retrieve", {"slug": f"{OF_FIRST}edition/report"})],
}


def lead(operation: dict) -> None:
    """Add its links to what an operation answers when all is well."""
    for target, filled in ONWARD.get(operation["operationId"], []):
        links = operation["responses"]["200"].setdefault("links", {})
        links[target] = {"operationId": target, "parameters": dict(filled)}
