"""Chromium, a server, and people with a browser each. Without Chromium these tests are skipped, on CI they fail."""

import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.server import Server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 40_000
"""How long anything may take on a page, on a busy machine."""

expect.set_options(timeout=PATIENCE_MS)

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser program for all tests; every person gets a context of their own."""
    if CHROMIUM is None:
        how = "Browser tests need Chromium: on Debian, apt-get install chromium."
        if os.environ.get("CI") == "true":
            pytest.fail(how)
        pytest.skip(how)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that is to be started, for a site that has not begun."""
    running = Server(tmp_path_factory.mktemp("site"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browsers(chromium: Browser, server: Server) -> Iterator[Open]:
    """Opens a browser of a person's own, or a stranger's, at an address. Errors in a page's scripts fail the test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_page(path: str = "/", person: str | None = None, **options: Any) -> Page:
        context = chromium.new_context(**{"base_url": server.url, "locale": "en-GB", **options})
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        if person is not None:
            context.add_cookies([{"name": "session", "value": server.session_of(person), "url": server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        page.on("console", lambda said: problems.append(said.text) if _is_problem(said) else None)
        page.on(
            "response",
            lambda answer: problems.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None,
        )
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems, problems


def _is_problem(said: Any) -> bool:
    """An error in the console, other than an answer that the page itself shows as a refusal, or a line that was cut."""
    expected = re.search(r"status of [45]\d\d|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|WebSocket", said.text)
    return bool(said.type == "error" and not expected)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where DELIBERATE_PICTURES names a folder, keep there what everyone saw when a test failed."""
    report = yield
    folder, story = os.environ.get("DELIBERATE_PICTURES"), getattr(item, "funcargs", {}).get("story")
    if folder and report.when == "call" and report.failed and story is not None:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for name, page in story.pages.items():
            page.screenshot(path=Path(folder) / f"{name}.png")
    return report
