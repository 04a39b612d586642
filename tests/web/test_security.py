"""What every answer carries, forgery, pages and their refusals, the API described, and input nobody thought of."""

import io
import re
from dataclasses import replace
from typing import Any

import pytest
import structlog
from flask import request
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marshmallow import fields
from openapi_spec_validator import validate

from deliberate import app as house
from deliberate import assets
from deliberate.app import Running, build
from deliberate.commands.registry import COMMANDS
from deliberate.domain.refusals import Sentence
from deliberate.web.words import say
from tests.cast import GROUP, Room
from tests.web.browser import Browser, made, refusal, rows, told
from tests.web.conftest import Browsers

PAGES = [
    "/",
    "/sign-in",
    "/account",
    f"/g/{GROUP}",
    f"/g/{GROUP}/gallery",
    f"/g/{GROUP}/desk",
    "/desk",
    "/api/docs",
    "/api/openapi.json",
    f"/api/groups/{GROUP}/snapshot",
    "/nowhere",
    "/join/nothing",
    "/g/atlantis",
    "/api/nowhere",
    "/static/nothing.js",
]
NONCE = re.compile(r"(?<=style-src 'self') 'nonce-[\w-]{22}'")
"""The room lets in the style sheet that its editor makes."""

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
}


# What every answer carries


@pytest.mark.parametrize("name", ["Ada", None])
@pytest.mark.parametrize("address", PAGES)
def test_every_answer_says_what_a_browser_may_do_with_it(address: str, name: str | None, browser: Browsers) -> None:
    answer = browser(name).get(address)
    assert answer.status_code < 500, answer.text
    policy = {NONCE.sub("", rule) for rule in answer.headers["Content-Security-Policy"].split("; ")}
    assert policy >= POLICY
    assert not any("unsafe" in rule or "http" in rule for rule in policy)
    framed = address.endswith("/gallery")
    assert f"frame-ancestors {'*' if framed else chr(39) + 'none' + chr(39)}" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Server" not in answer.headers


@pytest.mark.parametrize("address", [page for page in PAGES if not page.startswith(("/api/", "/static"))])
def test_no_page_has_a_script_or_a_style_within_it(address: str, browser: Browsers) -> None:
    page = browser("Ada").get(address, follow_redirects=True).text
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    for script in page.split("<script")[1:]:
        tag = script.partition(">")[0]
        assert 'type="application/json"' in tag or "src=" in tag


def test_built_files_may_be_kept_for_a_year(browser: Browsers) -> None:
    built = next(file for file in assets.path("static").iterdir() if file.suffix == ".css")
    answer = browser().get(f"/static/{built.name}")
    assert answer.status_code == 200
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    answer.close()


def test_the_cookie_of_a_sign_in_is_for_our_pages_alone(browser: Browsers) -> None:
    answer = browser().sign_in("gita@site.test")
    flags = answer.headers["Set-Cookie"].split("; ")[1:]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(flags)
    assert "Secure" not in flags, "the site is served without TLS here"
    assert not any(flag.startswith("Domain") for flag in flags)


def test_over_tls_everything_stays_on_tls(site: Running, room: Room) -> None:
    secure = build(replace(site.site.config, base_url="https://deliberate.example.org"), clock=lambda: room.now)
    gita = Browser(secure, room)
    answer = gita.client.get("/sign-in", base_url="https://deliberate.example.org")
    assert "; Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    secure.site.database.engine.dispose()


