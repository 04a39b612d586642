"""Whether a page can be used by everybody: what axe finds in it, and windows of all sizes."""

from pathlib import Path

from playwright.sync_api import Page, ViewportSize

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
NARROWEST: ViewportSize = {"width": 320, "height": 640}
ENLARGED: ViewportSize = {"width": 720, "height": 450}
"""A window of 1440 by 900 at 200 % zoom."""


def wider_than_the_window(page: Page) -> int:
    """By how many pixels a page would have to be scrolled sideways."""
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


def faults(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2, level A and AA."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate("(rules) => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
        if "obscured" not in node["failureSummary"]  # by a bar under which one can scroll
    ]
