import pytest
from django.utils.safestring import SafeString

from inspectorate.markup import to_html, to_words


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain", "<p>Plain</p>\n"),
        ("*weak* and **strong**", "<p><em>weak</em> and <strong>strong</strong></p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>\n'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        (
            "[law](https://example.org/)",
            '<p><a href="https://example.org/" rel="noopener noreferrer">law</a></p>\n',
        ),
        ("\uf0b7 a bullet of Word", "<p>• a bullet of Word</p>\n"),
        ("5 < 6 & 7 > 6", "<p>5 &lt; 6 &amp; 7 &gt; 6</p>\n"),
        ("", ""),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert to_html(text) == html


def test_table_keeps_its_cells() -> None:
    html = to_html("| area | grade |\n|---|---|\n| leaders | good |")

    assert "<th>area</th>" in html
    assert "<td>good</td>" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](data:text/html,x)",
        "<a href='https://example.org' onclick='x()'>a</a>",
        "<iframe src=https://example.org></iframe>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<style>p{display:none}</style>",
    ],
)
def test_what_could_act_is_shown_as_text(text: str) -> None:
    html = to_html(text).lower()

    for danger in ("<script", "<img", "<iframe", "<style", "<a "):
        assert danger not in html


def test_picture_is_no_more_than_a_link_to_it() -> None:
    assert "<img" not in to_html("![map](https://example.org/map.png)")


def test_deeply_nested_text_is_not_left_out() -> None:
    lists = "\n".join(f"{'  ' * level}- level {level}" for level in range(24))
    said = "> " * 48 + "quoted"

    assert "level 23" in to_html(lists)
    assert "quoted" in to_html(said)
    assert "level 23" in to_words(lists)


def test_html_is_marked_safe_for_templates() -> None:
    assert isinstance(to_html("text"), SafeString)


def test_words_are_those_a_reader_reads_a_line_to_each_block() -> None:
    text = "They **listen**, see\n[the *plan*](https://example.org).\n\n- One\n- Two"

    assert to_words(text) == "They listen, see\nthe plan.\nOne\nTwo"
