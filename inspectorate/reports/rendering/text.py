"""An edition as plain text in one language: Markdown as it was written, headings
underlined, and nothing that a terminal would take for a command.
"""

from collections.abc import Iterator

from inspectorate.reports.rendering.layout import Source, Told, laid_out
from inspectorate.reports.rendering.passages import readable


def compose(source: Source, language: str) -> bytes:
    layout = laid_out(source, language, str)
    text = "\n\n".join(block for block in blocks(layout) if block)
    return (readable(text) + "\n").encode()


def blocks(layout: dict) -> Iterator[str]:
    words = layout["words"]
    yield said(layout["body"])
    yield headed(said(layout["title"]), "=")
    yield ", ".join(map(said, layout["authorities"]))
    yield listed(layout["facts"])
    for name in ("correction", "summary"):
        if layout[name]:
            yield from (headed(words[name], "="), said(layout[name]))
    yield from judgements(layout)
    yield from findings(layout)
    yield from recommendations(layout)
    if layout["sections"]:
        yield headed(words["text"], "=")
    for section in layout["sections"]:
        yield from parts(section, words)
    yield from (headed(words["record"], "="), said(layout["note"]))
    yield listed(layout["record"])


def said(told: Told) -> str:
    return told["text"] if told else ""


def headed(heading: str, line: str) -> str:
    return f"{heading}\n{line * len(heading)}"


def listed(facts: list[tuple[str, Told]]) -> str:
    return "\n".join(f"{label}: {said(told)}" for label, told in facts if told)


def judgements(layout: dict) -> Iterator[str]:
    words = layout["words"]
    if layout["judgements"]:
        yield headed(words["judgements"], "=")
    for each in layout["judgements"]:
        lines = [f"{said(each['area'])}: {said(each['grade'])}", said(each["meaning"])]
        if each["wording"]:
            lines.append(f"{words['worded']} “{said(each['wording'])}”")
        if each["note"]:
            lines.append(f"{words['note']} {said(each['note'])}")
        yield "\n".join(filter(None, lines))


def findings(layout: dict) -> Iterator[str]:
    if layout["findings"]:
        yield headed(layout["words"]["findings"], "=")
    for group in layout["findings"]:
        yield headed(group["heading"], "-")
        for each in group["findings"]:
            yield said(each["text"])
            yield listed(each["facts"])


def recommendations(layout: dict) -> Iterator[str]:
    words = layout["words"]
    if layout["recommendations"] or layout["count"]:
        yield headed(words["recommendations"], "=")
        yield layout["count"]
    for each in layout["recommendations"]:
        priority = words["priority"] if each["priority"] else ""
        times = map(said, each["times"])
        marks = filter(None, [each["number"], each["reference"], priority, *times])
        yield f"{' · '.join(marks)}\n{said(each['text'])}"


def parts(section: dict, words: dict) -> Iterator[str]:
    if section["heading"]:
        head = " ".join(filter(None, [section["number"], said(section["heading"])]))
        grade = said(section["grade"])
        yield headed(f"{head} – {grade}" if grade else head, "-")
    for each in section["paragraphs"]:
        text = said(each["text"]) or f"[{words['missing']}]"
        yield " ".join(filter(None, [each["number"], text]))
    for each in section["stated"]:
        named = " – ".join(said(told) for told in each["named"] if told)
        line = f"{each['label']}: {named}" if named else each["label"]
        yield "\n".join(filter(None, [line, said(each["text"])]))
