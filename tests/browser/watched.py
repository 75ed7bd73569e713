"""A page that notes what it should not do."""

from urllib.parse import urlsplit

from playwright.sync_api import Page

WATCH = """
window.refused = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  window.refused.push(`${violatedDirective} ${blockedURI}`));
"""


class Watched:
    """A page and what it did on the way: requests to others, errors, refusals by its policy."""

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.server = server
        self.strangers: list[str] = []
        self.errors: list[str] = []
        page.add_init_script(WATCH)
        page.context.on("request", lambda request: self._note(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "console",
            lambda said: self.errors.append(said.text) if said.type == "error" else None,
        )

    def go(self, path: str) -> None:
        """Open an address of the server and wait until the page is complete."""
        self.page.goto(self.server + path, wait_until="load")

    def refused(self) -> list[str]:
        """Return what the policy refused, in the page and in its frames."""
        return [each for frame in self.page.frames for each in frame.evaluate("window.refused")]

    def _note(self, address: str) -> None:
        own = urlsplit(self.server).netloc
        parts = urlsplit(address)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != own:
            self.strangers.append(address)
