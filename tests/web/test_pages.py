"""The pages people come in by: each answers, escapes what people wrote, and works without a word from elsewhere."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from werkzeug.test import TestResponse

from deliberate.commands.registry import COMMANDS
from tests.cast import BEGIN, GROUP, Room
from tests.web.browser import PASSWORD, Browser
from tests.web.conftest import Browsers

NASTY = "</script><script>alert(1)</script><b onmouseover=alert(2)>&amp;'\""
PAGES = {
    "/": (None, "Otto", "Sam", "Ada"),
    "/sign-in": (None,),
    "/account": ("Otto",),
    f"/g/{GROUP}": ("Otto", "Clara"),
    f"/g/{GROUP}/desk": ("Sam", "Clara", "Ada"),
    "/desk": ("Ada",),
    "/api/docs": (None, "Otto"),
    "/nothing": (None, "Otto"),
}
VISITS = [(address, who) for address, visitors in PAGES.items() for who in visitors]
NEW_PASSWORD = "another lantern on the quay"
UNLABELLED = {"hidden", "submit"}


class Page(HTMLParser):
    """A page taken apart: its elements, and the words and data in it."""

    def __init__(self, answer: TestResponse) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.data: list[str] = []
        self._silent = False
        self.feed(answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._silent = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        (self.data if self._silent else self.words).append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag in tags]

    def one(self, **wanted: str) -> dict[str, str]:
        (found,) = (each for _, each in self.elements if wanted.items() <= each.items())
        return found

    @property
    def boot(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads("".join(self.data))
        return found


def visit(browser: Browser, address: str) -> Page:
    return Page(browser.get(address))


# Every page


@pytest.mark.parametrize(("address", "who"), VISITS)
def test_every_page_answers_under_a_strict_policy(browser: Browsers, address: str, who: str | None) -> None:
    answer = browser(who).get(address)
    assert answer.status_code == (404 if address == "/nothing" else 200)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(("address", "who"), VISITS)
def test_no_page_has_script_or_style_in_it(browser: Browsers, address: str, who: str | None) -> None:
    page = visit(browser(who), address)
    assert not page.all("style")
    for script in page.all("script"):
        assert script.get("type") == "application/json" or re.match("/[a-z]", script["src"])
    for _, attributes in page.elements:
        assert not any(name == "style" or name.startswith("on") for name in attributes), attributes


@pytest.mark.parametrize(("address", "who"), VISITS)
def test_every_page_says_its_language_and_its_title_and_has_one_way_to_its_content(
    browser: Browsers, address: str, who: str | None
) -> None:
    page = visit(browser(who), address)
    (html,) = page.all("html")
    assert html == {"lang": "en", "dir": "ltr"}
    assert len(page.all("title")) == 1
    if {"class": "skip", "href": "#main"} in page.all("a"):
        assert page.one(id="main", tabindex="-1")
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("address", "who"), VISITS)
def test_every_field_has_a_label_and_every_form_that_posts_a_token(
    browser: Browsers, address: str, who: str | None
) -> None:
    answer = browser(who).get(address)
    page = Page(answer)
    labels = {label["for"] for label in page.all("label") if "for" in label}
    for field in page.all("input", "textarea", "select"):
        in_a_label = field.get("type") == "checkbox"
        if field.get("type") not in UNLABELLED and "aria-label" not in field and not in_a_label:
            assert field["id"] in labels, field
        for described in field.get("aria-describedby", "").split():
            assert page.one(id=described)
    for form in re.findall(r'<form method="post".*?</form>', answer.text, re.DOTALL):
        assert 'name="csrf_token" value="' in form


def test_what_people_wrote_is_text_on_every_page(room: Room, browser: Browsers) -> None:
    room.do("Sam", "group.update", title=NASTY, mandate=NASTY, timezone="UTC", language="en", public=True)
    room.do("Clara", "sitting.schedule", title=NASTY, starts_at=BEGIN.isoformat())
    room.do_site("Ada", "account.update", name=NASTY, named_in_public=True)
    for address in ("/", "/account", "/desk", f"/g/{GROUP}", f"/g/{GROUP}/desk"):
        answer = browser("Ada").get(address)
        assert "<script>alert" not in answer.text
        assert "<b onmouseover" not in answer.text
    assert NASTY in visit(browser("Ada"), "/").text
    boot = visit(browser("Ada"), f"/g/{GROUP}/desk").boot
    assert NASTY in {record.get("title") for record in boot["snapshot"]["records"].values()}


# Home


def test_home_shows_each_member_their_groups_with_what_they_are_there_and_what_comes_next(
    room: Room, browser: Browsers
) -> None:
    room.do("Clara", "sitting.schedule", title="First", starts_at=BEGIN.isoformat())
    page = visit(browser("Otto"), "/")
    assert "Outreach" in page.text
    assert "Holder" in page.text
    assert "Next: session 1, First 2 Mar 2026, 09:00 · UTC" in page.text
    assert any(each["href"] == f"/g/{GROUP}" and "primary" in each.get("class", "") for each in page.all("a"))


def test_the_desk_is_offered_to_those_it_is_for(browser: Browsers) -> None:
    for who, offered in {"Sam": True, "Clara": True, "Otto": False, "Remi": False}.items():
        page = visit(browser(who), "/")
        assert any(link.get("href") == f"/g/{GROUP}/desk" for link in page.all("a")) is offered, who


def test_strangers_find_public_groups_and_no_others(room: Room, browser: Browsers) -> None:
    assert "Working Group on Safe Harbours" in visit(browser(), "/").text
    room.do("Sam", "group.update", title="Quiet", mandate="", timezone="UTC", language="en", public=False)
    assert "Quiet" not in visit(browser(), "/").text
    assert "Quiet" not in visit(browser("Nora"), "/").text
    assert "Quiet" in visit(browser("Vera"), "/").text


# Signing in


def test_a_wrong_password_is_said_at_the_fields_and_the_address_is_kept(browser: Browsers) -> None:
    answer = browser().sign_in("Otto@site.test", "not this one at all")
    assert answer.status_code == 401
    page = Page(answer)
    email, password = page.one(id="email"), page.one(id="password")
    assert email["value"] == "Otto@site.test"
    assert "value" not in password
    for field in (email, password):
        assert field["aria-invalid"] == "true"
        assert "problem" in field["aria-describedby"].split()
    assert page.one(id="problem", role="alert")


def test_fields_say_to_the_browser_what_they_are_for(browser: Browsers) -> None:
    sign_in = visit(browser(), "/sign-in")
    assert sign_in.one(id="email")["autocomplete"] == "username"
    assert sign_in.one(id="password")["autocomplete"] == "current-password"
    account = visit(browser("Otto"), "/account")
    assert account.one(id="present")["autocomplete"] == "current-password"
    assert account.one(id="password")["autocomplete"] == "new-password"


@pytest.mark.parametrize("elsewhere", ["https://evil.test/", "//evil.test/", "/\\evil.test", "evil.test"])
def test_signing_in_leads_nowhere_else(browser: Browsers, elsewhere: str) -> None:
    answer = browser().sign_in("otto@site.test", PASSWORD, elsewhere)
    assert answer.status_code == 302
    assert answer.location == "/"


def test_signing_in_leads_on_to_where_one_was_going(browser: Browsers) -> None:
    otto = browser()
    asked = otto.get("/account")
    assert asked.status_code == 302
    assert asked.location == "/sign-in?next=/account"
    assert otto.sign_in("otto@site.test", PASSWORD, "/account").location == "/account"
    assert otto.get("/account").status_code == 200


def test_a_form_without_its_token_does_nothing(browser: Browsers) -> None:
    otto = browser("Otto")
    answer = otto.client.post("/sign-out")
    assert answer.status_code == 403
    assert "Reload the page, then try again." in Page(answer).text
    assert otto.get("/account").status_code == 200


def test_signing_out_is_a_button_on_every_page(browser: Browsers) -> None:
    otto = browser("Otto")
    assert otto.form("/", "/sign-out").location == "/"
    assert otto.get("/account").status_code == 302


# Invitations


def test_a_link_lets_its_person_set_a_password_once(room: Room, browser: Browsers) -> None:
    nora, link = browser(), room.links["Nora"]
    page = visit(nora, link)
    assert "Welcome, Nora" in page.text
    assert page.one(id="email")["value"] == "nora@site.test"
    assert page.one(id="password")["autocomplete"] == "new-password"
    assert nora.form(link, password=NEW_PASSWORD).location == "/"
    assert nora.get("/account").status_code == 200
    again = browser().get(link)
    assert again.status_code == 410
    assert "Ask the secretariat for a new one." in Page(again).text
    assert browser().sign_in("nora@site.test", NEW_PASSWORD).status_code == 302


def test_a_password_that_is_too_short_is_refused_at_its_field_and_the_link_stays_good(
    room: Room, browser: Browsers
) -> None:
    nora, link = browser(), room.links["Nora"]
    answer = nora.form(link, password="short")
    assert answer.status_code == 422
    page = Page(answer)
    assert page.one(id="password")["aria-describedby"] == "problem password-hint"
    assert "A password has at least 12 characters." in page.text
    assert nora.form(link, password=NEW_PASSWORD).status_code == 302


# The account


def test_a_person_changes_their_name_their_language_and_whether_observers_see_the_name(browser: Browsers) -> None:
    otto = browser("Otto")
    assert "checked" not in visit(otto, "/account").one(name="named_in_public")
    otto.form("/account", name="Otto Ohm", locale="fr", named_in_public="on")
    page = visit(otto, "/account")
    assert page.one(id="name")["value"] == "Otto Ohm"
    assert "checked" in page.one(name="named_in_public")
    assert page.all("html") == [{"lang": "fr", "dir": "ltr"}]


def test_a_name_that_is_refused_is_still_in_its_field(browser: Browsers) -> None:
    answer = browser("Otto").form("/account", name="", locale="")
    assert answer.status_code == 422
    assert Page(answer).one(id="name")["aria-invalid"] == "true"


def test_another_password_needs_the_present_one(browser: Browsers) -> None:
    otto, elsewhere = browser("Otto"), browser("Otto")
    wrong = otto.form("/account", "/account/password", present="not this one", password=NEW_PASSWORD)
    assert wrong.status_code == 422
    page = Page(wrong)
    assert "This is not your present password." in page.text
    assert page.one(id="present")["aria-invalid"] == "true"
    assert "aria-invalid" not in page.one(id="password")
    short = Page(otto.form("/account", "/account/password", present=PASSWORD, password="short"))
    assert short.one(id="password")["aria-invalid"] == "true"
    assert otto.form("/account", "/account/password", present=PASSWORD, password=NEW_PASSWORD).status_code == 302
    assert otto.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302


def test_signing_out_everywhere_is_everywhere(browser: Browsers) -> None:
    otto, elsewhere = browser("Otto"), browser("Otto")
    assert otto.form("/account", "/account/sign-out-everywhere").location == "/sign-in"
    assert otto.get("/account").status_code == 302
    assert elsewhere.get("/account").status_code == 302


# Languages


def test_a_language_asked_for_stays_until_the_account_says_otherwise(browser: Browsers) -> None:
    otto = browser("Otto")
    assert visit(otto, "/?lang=es").all("html")[0]["lang"] == "es"
    assert visit(otto, "/account").all("html")[0]["lang"] == "es"
    otto.form("/account", name="Otto", locale="fr")
    assert visit(otto, "/").all("html")[0]["lang"] == "fr"


def test_the_browser_is_asked_for_its_language(browser: Browsers) -> None:
    answer = browser().get("/", headers={"Accept-Language": "fr-CA,fr;q=0.9,en;q=0.5"})
    assert Page(answer).all("html")[0]["lang"] == "fr"
    assert visit(browser(), "/?lang=tlh").all("html")[0]["lang"] == "en"


def test_every_language_is_offered_by_its_own_name(browser: Browsers) -> None:
    links = {each["lang"]: each for each in visit(browser(), "/sign-in?next=/account").all("a") if "hreflang" in each}
    assert links.keys() == {"en", "fr", "es"}
    assert links["fr"]["href"] == "/sign-in?next=/account&lang=fr"
    assert links["en"]["aria-current"] == "true"


# Desks


def test_the_desk_is_for_the_secretariat_and_the_chair_and_says_so(browser: Browsers) -> None:
    answer = browser("Otto").get(f"/g/{GROUP}/desk")
    assert answer.status_code == 403
    assert "The desk is for the secretariat and the chair." in Page(answer).text
    assert browser().get(f"/g/{GROUP}/desk").location == f"/sign-in?next=/g/{GROUP}/desk"


def test_the_desk_comes_with_credentials_and_with_names(room: Room, browser: Browsers) -> None:
    boot = visit(browser("Sam"), f"/g/{GROUP}/desk").boot
    assert boot["surface"] == "desk"
    accredited = [record for key, record in boot["snapshot"]["records"].items() if key.startswith("credential/")]
    assert room.id("Olive") in {record["person"] for record in accredited}
    assert boot["snapshot"]["directory"][room.id("Olive")] == {"name": "Olive"}


def test_the_administrators_desk_lists_groups_and_accounts_and_is_for_them_alone(browser: Browsers) -> None:
    page = visit(browser("Ada"), "/desk")
    assert "Working Group on Safe Harbours" in page.text
    assert "otto@site.test" in page.text
    revoked = [each["aria-label"] for each in page.all("button") if each.get("data-command") == "account.revoke"]
    assert "Revoke the account of Otto" in revoked
    assert "Revoke the account of Ada" not in revoked
    for who in ("Sam", "Clara", "Otto"):
        assert browser(who).get("/desk").status_code == 403


def test_those_outside_are_shown_from_the_room_to_the_gallery(browser: Browsers) -> None:
    assert browser().get(f"/g/{GROUP}").location == f"/g/{GROUP}/gallery"
    assert browser("Vera").get(f"/g/{GROUP}").location == f"/g/{GROUP}/gallery"


def test_a_group_that_is_not_public_is_not_there_for_others(room: Room, browser: Browsers) -> None:
    room.do("Sam", "group.update", title="Quiet", mandate="", timezone="UTC", language="en", public=False)
    for address in (f"/g/{GROUP}", f"/g/{GROUP}/gallery"):
        assert browser("Nora").get(address).status_code == 404
        assert browser("Otto").get(address).status_code in (200, 302)


# The API in words


def test_the_api_is_described_for_people_whole(browser: Browsers) -> None:
    page = visit(browser(), "/api/docs")
    for command in COMMANDS.values():
        if command.inner:
            assert not any(each.get("id") == command.name for each in page.all("article"))
        else:
            assert page.one(id=command.name)
            assert command.rule.split("\n")[0] in page.text
    assert "constituencies[].migrants" in page.text