def test_behind_a_proxy_the_client_is_who_the_proxy_says(site: Running, room: Room) -> None:
    behind = build(replace(site.site.config, proxies=1), clock=lambda: room.now)
    seen: list[str | None] = []
    for running in (behind, site):
        running.app.before_request(lambda: seen.append(request.remote_addr))
        running.app.test_client().get("/sign-in", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
    assert seen == ["198.51.100.7", "127.0.0.1"]
    behind.site.database.engine.dispose()


# Forgery


FORMS = ["/sign-in", "/sign-out", "/account", "/account/password", "/account/sign-out-everywhere", "/join/anything"]


@pytest.mark.parametrize("token", [None, "", "wrong", "IjEi.aaaa.bbbb"])
@pytest.mark.parametrize("address", FORMS)
def test_a_form_without_its_token_is_refused(
    address: str, token: str | None, browser: Browsers, room: Room
) -> None:
    gita = browser("Gita")
    before = rows(room)
    answer = gita.client.post(address, data={} if token is None else {"csrf_token": token})
    assert answer.status_code == 403
    assert "<html" in answer.text
    assert rows(room) == before
    assert gita.get("/account").status_code == 200, "still signed in"


@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_a_command_without_the_token_is_refused(token: str | None, browser: Browsers, room: Room) -> None:
    clara = browser("Clara")
    before = rows(room)
    headers = {"Idempotency-Key": "one"} | ({} if token is None else {"X-CSRFToken": token})
    answer = clara.client.post(f"/api/groups/{GROUP}/commands/agenda.add", json={"title": "A"}, headers=headers)
    refusal(answer, 403, "csrf")
    assert rows(room) == before


def test_the_token_of_somebody_else_is_of_no_use(browser: Browsers) -> None:
    clara, gita = browser("Clara"), browser("Gita")
    clara.token = gita.token
    refusal(clara.give("agenda.add", title="A"), 403, "csrf")


# Pages for people


@pytest.mark.parametrize("address", ["/nowhere", "/g/atlantis", "/g/atlantis/gallery", "/join/nothing", "/g/site"])
def test_a_page_that_is_not_there_says_so_in_words(address: str, browser: Browsers) -> None:
    answer = browser().get(address)
    assert answer.status_code in (404, 410)
    assert answer.mimetype == "text/html"
    assert "<h1" in answer.text


def test_a_page_is_refused_in_the_readers_language(site: Running, browser: Browsers) -> None:
    answer = browser("Gita").get(f"/g/{GROUP}/desk", headers={"Accept-Language": "fr"})
    assert answer.status_code == 403
    assert '<html lang="fr"' in answer.text
    with site.app.test_request_context(headers={"Accept-Language": "fr"}):
        assert say(Sentence("The desk is for the secretariat and the chair.")) in answer.text


def test_a_room_shows_strangers_to_the_gallery(browser: Browsers) -> None:
    for name in ("Vera", "Nora", None):
        answer = browser(name).get(f"/g/{GROUP}")
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/g/{GROUP}/gallery"


def test_a_page_ships_with_the_room_as_its_reader_has_it(browser: Browsers) -> None:
    page = browser("Gita").get(f"/g/{GROUP}").text
    assert '"seat/G-1"' in page
    assert '"credential/' not in page
    assert '"credential/' in browser("Sam").get(f"/g/{GROUP}/desk").text


def test_words_of_people_do_not_become_markup(browser: Browsers, room: Room) -> None:
    evil = "</script><script>alert(1)</script>\u2028"
    room.drafting()
    first = room.of("paragraph")[0]["id"]
    made(browser("Gita").give("paragraph.edit", paragraph=first, text=evil, revision=1))
    made(browser("Ada").give("group.create", group=None, slug="second", title="<b>Second</b> & \"third\""))
    for name, address in [("Gita", f"/g/{GROUP}"), (None, f"/g/{GROUP}/gallery"), ("Ada", "/"), ("Ada", "/desk")]:
        page = browser(name).get(address).text
        assert "<script>alert" not in page
        assert "<b>Second" not in page


def test_a_failure_of_ours_is_told_without_its_inside(
    site: Running, browser: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("the inside")

    monkeypatch.setattr("deliberate.web.pages.enter", fail)
    monkeypatch.setattr("deliberate.web.api.enter", fail)
    with structlog.testing.capture_logs() as logged:
        page = browser().get(f"/g/{GROUP}")
        facts = refusal(browser().get(f"/api/groups/{GROUP}/snapshot"), 500, "failed")
    assert page.status_code == 500
    assert "<h1" in page.text
    assert "the inside" not in page.text
    assert facts == {}
    assert [line["kind"] for line in logged] == ["ValueError"] * 2


def test_a_traceback_in_the_log_shows_no_values(
    site: Running, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = structlog.get_config()
    for as_json in (False, True):
        house.log_to_stderr(replace(site.site.config, log_json=as_json))
        try:
            password = "a lantern on the quay"
            raise ValueError(len(password))
        except ValueError:
            structlog.get_logger().exception("failed")
        finally:
            structlog.configure(**before)
        out, err = capsys.readouterr()
        assert out == ""
        assert "ValueError" in err
        assert "lantern on the quay" not in err.replace('password = "a lantern on the quay"', "")
        assert "\x1b[" not in err


# Words


def test_a_sentence_is_said_with_its_nouns_translated(site: Running) -> None:
    asked = Sentence(
        "Quorum within %(scope)s: %(counted)s must come to more than %(threshold)s of %(base)s.",
        {
            "scope": "others",
            "counted": "the seats present",
            "threshold": "1/2",
            "base": "the seats entitled to vote",
        },
    )
    with site.app.test_request_context("/?lang=fr"):
        said = say(asked)
    for word in ("autres", "sièges présents", "1/2"):
        assert word in said
    for word in ("others", "present", "entitled"):
        assert word not in said


def test_somebodys_own_words_are_not_translated(site: Running) -> None:
    with site.app.test_request_context("/?lang=fr"):
        assert say(Sentence("%(title)s", {"title": "others"})) == "others"
        assert say(Sentence("%(scope)s", {"scope": "Les autres"})) == "Les autres"


def test_an_empty_word_stays_empty(site: Running) -> None:
    with site.app.test_request_context("/?lang=fr"):
        assert say(Sentence("")) == ""
        assert say(Sentence("%(scope)s|%(state)s|%(office)s", {"scope": "", "state": "", "office": ""})) == "||"


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("", "en"),
        ("de", "en"),
        ("fr", "fr"),
        ("fr-CA,en;q=0.5", "fr"),
        ("en;q=0.5,es-MX", "es"),
        ("ES_ar", "es"),
        ("*", "en"),
        (";;q=x,,", "en"),
    ],
)
def test_a_reader_gets_the_first_language_that_we_have(asked: str, spoken: str, browser: Browsers) -> None:
    assert f'<html lang="{spoken}"' in browser().get("/", headers={"Accept-Language": asked}).text


# The API described


def test_the_description_is_valid_openapi(browser: Browsers) -> None:
    validate(told(browser().get("/api/openapi.json")))


def test_the_description_has_every_command_and_no_other(browser: Browsers) -> None:
    paths = told(browser().get("/api/openapi.json"))["paths"]
    described = {
        path.rpartition("/")[2]: methods["post"] for path, methods in paths.items() if "post" in methods
    }
    assert described.keys() == {name for name, command in COMMANDS.items() if not command.inner}
    for name, operation in described.items():
        assert operation["operationId"] == name
        assert operation["summary"]
        assert "requestBody" in operation


def test_the_api_is_shown_to_people(browser: Browsers) -> None:
    page = browser().get("/api/docs").text
    for name, command in COMMANDS.items():
        assert command.inner or name in page


# Input that nobody thought of

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(0, 5),
    st.sampled_from([2**31, 2**53 - 1, 2**53, 2**63, 2**64, -1, 10**400]),
    st.floats(),
    st.text(st.characters(exclude_categories=()), max_size=30),
    st.sampled_from(["G-1", "O-1", "G-9999", "adopted", "open", "\ud800", "\x00", "p-0", "", "%(x)s"]),
)
JSON = st.recursive(
    ODD,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


NAMES = ["Ada", "Clara", "Remi", "Sam", "Gita", "Olga"]


def likely(field: fields.Field[Any]) -> st.SearchStrategy[Any]:
    """Values that a field may well take."""
    if isinstance(field, fields.Nested):
        return bodies(field.schema.fields)
    if isinstance(field, fields.List):
        return st.lists(likely(field.inner), max_size=3)
    if isinstance(field, fields.Integer):
        return st.integers(0, 4)
    if isinstance(field, fields.Boolean):
        return st.booleans()
    if isinstance(field, fields.AwareDateTime):
        return st.datetimes(timezones=st.timezones()).map(lambda at: at.isoformat())
    choices = [choice for each in field.validators for choice in getattr(each, "choices", ())]
    if choices:
        return st.sampled_from(choices)
    words = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=20)
    return st.one_of(words, st.sampled_from([f"@{name}" for name in NAMES]), st.sampled_from(["G-1", "G-4", "O-4"]))


