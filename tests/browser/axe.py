"""axe-core, run on the page that is open."""

from functools import cache

from playwright.sync_api import Page

from portal.settings import ROOT

# WCAG 2.2's target-size is off in axe unless asked for.
_RUN = """() => axe
  .run({ resultTypes: ["violations"], preload: false, rules: { "target-size": { enabled: true } } })
  .then((found) => found.violations.map((one) => [one.impact, one.id, one.nodes.map((node) => node.html)]))"""


@cache
def _script() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def grave(page: Page) -> list[object]:
    """The serious and critical findings, each with what it is about."""
    page.evaluate(_script())
    return [one for one in page.evaluate(_RUN) if one[0] in {"serious", "critical"}]
