"""Coming in: invitations, passwords, signing in and out, and being shown out."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
import structlog
from sqlalchemy import select
from werkzeug.test import TestResponse

from deliberate.app import Running
from deliberate.config import Config
from deliberate.store.people import Account, Link
from tests.cast import GROUP, Room, account_of
from tests.web.browser import PASSWORD, Browser, made, refusal, rows, told
from tests.web.conftest import Browsers

NEW = "seven gulls over the pier"


def invited(browser: Browsers, email: str = "zoe@site.test", name: str = "Zoe") -> str:
    """The path of the link to which somebody new is invited as a moderator."""
    link = made(browser("Sam").give("people.invite", email=email, name=name, office="moderator"))["link"]
    return str(link).removeprefix("http://localhost")


def is_in(browser: Browser) -> bool:
    """Whether this browser is signed in."""
    return browser.get("/account").status_code == 200


def location(answer: TestResponse) -> str:
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


# Invitations


def test_a_link_shows_whom_it_invites_and_is_not_used_up_by_looking(browser: Browsers, room: Room) -> None:
    link = invited(browser)
    before = rows(room)
    for _ in range(2):
        page = browser().get(link)
        assert page.status_code == 200
        assert "Zoe" in page.text
        assert "zoe@site.test" in page.text
    assert rows(room) == before


def test_the_invited_set_a_password_and_are_signed_in(browser: Browsers, room: Room) -> None:
    link, zoe = invited(browser), browser()
    assert location(zoe.form(link, password=NEW)) == "/"
    assert is_in(zoe)
    assert "Safe Harbours" in zoe.get("/").text
    assert location(browser().sign_in("zoe@site.test", NEW)) == "/"


def test_a_password_is_kept_as_argon2id_alone(browser: Browsers, room: Room) -> None:
    browser().form(invited(browser), password=NEW)
    with room.database.reading() as session:
        kept = session.scalars(select(Account.password).where(Account.email == "zoe@site.test")).one()
    assert kept is not None
    assert kept.startswith("$argon2id$v=19$")
    assert NEW not in str(rows(room))


def test_a_link_works_once(browser: Browsers) -> None:
    link = invited(browser)
    page, late = browser(), browser()
    page.form(link, password=NEW)
    answer = late.get(link)
    assert answer.status_code == 410
    assert "Ask the secretariat for a new one." in answer.text
    assert late.form("/sign-in", link, password="another one, quite long").status_code == 410
    assert not is_in(late)


def test_a_link_ends_after_seven_days(browser: Browsers, room: Room) -> None:
    link = invited(browser)
    room.now += timedelta(days=7) - timedelta(seconds=1)
    assert browser().get(link).status_code == 200
    room.now += timedelta(seconds=1)
    assert browser().get(link).status_code == 410
    assert browser().form("/sign-in", link, password=NEW).status_code == 410


def test_a_new_link_ends_the_one_before(browser: Browsers) -> None:
    first = invited(browser)
    person = made(browser("Sam").give("people.invite", email="yan@site.test", name="Yan", office="observer"))["person"]
    second = made(browser("Sam").give("people.link", person=person))["link"]
    third = made(browser("Sam").give("people.link", person=person))["link"]
    assert browser().get(first).status_code == 200
    assert browser().get(second).status_code == 410
    assert browser().get(third).status_code == 200


@pytest.mark.parametrize("token", ["x", "%20", "a" * 5_000, "..", "%00"])
def test_a_link_that_was_never_given_is_none(token: str, browser: Browsers) -> None:
    assert browser().get(f"/join/{token}").status_code in (404, 410)


@pytest.mark.parametrize("weak", ["", "short", "eleven char", "a" * 300, "aaaaaaaaaaaaaaaa", "121212121212"])
def test_a_weak_password_is_refused_and_the_link_still_works(weak: str, browser: Browsers, room: Room) -> None:
    link, zoe = invited(browser), browser()
    before = rows(room)
    answer = zoe.form(link, password=weak)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert rows(room) == before
    assert not is_in(zoe)
    assert location(zoe.form(link, password=NEW)) == "/"


def test_only_the_digest_of_a_link_is_kept(browser: Browsers, room: Room) -> None:
    token = invited(browser).removeprefix("/join/")
    assert token not in str(rows(room))
    with room.database.reading() as session:
        assert all(len(link.digest) == 64 for link in session.scalars(select(Link)))


def test_a_link_sets_a_new_password_and_ends_every_sign_in(browser: Browsers, room: Room) -> None:
    lost = browser("Gita")
    link = made(browser("Sam").give("people.link", person=room.id("Gita")))["link"]
    assert location(browser().form(link, password=NEW)) == "/"
    assert not is_in(lost)
    assert browser().sign_in("gita@site.test", PASSWORD).status_code == 401
    assert location(browser().sign_in("gita@site.test", NEW)) == "/"


def test_with_a_mail_server_the_link_is_sent(
    site: Running, browser: Browsers, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr("deliberate.web.mail.gevent.spawn", lambda work, *args: sent.append(args))
    config = Config(**{**vars(site.site.config), "smtp_url": "smtp://mail.test", "mail_from": "us@site.test"})
    monkeypatch.setitem(site.app.extensions, "deliberate", type(site.site)(**{**vars(site.site), "config": config}))
    told_ = made(browser("Sam").give("people.link", person=room.id("Gita")))
    assert told_["sent"] is True
    ((_, message),) = sent
    assert (message["From"], message["To"]) == ("us@site.test", "gita@site.test")
    lines = message.get_content().splitlines()
    assert told_["link"] in lines, "the link stands in a line of its own, whole"


# Signing in


def test_a_person_signs_in_by_any_writing_of_the_address(browser: Browsers) -> None:
    gita = browser()
    assert location(gita.sign_in("  GITA@site.test ", PASSWORD)) == "/"
    assert is_in(gita)


def test_a_wrong_password_and_a_wrong_address_get_the_same_answer(browser: Browsers, room: Room) -> None:
    room.do_site("Ada", "account.revoke", person=room.id("Gus"))
    without_token = re.compile(r'name="csrf_token" value="[^"]+"')
    answers = [
        browser().sign_in(email, password)
        for email, password in [
            ("gita@site.test", "not the lantern"),
            ("nobody@site.test", PASSWORD),
            ("gus@site.test", PASSWORD),
            ("", ""),
            ("x" * 1000, "y" * 1000),
        ]
    ]
    assert {answer.status_code for answer in answers} == {401}
    pages = {re.sub(r'value="[^"]*"', "", without_token.sub("", answer.text)) for answer in answers[:3]}
    assert len(pages) == 1
    assert "This address and password do not belong together." in pages.pop()


def test_after_ten_wrong_tries_at_an_account_one_has_to_wait(
    browser: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deliberate.auth.verify", lambda _, password: password == PASSWORD)
    guesser = browser()
    for _ in range(10):
        assert guesser.sign_in("gita@site.test", "not the lantern").status_code == 401
    answer = guesser.sign_in("gita@site.test", PASSWORD)
    assert answer.status_code == 429
    assert "Wait a minute" in answer.text
    assert not is_in(guesser)
    assert location(browser().sign_in("olga@site.test", PASSWORD)) == "/", "others are not kept waiting"


def test_a_whole_room_signs_in_from_one_address(browser: Browsers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliberate.auth.verify", lambda *_: True)
    for name in ("gita", "alba", "george", "gus", "olga", "omar", "otto", "clara", "remi", "sam", "ana", "vera"):
        assert location(browser().sign_in(f"{name}@site.test")) == "/"


def test_many_accounts_cannot_be_tried_from_one_address(browser: Browsers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliberate.auth.verify", lambda *_: False)
    guesser = browser()
    statuses = [guesser.sign_in(f"person{number}@site.test", "a guess").status_code for number in range(101)]
    assert statuses == [401] * 100 + [429]


def test_too_often_has_the_one_shape_for_programs(browser: Browsers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliberate.web.api.COMMANDS_AT_MOST", "5 per minute")
    gita = browser("Gita")
    statuses = {gita.give("floor.ask").status_code for _ in range(5)}
    assert statuses == {409}
    facts = refusal(gita.give("floor.ask"), 429, "too_often")
    assert facts == {}
    assert browser("Olga").give("floor.ask").status_code == 409, "others are not kept waiting"


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.test/",
        "//evil.test/",
        "/\\evil.test/",
        "\\\\evil.test/",
        "/\t/evil.test/",
        "/\n/evil.test/",
        "javascript:alert(1)",
        "evil.test",
        "http://[",
        " //evil.test",
        "/\x00/evil.test",
    ],
)
def test_a_sign_in_does_not_lead_to_another_site(onward: str, browser: Browsers) -> None:
    page = browser().get("/sign-in", query_string={"next": onward})
    assert page.status_code == 200
    assert 'name="next" value="/"' in page.text
    assert location(browser().sign_in("gita@site.test", onward=onward)) == "/"


def test_a_sign_in_leads_to_where_one_was_going(browser: Browsers) -> None:
    gita = browser()
    there = location(gita.get(f"/g/{GROUP}/desk?lang=fr"))
    assert there.startswith("/sign-in?next=")
    page = gita.form(there, "/sign-in", email="gita@site.test", password=PASSWORD, next=f"/g/{GROUP}/desk")
    assert location(page) == f"/g/{GROUP}/desk"


def test_after_a_form_that_was_too_late_one_is_not_led_back_to_its_address(browser: Browsers) -> None:
    late = browser()
    assert location(late.form("/sign-in", "/account/sign-out-everywhere")) == "/sign-in?next=/"


# Signing out, and being signed out


def test_signing_out_ends_it_here(browser: Browsers) -> None:
    here, there = browser("Gita"), browser("Gita")
    here.form("/account", "/sign-out")
    assert not is_in(here)
    assert is_in(there)


def test_signing_out_everywhere_ends_it_everywhere(browser: Browsers) -> None:
    here, there, other = browser("Gita"), browser("Gita"), browser("Olga")
    assert location(here.form("/account", "/account/sign-out-everywhere")) == "/sign-in"
    assert not is_in(here)
    assert not is_in(there)
    refusal(there.give("floor.ask"), 401, "not_signed_in")
    assert is_in(other)


def test_another_password_keeps_this_device_and_ends_the_others(browser: Browsers) -> None:
    here, there = browser("Gita"), browser("Gita")
    answer = here.form("/account", "/account/password", present=PASSWORD, password=NEW)
    assert location(answer) == "/account?saved=1"
    assert is_in(here)
    assert not is_in(there)
    assert location(browser().sign_in("gita@site.test", NEW)) == "/"


def test_another_password_asks_for_the_present_one(browser: Browsers, room: Room) -> None:
    gita = browser("Gita")
    before = rows(room)
    answer = gita.form("/account", "/account/password", present="not the lantern", password=NEW)
    assert answer.status_code == 422
    assert gita.form("/account", "/account/password", present=PASSWORD, password="short").status_code == 422
    assert rows(room) == before


def test_a_revoked_account_is_signed_out_at_once(browser: Browsers, room: Room) -> None:
    gita = browser("Gita")
    assert is_in(gita)
    made(browser("Ada").give("account.revoke", group=None, person=room.id("Gita")))
    assert not is_in(gita)
    refusal(gita.give("floor.ask"), 401, "not_signed_in")
    assert browser().sign_in("gita@site.test").status_code == 401


def test_a_sign_in_ends_after_two_weeks(browser: Browsers, monkeypatch: pytest.MonkeyPatch) -> None:
    early, late = browser("Gita"), browser("Gita")
    began = time.time()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: began + 14 * 86_400 - 60)
    assert is_in(early)
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: began + 14 * 86_400 + 60)
    refusal(late.give("floor.ask"), 401, "not_signed_in")
    assert not is_in(late)


def test_a_cookie_that_we_did_not_sign_is_nobodys(browser: Browsers, room: Room) -> None:
    gita = browser("Gita")
    cookie = gita.client.get_cookie("session")
    assert cookie is not None
    gita.client.set_cookie("session", cookie.value[:-4] + "AAAA")
    refusal(gita.give("floor.ask"), 401, "not_signed_in")


# The account


def test_a_person_changes_what_others_see_of_them(browser: Browsers, room: Room) -> None:
    gita = browser("Gita")
    answer = gita.form("/account", name="Gita A.", named_in_public="on", locale="fr")
    assert location(answer) == "/account?saved=1"
    account = account_of(room, "Gita")
    assert (account.name, account.named_in_public, account.locale) == ("Gita A.", True, "fr")
    assert 'lang="fr"' in gita.get("/account").text


@pytest.mark.parametrize("name", ["", "x" * 301, "a\u0007b"])
def test_a_name_that_is_none_is_refused(name: str, browser: Browsers, room: Room) -> None:
    assert browser("Gita").form("/account", name=name, locale="").status_code == 422
    assert account_of(room, "Gita").name == "Gita"


def test_an_unknown_language_is_no_language(browser: Browsers, room: Room) -> None:
    browser("Gita").form("/account", name="Gita", locale="tlh")
    assert account_of(room, "Gita").locale is None


# What is written down


def test_nothing_secret_is_logged(
    site: Running, browser: Browsers, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    with structlog.testing.capture_logs() as logged:
        link = invited(browser)
        zoe = browser()
        zoe.form(link, password=NEW)
        zoe.sign_in("zoe@site.test", "a wrong password")
        zoe.give("floor.ask")
        browser("Sam").give("people.link", person=room.id("Gita"))

        def fail(*_: object) -> None:
            raise ValueError("the disk is full")

        monkeypatch.setattr(site.site.door._clerk, "run", fail)
        answer = browser("Sam").give("people.invite", email="yan@site.test", name="Yan", office="moderator")
        refusal(answer, 500, "failed")
    assert told(answer)["message"] == "Something went wrong. Nothing was changed."
    assert [line["event"] for line in logged] == ["failed"]
    for secret in (link.removeprefix("/join/"), NEW, "a wrong password", "zoe@", "yan@", "Yan", "gita@"):
        assert secret not in str(logged)
