"""What many answers of the API tell alike."""

from inspectorate.api.pagination import ATTRIBUTION

API = "http://testserver/api/v1"
TERMS = {"licence": "OGL-UK-3.0", "attribution": ATTRIBUTION}


def links_of_place(report: str, authority: str, framework: str) -> dict:
    """What a row says of its edition leads to, by their codes."""
    return {
        "report": f"{API}/reports/{report}/",
        "authorities": [f"{API}/authorities/{authority}/"],
        "framework": f"{API}/frameworks/?code={framework}",
    }
