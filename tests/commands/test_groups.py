"""Working groups: founding one, describing it, its rules of procedure."""

import secrets
from typing import Any

import pytest
from sqlalchemy import select

from deliberate.commands.groups import SETTINGS
from deliberate.domain.refusals import Refusal
from deliberate.journal.snapshot import snapshot
from deliberate.store.journal import SITE, Entry, Journal
from tests.cast import GROUP, READERS, Room, group_of
from tests.commands.conftest import At
from tests.commands.looking import happened, heard

DESCRIPTION: dict[str, Any] = {
    "title": "Working Group on Open Harbours",
    "mandate": "To find harbours.\nAnd to keep them open.",
    "timezone": "Africa/Accra",
    "language": "fr",
    "public": False,
}
RULES: dict[str, Any] = {
    "rule": "procedural",
    "custom": None,
    "definition": "no_sustained_opposition",
    "speech_limit": 120,
    "board": "live",
    "cosponsors": 2,
    "method": "hands",
    "cosponsors_each_side": True,
}
PARITY = {
    "weighting": "parity",
    "quorum": [],
    "tests": [{"scope": "each_side", "choice": "for", "measure": "weight", "base": "for_against", "more_than": "3/5"}],
}


def create_refused(room: Room, actor: str | None = "Ada", **data: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        room.do_site(actor, "group.create", **data)
    return caught.value


def rule(**line: Any) -> dict[str, Any]:
    """A rule of one test, with some of its fields changed."""
    return {**PARITY, "tests": [{**PARITY["tests"][0], **line}]}  # type: ignore[dict-item]  # a list of lines


# Founding


def test_an_administrator_founds_a_group_without_seats(room: Room) -> None:
    made = room.do_site("Ada", "group.create", slug="open-harbours", **DESCRIPTION)
    assert made == {"slug": "open-harbours"}
    with room.database.reading() as session:
        journal = session.scalars(select(Journal).where(Journal.slug == "open-harbours")).one()
        seen = snapshot(session, journal.id, READERS["public"])
    assert seen["seq"] == 0, "its journal begins with what is done in it"
    [record] = seen["records"].values()
    assert record == {
        "id": record["id"],
        "slug": "open-harbours",
        **DESCRIPTION,
        "pairs": 0,
        "settings": SETTINGS,
    }


def test_the_founding_is_told_in_the_journal_of_the_site(room: Room) -> None:
    room.do_site("Ada", "group.create", slug="open-harbours", title="Open Harbours")
    with room.database.reading() as session:
        found = select(Entry).join(Journal, Journal.id == Entry.journal_id).where(Journal.slug == SITE)
        entry = session.scalars(found.order_by(Entry.seq.desc())).first()
    assert entry is not None
    assert (entry.event, entry.facts, entry.audience) == ("group.created", {"slug": "open-harbours"}, "officers")
    assert entry.changes == []


def test_a_group_is_public_in_english_and_in_utc_unless_it_says_otherwise(room: Room) -> None:
    group = group_of(room)
    assert (group.public, group.language, group.timezone, group.mandate) == (True, "en", "UTC", "")
    assert group.settings == SETTINGS


def test_nobody_but_an_administrator_founds_a_group(room: Room) -> None:
    assert create_refused(room, "Sam", slug="mine", title="Mine").code == "not_allowed"


@pytest.mark.parametrize("slug", [GROUP, SITE])
def test_a_group_has_a_name_of_its_own(room: Room, slug: str) -> None:
    refusal = create_refused(room, slug=slug, title="Another")
    assert refusal.code == "slug_taken"
    assert slug in str(refusal)


@pytest.mark.parametrize("slug", ["", "x", "Harbour", "1st", "a b", "a/b", "é-é", "-a", "a\n", "a" * 62])
def test_a_short_name_is_fit_for_an_address(room: Room, slug: str) -> None:
    refusal = create_refused(room, slug=slug, title="Another")
    assert refusal.code == "bad_data"
    assert "slug" in str(refusal)


@pytest.mark.parametrize(
    ("field", "value", "hint"),
    [
        ("title", "", "title"),
        ("title", "T" * 301, "title"),
        ("title", "Two\nlines", "title"),
        ("mandate", "M" * 2001, "mandate"),
        ("timezone", "Mars/Olympus", "Africa/Accra"),
        ("language", "xx", "en or ar"),
        ("language", "", "en or ar"),
        ("public", "no", "public"),
        ("public", 0, "public"),
        ("pairs", 3, "pairs"),
    ],
)
def test_a_description_that_cannot_be_is_refused_with_what_to_correct(
    room: Room, field: str, value: object, hint: str
) -> None:
    refusal = room.refused("Sam", "group.update", **{**DESCRIPTION, field: value})
    assert refusal.code == "bad_data"
    assert hint in str(refusal)


# Describing


@pytest.mark.parametrize("actor", ["Sam", "Ada"])
def test_the_secretariat_describes_the_group(room: Room, actor: str) -> None:
    room.do(actor, "group.update", **DESCRIPTION)
    group = room.of("group", "public")[0]
    assert {name: group[name] for name in DESCRIPTION} == DESCRIPTION
    assert happened(room) == ("group.updated", {})
    assert list(heard(room)["changes"]) == [f"group/{group['id']}"]


@pytest.mark.parametrize("field", DESCRIPTION)
def test_nothing_changes_by_being_left_out(room: Room, field: str) -> None:
    room.do("Sam", "group.update", **DESCRIPTION)
    kept = {name: value for name, value in DESCRIPTION.items() if name != field}
    refusal = room.refused("Sam", "group.update", **kept)
    assert refusal.code == "bad_data"
    assert field in str(refusal)


def test_the_chair_does_not_describe_the_group(room: Room) -> None:
    assert room.refused("Clara", "group.update", **DESCRIPTION).code == "not_allowed"


# Rules of procedure


@pytest.mark.parametrize("actor", ["Clara", "Sam", "Ada"])
def test_chair_and_secretariat_set_the_rules_of_procedure(room: Room, actor: str) -> None:
    room.do(actor, "group.set_rules", **RULES)
    left_out = {"custom_name": "", "silence_hours": 72, "second_vote": False}
    assert room.of("group", "public")[0]["settings"] == {**RULES, **left_out}
    assert happened(room) == ("group.rules_set", {"rule": "procedural"})


def test_a_member_does_not_set_the_rules(room: Room) -> None:
    assert room.refused("Gita", "group.set_rules", **RULES).code == "not_allowed"


@pytest.mark.parametrize("step", ["voting", "calling"])
def test_the_rules_stand_while_a_question_is_open(at: At, step: str) -> None:
    room = at(step)
    refusal = room.refused("Clara", "group.set_rules", **RULES)
    assert refusal.code == "question_open"
    assert "until it is closed" in str(refusal)
    room.do("Clara", "question.void", question=room.of("question")[0]["id"], reason="Opened too soon.")
    room.do("Clara", "group.set_rules", **RULES)


def test_a_group_has_a_rule_of_its_own(room: Room) -> None:
    room.do("Clara", "group.set_rules", **{**RULES, "rule": "custom", "custom": PARITY})
    assert room.of("group")[0]["settings"]["custom"] == PARITY


def test_its_own_rule_may_look_at_its_constituencies(room: Room) -> None:
    own = rule(scope="group:migrants")
    room.do("Clara", "group.set_rules", **{**RULES, "rule": "custom", "custom": own})
    assert room.of("group")[0]["settings"]["custom"] == own


def test_who_chooses_an_own_rule_says_which(room: Room) -> None:
    refusal = room.refused("Clara", "group.set_rules", **{**RULES, "rule": "custom"})
    assert refusal.code == "bad_data"
    assert "a rule is needed" in str(refusal)


@pytest.mark.parametrize(
    ("custom", "code"),
    [
        ("by feeling", None),
        ({}, None),
        ({**PARITY, "tests": []}, "no_tests"),
        ({**PARITY, "lots": True}, None),
        (rule(more_than=0.6), None),
        (rule(at_least="2/3"), "one_comparison"),
        (rule(scope="group:nobody"), "unknown_scope"),
        (rule(scope="side:tigers"), "unknown_scope"),
        ({**PARITY, "weighting": "seat"}, "seat_weights"),
    ],
)
def test_a_rule_that_could_never_be_counted_is_refused_at_once(room: Room, custom: Any, code: str | None) -> None:
    refusal = room.refused("Clara", "group.set_rules", **{**RULES, "rule": "custom", "custom": custom})
    assert code in (None, refusal.code)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rule", "dice"),
        ("definition", "applause"),
        ("speech_limit", 9),
        ("speech_limit", 7201),
        ("speech_limit", "180"),
        ("speech_limit", True),
        ("board", "never"),
        ("cosponsors", -1),
        ("cosponsors", 11),
    ],
)
def test_a_setting_is_one_of_those_there_are(room: Room, field: str, value: object) -> None:
    refusal = room.refused("Clara", "group.set_rules", **{**RULES, field: value})
    assert refusal.code == "bad_data"
    assert field in str(refusal)


def test_a_setting_may_be_at_either_end(room: Room) -> None:
    room.do("Clara", "group.set_rules", **{**RULES, "speech_limit": 10, "cosponsors": 0})
    room.do("Clara", "group.set_rules", **{**RULES, "speech_limit": 7200, "cosponsors": 10})


# Groups keep apart


def test_nothing_of_one_group_is_reached_from_another(at: At) -> None:
    room = at("opened")
    room.do_site("Ada", "group.create", slug="second", title="Second group")
    item = room.of("item")[0]["id"]
    with pytest.raises(Refusal) as caught:
        room.door.execute(
            "credential.revoke",
            {"credential": room.of("credential")[0]["id"]},
            group="second",
            actor=room.people["Ada"],
            key=secrets.token_hex(8),
            now=room.now,
        )
    assert caught.value.code == "not_found"
    assert item in [each["id"] for each in room.of("item")]


def test_an_office_in_one_group_is_none_in_another(room: Room) -> None:
    room.do_site("Ada", "group.create", slug="second", title="Second group")
    with pytest.raises(Refusal) as caught:
        room.door.execute(
            "group.update", DESCRIPTION, group="second", actor=room.people["Sam"], key="1", now=room.now
        )
    assert caught.value.code == "not_allowed"