def bodies(known: Any) -> st.SearchStrategy[Any]:
    """Bodies with the fields of a schema, those that may be left out there or not."""
    needed = {name: likely(field) for name, field in known.items() if field.required}
    others = {name: likely(field) for name, field in known.items() if not field.required}
    return st.fixed_dictionaries(needed, optional=others)


@st.composite
def asked(draw: st.DrawFn) -> tuple[str, bool, Any]:
    """A command, and data for it: as it should be, with one field that is odd, or anything at all."""
    command = COMMANDS[draw(st.sampled_from(sorted(COMMANDS)))]
    known = command.schema().fields
    body = draw(bodies(known))
    how = draw(st.sampled_from(["well", "well", "odd", "anything"]))
    if how == "odd":
        body[draw(st.sampled_from([*known, "odd"]))] = draw(JSON)
    return command.name, command.of_site, draw(JSON) if how == "anything" else body


def with_people(value: Any, room: Room) -> Any:
    """The same, with the ids of people for their names."""
    if isinstance(value, dict):
        return {key: with_people(each, room) for key, each in value.items()}
    if isinstance(value, list):
        return [with_people(each, room) for each in value]
    return room.people.get(value[1:], value) if isinstance(value, str) and value.startswith("@") else value


@pytest.fixture
def everyone(browser: Browsers, room: Room, monkeypatch: pytest.MonkeyPatch) -> dict[str, Browser]:
    monkeypatch.setattr("deliberate.web.api.COMMANDS_AT_MOST", "100000 per minute")
    room.amended()
    return {name: browser(name) for name in NAMES}


@settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(what=asked(), who=st.sampled_from(NAMES))
def test_whatever_is_asked_is_done_or_refused(
    what: tuple[str, bool, Any], who: str, everyone: dict[str, Browser]
) -> None:
    name, of_site, body = what
    browser = everyone[who]
    answer = browser.send(name, with_people(body, browser.room), group=None if of_site else GROUP)
    assert answer.status_code in {200, 400, 401, 403, 404, 409, 410, 422}, answer.text
    if answer.status_code == 200:
        made(answer)
    else:
        refusal(answer, answer.status_code, told(answer)["code"])
    if answer.status_code == 401:
        browser.be(who)  # an earlier example signed everybody's own devices out


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=200), key=st.text(st.characters(codec="latin-1"), max_size=110))
def test_whatever_bytes_come_are_refused(body: bytes, key: str, everyone: dict[str, Browser]) -> None:
    key = "".join(letter for letter in key if letter not in "\r\n\x00")
    answer = everyone["Clara"].send(
        "agenda.remove", None, key=key, input_stream=io.BytesIO(body), content_type="application/json"
    )
    refusal(answer, answer.status_code, told(answer)["code"])
    assert answer.status_code in {400, 404, 422}
