"""What axe-core finds wrong with a page, whatever its impact."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

# Every level that binds the public sector, and what is no criterion but good practice.
# Named, because axe leaves out the size of targets unless it is asked for WCAG 2.2.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
# All that a change of colours alone can break.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

FIND = """async (options) => {
    const {violations} = await axe.run(options);
    return violations.flatMap((rule) => rule.nodes.map(
        (node) => `${rule.id} (${rule.impact}): ${node.html.slice(0, 160)}`
    ));
}"""


def bring(context: BrowserContext) -> None:
    """Into every page of the browser, past its content security policy."""
    context.add_init_script(AXE_SCRIPT)


def violations(page: Page, rules: dict = EVERYTHING) -> list[str]:
    """A line for each place that breaks a rule: the rule, its impact, the place."""
    # Scripts that wait for the page to be read, such as jQuery's, have run by then.
    page.evaluate("new Promise((done) => setTimeout(done))")
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
    return page.evaluate(FIND, options)
