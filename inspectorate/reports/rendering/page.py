"""An edition as one web page that needs no other file, with all of its languages.

It is read from any folder as well as from a server: its looks stand within it.
"""

from django.template import Context, Engine

from inspectorate.markup import to_html
from inspectorate.reports.rendering import styles
from inspectorate.reports.rendering.layout import Source, laid_out, languages_of
from inspectorate.reports.rendering.passages import readable

OWN_NAMES = {"en": "English", "cy": "Cymraeg"}
ENGINE = Engine()


def compose(source: Source) -> bytes:
    template = ENGINE.from_string(styles.part(source.style, "report.html"))
    pages = [laid_out(source, code, to_html) for code in languages_of(source.document)]
    for place, page in enumerate(pages):
        language = page["language"]
        # The addresses of paragraphs lead to the first language.
        page["prefix"] = f"{language}-" if place else ""
        page["own_name"] = OWN_NAMES[language]
        for section in page["sections"]:
            section["tag"] = min(section["level"] + 1, 6)
    told = {"pages": pages, "first": pages[0], "others": pages[1:]}
    html = template.render(Context({**told, "style": source.style}))
    return readable(html).encode()
