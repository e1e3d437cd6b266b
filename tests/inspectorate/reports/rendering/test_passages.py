import pytest

from inspectorate.reports.rendering.passages import tree


def said(text: str) -> dict:
    return {"kind": "text", "text": text}


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (
            "One *two* **three**\nfour",
            [
                {
                    "kind": "paragraph",
                    "children": [
                        said("One "),
                        {"kind": "em", "children": [said("two")]},
                        said(" "),
                        {"kind": "strong", "children": [said("three")]},
                        said(" "),
                        said("four"),
                    ],
                }
            ],
        ),
        (
            "4. a",
            [
                {
                    "kind": "ordered_list",
                    "start": 4,
                    "children": [
                        {
                            "kind": "list_item",
                            "children": [
                                {"kind": "paragraph", "children": [said("a")]}
                            ],
                        }
                    ],
                }
            ],
        ),
        (
            "- ",
            [
                {
                    "kind": "bullet_list",
                    "children": [{"kind": "list_item", "children": []}],
                }
            ],
        ),
        ("<b>&amp; #x</b>", [{"kind": "paragraph", "children": [said("<b>& #x</b>")]}]),
        ("", []),
    ],
)
def test_markdown_becomes_a_tree(text: str, blocks: list[dict]) -> None:
    assert tree(text) == blocks


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("https://gov.wales/a", "https://gov.wales/a"),
        ("mailto:a@example.org", ""),
        ("/admin/", ""),
    ],
)
def test_link_leads_to_the_web_or_nowhere(target: str, address: str) -> None:
    ((paragraph,),) = [tree(f"[here]({target})")]

    link = paragraph["children"][0]
    assert (link["kind"], link["address"]) == ("link", address)


def test_table_is_a_row_of_cells_after_another() -> None:
    (table,) = tree("| A | B |\n|---|---|\n| one | two |")

    assert [row["kind"] for row in table["children"]] == ["tr", "tr"]
    assert [cell["kind"] for cell in table["children"][0]["children"]] == ["th", "th"]
