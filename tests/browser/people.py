"""What people do in the browser tests, said once: take an invitation, give a command as the page does, wait."""

import json
import uuid
from typing import Any

from playwright.sync_api import Page, expect

PASSWORD = "a long enough password"

GIVE = """async ({slug, name, data, key}) => {
  const boot = JSON.parse(document.getElementById("boot").textContent);
  const path = slug ? `/api/groups/${slug}/commands/${name}` : `/api/commands/${name}`;
  const answer = await fetch(path, {
    method: "POST",
    headers: {"Content-Type": "application/json", "Idempotency-Key": key, "X-CSRFToken": boot.csrf},
    body: JSON.stringify(data),
  });
  return await answer.json();
}"""


def join(page: Page, link: str) -> Page:
    """Follow an invitation and set a password."""
    page.goto(link)
    page.get_by_label("New password", exact=False).first.fill(PASSWORD)
    page.get_by_role("button").filter(has_text="password").first.click()
    page.wait_for_url("**/")
    return page


def ask(page: Page, slug: str | None, name: str, /, **data: Any) -> dict[str, Any]:
    """Give a command as the person whose page this is, past the interface; the receipt or the refusal."""
    answer: dict[str, Any] = page.evaluate(GIVE, {"slug": slug, "name": name, "data": data, "key": uuid.uuid4().hex})
    return answer


def give(page: Page, slug: str | None, name: str, /, **data: Any) -> dict[str, Any]:
    """A command that is done; what it made."""
    answer = ask(page, slug, name, **data)
    assert answer["ok"], answer
    made: dict[str, Any] = answer["made"]
    return made


def refused(page: Page, slug: str | None, name: str, /, **data: Any) -> str:
    """A command that is refused; its code. The sentence must be there."""
    answer = ask(page, slug, name, **data)
    assert answer["ok"] is False
    assert len(answer["message"]) > 10
    code: str = answer["code"]
    return code


def records(page: Page, slug: str, noun: str = "", *, public: bool = False) -> dict[str, Any]:
    """The records of a noun as this person may read them."""
    path = f"/api/groups/{slug}/snapshot{'?as=public' if public else ''}"
    found = json.loads(page.evaluate("async (path) => await (await fetch(path)).text()", path))["records"]
    return {key: record for key, record in found.items() if key.startswith(noun)}


def press(page: Page, key: str) -> None:
    """Press a key where nothing is being written. What the key is to act on must have been waited for on this page."""
    page.evaluate("document.activeElement?.blur()")
    page.keyboard.press(key)


def confirmed(page: Page, words: str, reason: str | None = None) -> None:
    """Say yes in the dialog that asks. What comes of it is still to be waited for."""
    dialog = page.get_by_role("dialog")
    if reason is not None:
        dialog.get_by_role("textbox").fill(reason)
    dialog.get_by_role("button", name=words, exact=True).click()
    expect(dialog).to_have_count(0)


def is_live(page: Page) -> None:
    """Wait until the page hears what happens."""
    expect(page.get_by_text("Live").first).to_be_visible()
