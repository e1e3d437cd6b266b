"""Under which heads the description of the API lists its operations."""

TOLD = {
    "index": "Where everything is.",
    "authorities": "Whom the record is about: authorities, their services and offices.",
    "frameworks": "What is judged by: bodies, frameworks, areas, scales and themes.",
    "reports": "Reports, each as its current edition has it.",
    "editions": "Reports as they were published, and what they consist of.",
    "inspections": "Inspections with a report, or over and done without one.",
    "programme": "What was announced of inspections, and what was said since.",
    "paragraphs": "The text of editions, paragraph by paragraph.",
    "findings": "What inspectors found.",
    "judgements": "How areas were judged, and by which framework and scale.",
    "recommendations": "What was asked of authorities, and what came of it.",
    "concerns": "Decisions of the inspectorate, of ministers, and about boards.",
    "measures": "Measures of performance, and each reading that was published.",
    "register": "The chain by which a stranger checks the whole record.",
    "changes": "All that changed in the public record, in one sequence.",
    "search": "Full text of what is published.",
    "problems": "What each kind of refusal means.",
    "casework": "The work on cases, for programs that act for a member of staff.",
}


def told(used: set[str]) -> list[dict]:
    """Those that are used, in this order; raises ValueError for an unknown one."""
    known = list(TOLD)
    return [
        {"name": name, "description": TOLD[name]}
        for name in sorted(used, key=known.index)
    ]
