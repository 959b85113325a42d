"""What is wrong with the page that is open, for whoever reads it on a small screen or with a screen reader."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

from tests.browser import axe

_TOO_WIDE = """document.scrollingElement.scrollWidth > innerWidth
  || [...document.querySelectorAll(".letter *")].some((one) => one.getBoundingClientRect().left < 0)"""
# Text that a box hides although there is more of it. Hidden-for-the-eye helpers are one pixel wide and meant to be.
_CUT = """() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter((one) => one.clientWidth > 1 && getComputedStyle(one).overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 120))"""  # noqa: E501


class Watch:
    """Keeps what a browser says while pages load: errors of scripts and policy, and calls to anybody else."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.host, self.heard = page, urlsplit(address).netloc, list[str]()
        page.on("console", self._hear)
        page.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        # An error page is an error to the console too.
        if message.type == "error" and "server responded with a status" not in message.text:
            self.heard.append(message.text)

    def _see(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self.host:
            self.heard.append(f"asks {request.url}")

    def faults(self) -> list[object]:
        """Everything wrong with the page as it stands now."""
        found: list[object] = [*axe.grave(self.page), *self.heard, *cut(self.page)]
        self.heard.clear()
        return found


def cut(page: Page) -> list[object]:
    """What runs off the screen or is cut."""
    wide = ["runs off the screen"] if page.evaluate(_TOO_WIDE) else []
    return wide + list(page.evaluate(_CUT))
