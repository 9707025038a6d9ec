"""A reader with a browser: opens pages in one setting or another, and notes all that goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from itertools import product
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, Response

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
DEFAULT_TEXT = 16
PATIENCE = 10_000
LEFT = "net::ERR_ABORTED"  # the reader went to another page before it came


@dataclass(frozen=True)
class Setting:
    """How a reader has set the browser; `text` is the size of text in per cent."""

    width: int
    height: int
    scheme: Scheme = "light"
    scripts: bool = True
    text: int = 100

    def __str__(self) -> str:
        words = [f"{self.width}x{self.height}", self.scheme]
        words += [f"text-{self.text}%"] if self.text != 100 else []
        words += [] if self.scripts else ["no-scripts"]
        return "-".join(words)


WIDE = Setting(1280, 900)
NARROW = Setting(360, 740)
SMALLEST = Setting(320, 640)
WITHOUT_SCRIPTS = replace(WIDE, scripts=False)
VARIANTS = [replace(size, scheme=scheme) for size, scheme in product((WIDE, NARROW), SCHEMES)]


class Visit:
    """A page in the browser, and what happened on it so far."""

    def __init__(self, page: Page, origin: str, setting: Setting) -> None:
        self.page = page
        self.origin = origin
        self.setting = setting
        self.faults: list[str] = []
        self.requests: list[str] = []
        self._listeners: dict[str, Callable[[Any], None]] = {
            "console": self._on_console,
            "pageerror": self._on_error,
            "request": self._on_request,
            "requestfailed": self._on_failure,
            "response": self._on_response,
        }
        for event, listener in self._listeners.items():
            page.on(event, listener)  # type: ignore[call-overload]

    def __str__(self) -> str:
        return f"{self.address} at {self.setting}"

    @property
    def address(self) -> str:
        return self.page.url.removeprefix(self.origin)

    def go(self, address: str) -> None:
        self.page.goto(self.origin + address)

    def end(self) -> None:
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)

    def _on_console(self, message: ConsoleMessage) -> None:
        self.faults.append(f"console {message.type}: {message.text}")

    def _on_error(self, error: Error) -> None:
        self.faults.append(f"error: {error}")

    def _on_request(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self.origin + "/", "data:")):
            self.faults.append(f"asked another origin: {request.url}")

    def _on_failure(self, request: Request) -> None:
        if request.failure != LEFT:
            self.faults.append(f"failed: {request.url}: {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status >= HTTPStatus.BAD_REQUEST:
            self.faults.append(f"{response.status}: {response.url}")


class Reader:
    """One browser, with one page for each setting, used by all tests in turn."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.origin = origin
        self._browser = browser
        self._pages: dict[Setting, Page] = {}

    @contextmanager
    def visit(self, address: str, setting: Setting = WIDE) -> Iterator[Visit]:
        visit = Visit(self._page(setting), self.origin, setting)
        try:
            visit.go(address)
            yield visit
        finally:
            visit.end()

    def _page(self, setting: Setting) -> Page:
        if setting not in self._pages:
            context = self._browser.new_context(
                viewport={"width": setting.width, "height": setting.height},
                color_scheme=setting.scheme,
                java_script_enabled=setting.scripts,
                reduced_motion="reduce",
            )
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            sizes = {"standard": DEFAULT_TEXT * setting.text // 100}
            context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})
            self._pages[setting] = page
        return self._pages[setting]
