"""The silence procedure: between sittings a text is adopted at an exact time, unless a seat breaks the silence."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from deliberate.domain.refusals import Refusal
from deliberate.domain.text import text_hash
from tests.cast import BEGIN, READERS, Room
from tests.commands.looking import first, happened, paragraph_at, quickly, texts

DAYS = timedelta(days=1)
WHY = "Our parliament has not seen this text."
TICK = timedelta(microseconds=1)


def after_sitting(room: Room) -> Room:
    quickly(room, "Clara", "sitting.close")
    return room


def put(room: Room, noun: str = "paragraph", lasts: timedelta = 4 * DAYS) -> int:
    """The first record of a noun is put under silence, as soon as the sitting is closed; the round."""
    about = {"type": noun, "id": first(room, noun)}
    made = room.do("Clara", "silence.open", about=about, expires_at=(room.now + lasts).isoformat())
    return int(made["silence"])


def silence(room: Room, id_: int, reader: str = "public") -> dict[str, Any]:
    return room.record(f"silence/{id_}", reader)


def expiry(room: Room, id_: int) -> datetime:
    return datetime.fromisoformat(silence(room, id_)["expires_at"])


def at_time(room: Room, when: datetime) -> None:
    """The next command is received exactly then. `Room.do` lets a second pass before it, and `refused` none."""
    room.now = when


@pytest.fixture
def silent(negotiation: Room) -> Room:
    """The first paragraph is under silence for four days, and no sitting is under way."""
    put(after_sitting(negotiation))
    return negotiation


# Opening


def test_it_carries_the_text_its_hash_and_an_exact_expiry_and_everyone_reads_it(negotiation: Room) -> None:
    row = paragraph_at(after_sitting(negotiation), "1.1")
    id_ = put(negotiation)
    for reader in READERS:
        assert silence(negotiation, id_, reader) == {
            "id": id_,
            "number": 1,
            "round": 1,
            "about": {"type": "paragraph", "id": row["id"]},
            "title": "1.1",
            "text": row["text"],
            "text_hash": text_hash([(row["id"], "en", row["text"])]),
            "opened_at": negotiation.now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "expires_at": (negotiation.now - timedelta(seconds=1) + 4 * DAYS)
            .isoformat(timespec="milliseconds")
            .replace("+00:00", "Z"),
            "state": "running",
            "ended_at": None,
            "reason": None,
        }
    assert happened(negotiation) == ("silence.opened", {"number": 1, "round": 1, "title": "1.1"})


@pytest.mark.parametrize("noun", ["amendment", "part", "statement"])
def test_an_amendment_a_part_or_the_whole_can_be_put(at: Any, noun: str) -> None:
    room = after_sitting(at({"amendment": "amended", "part": "clean", "statement": "final"}[noun]))
    id_ = put(room, noun)
    at_time(room, expiry(room, id_))
    room.do(None, "silence.expire", silence=id_)
    if noun == "statement":
        adopted = room.of("statement")[0]
        assert (adopted["stage"], adopted["adopted_at"]) == ("adopted", silence(room, id_)["expires_at"])
    elif noun == "part":
        assert paragraph_at(room, "1.2")["state"] == "agreed"
    else:
        assert room.of("amendment")[0]["state"] == "adopted"
        assert "by day and night" in texts(room)[0]


def test_a_question_in_words_can_be_put_too(seated: Room) -> None:
    expires = (seated.now + 4 * DAYS).isoformat()
    made = seated.do("Clara", "silence.open", title="Shall we meet in Accra?", expires_at=expires)
    at_time(seated, seated.now + 5 * DAYS)
    seated.do(None, "silence.expire", silence=made["silence"])
    assert silence(seated, made["silence"])["state"] == "adopted"
    assert seated.of("note") == []


def test_less_than_72_hours_is_refused_to_the_second(negotiation: Room) -> None:
    room = after_sitting(negotiation)
    about = {"type": "paragraph", "id": first(room, "paragraph")}
    short = room.now + 3 * DAYS - TICK
    refusal = room.refused("Clara", "silence.open", about=about, expires_at=short.isoformat())
    assert refusal.code == "too_short"
    assert str(refusal).startswith("Silence lasts at least 72 hours: until 2026-03-05T")
    at_time(room, room.now - timedelta(seconds=1))
    room.do("Clara", "silence.open", about=about, expires_at=(room.now + 3 * DAYS + timedelta(seconds=1)).isoformat())


def test_the_rules_of_the_group_may_set_another_minimum(negotiation: Room) -> None:
    room = after_sitting(negotiation)
    rules = {"rule": "substantive", "definition": "no_objection", "speech_limit": 180, "board": "at_close"}
    quickly(room, "Clara", "group.set_rules", **rules, cosponsors=0, silence_hours=24)
    about = {"type": "paragraph", "id": first(room, "paragraph")}
    refusal = room.refused("Clara", "silence.open", about=about, expires_at=(room.now + DAYS - TICK).isoformat())
    assert "at least 24 hours" in str(refusal)
    put(room, lasts=DAYS + timedelta(seconds=1))


def test_it_is_for_those_who_conduct_and_for_when_no_sitting_is_under_way(negotiation: Room) -> None:
    data = {"about": {"type": "paragraph", "id": first(negotiation, "paragraph")}}
    data["expires_at"] = (negotiation.now + 4 * DAYS).isoformat()  # type: ignore[assignment]
    for other in ("Gita", "Remi", "Sam", "Ana"):
        assert negotiation.refused(other, "silence.open", **data).code == "not_allowed"
    assert negotiation.refused("Clara", "silence.open", **data).code == "sitting_under_way"
    quickly(negotiation, "Clara", "sitting.suspend")
    assert negotiation.refused("Clara", "silence.open", **data).code == "sitting_under_way"


def test_a_text_that_is_not_ready_for_a_decision_is_not_put(amended: Room) -> None:
    room = after_sitting(amended)
    expires = (room.now + 4 * DAYS).isoformat()
    about = {"type": "part", "id": first(room, "part")}
    assert room.refused("Clara", "silence.open", about=about, expires_at=expires).code == "amendments_pending"
    bracketed = {"type": "paragraph", "id": paragraph_at(room, "1.2")["id"]}
    assert room.refused("Clara", "silence.open", about=bracketed, expires_at=expires).code == "brackets_left"


def test_the_text_stands_still_while_it_runs_also_in_a_sitting(silent: Room) -> None:
    statement, row = first(silent, "statement"), paragraph_at(silent, "2.1")
    stage = {"statement": statement, "stage": "drafting"}
    refusal = silent.refused("Clara", "statement.set_stage", **stage)
    assert (refusal.code, str(refusal)) == (
        "text_under_silence",
        "This text is under silence procedure 1; it stands still until that ends.",
    )
    expires = (silent.now + 4 * DAYS).isoformat()
    about = {"type": "paragraph", "id": row["id"]}
    assert silent.refused("Clara", "silence.open", about=about, expires_at=expires).code == "text_under_silence"
    quickly(silent, "Clara", "sitting.schedule", title="Next", starts_at=BEGIN.isoformat())
    for name in ("Gita", "George", "Olga", "Omar"):
        quickly(silent, name, "presence.check_in")
    quickly(silent, "Clara", "sitting.open")
    assert silent.refused("Clara", "call.open", about=about).code == "text_under_silence"
    silent.do("Clara", "call.open", title="Shall we rest?")  # another question is no matter


# Breaking it


@pytest.mark.parametrize("kind", ["objection", "amendment"])
def test_any_seat_breaks_it_in_writing_and_everyone_is_told_who_and_why(silent: Room, kind: str) -> None:
    id_ = first(silent, "silence")
    silent.do("Olga", "silence.break", silence=id_, kind=kind, text=WHY)
    assert happened(silent) == ("silence.broken", {"number": 1, "round": 1, "title": "1.1", "seat": "O-1"})
    for reader in READERS:
        assert (silence(silent, id_, reader)["state"], len(silent.of("message", reader))) == ("broken", 1)
    message = silent.of("message", "public")[0]
    assert {name: message[name] for name in ("silence", "seat", "delegation", "kind", "text")} == {
        "silence": id_,
        "seat": "O-1",
        "delegation": "Own Voices",
        "kind": kind,
        "text": WHY,
    }
    assert message["received_at"] == silence(silent, id_)["ended_at"]
    assert paragraph_at(silent, "1.1")["state"] == "open"
    silent.do("Clara", "statement.set_stage", statement=first(silent, "statement"), stage="drafting")


def test_a_microsecond_before_the_expiry_breaks_it_and_at_the_expiry_it_is_too_late(silent: Room) -> None:
    id_ = first(silent, "silence")
    data = {"silence": id_, "kind": "objection", "text": WHY}
    at_time(silent, expiry(silent, id_))
    refusal = silent.refused("Olga", "silence.break", **data)
    assert (refusal.code, str(refusal)) == (
        "too_late",
        f"Received at {expiry(silent, id_).isoformat().replace('+00:00', 'Z')}:"
        f" the silence ended at {expiry(silent, id_).isoformat().replace('+00:00', 'Z')}.",
    )
    at_time(silent, expiry(silent, id_) - TICK - timedelta(seconds=1))
    silent.do("Olga", "silence.break", **data)
    assert silence(silent, id_)["state"] == "broken"


def test_what_was_received_in_time_breaks_it_even_if_the_clock_has_moved_on(silent: Room) -> None:
    id_ = first(silent, "silence")
    at_time(silent, expiry(silent, id_) - TICK - timedelta(seconds=1))
    silent.do("Olga", "silence.break", silence=id_, kind="objection", text=WHY)
    at_time(silent, expiry(silent, id_) + DAYS)
    assert silent.refused(None, "silence.expire", silence=id_).code == "ended"


def test_an_alternate_breaks_it_for_the_seat_and_nobody_without_a_seat_does(silent: Room) -> None:
    data = {"silence": first(silent, "silence"), "kind": "objection", "text": WHY}
    for other in ("Clara", "Remi", "Sam", "Ana", "Vera", "Olive"):
        assert silent.refused(other, "silence.break", **data).code == "not_allowed"
    silent.do("Alba", "silence.break", **data)
    assert silent.of("message")[0]["seat"] == "G-1"


def test_nothing_empty_and_nothing_of_another_kind_breaks_it(silent: Room) -> None:
    id_ = first(silent, "silence")
    for kind, text in (("objection", "  "), ("reservation", WHY), ("statement", WHY), ("vote", WHY)):
        assert silent.refused("Olga", "silence.break", silence=id_, kind=kind, text=text).code == "bad_data"
    assert silent.refused("Olga", "silence.attach", silence=id_, kind="objection", text=WHY).code == "bad_data"


def test_it_is_broken_once(silent: Room) -> None:
    id_ = first(silent, "silence")
    quickly(silent, "Olga", "silence.break", silence=id_, kind="objection", text=WHY)
    for command, kind in (("silence.break", "objection"), ("silence.attach", "statement")):
        refusal: Refusal = silent.refused("Gita", command, silence=id_, kind=kind, text=WHY)
        assert refusal.code == "ended"


# With other words


def test_other_words_are_tabled_as_an_amendment_that_waits_for_its_decision(silent: Room) -> None:
    id_, row = first(silent, "silence"), paragraph_at(silent, "1.1")
    words = {"kind": "amendment", "text": WHY, "proposed": "Borders stay open, by day and night."}
    made = silent.do("Olga", "silence.break", silence=id_, **words)
    assert made["label"] == "A1"
    assert [entry.event for entry in silent.entries()[-2:]] == ["silence.broken", "amendment.tabled"]
    (amendment,), (message,) = silent.of("amendment", "public"), silent.of("message", "public")
    assert (silence(silent, id_)["state"], message["amendment"]) == ("broken", amendment["id"])
    shown = {"kind", "paragraph", "base", "text", "reason", "seat", "sponsors", "state"}
    assert {name: amendment[name] for name in shown} == {
        "kind": "replace",
        "paragraph": row["id"],
        "base": row["text"],
        "text": words["proposed"],
        "reason": WHY,
        "seat": "O-1",
        "sponsors": ["O-1"],
        "state": "tabled",
    }
    expires = (silent.now + 4 * DAYS).isoformat()
    refusal = silent.refused("Clara", "silence.again", silence=id_, expires_at=expires)
    assert (refusal.code, paragraph_at(silent, "1.1")["text"]) == ("amendments_pending", row["text"])


def test_in_a_part_the_seat_says_which_paragraph_it_would_change(at: Any) -> None:
    room = after_sitting(at("clean"))
    id_, words = put(room, "part"), {"kind": "amendment", "text": WHY, "proposed": "Consulates help one another."}
    assert room.refused("Olga", "silence.break", silence=id_, **words).code == "bad_data"
    elsewhere = paragraph_at(room, "2.1")["id"]
    assert room.refused("Olga", "silence.break", silence=id_, paragraph=elsewhere, **words).code == "bad_data"
    row = paragraph_at(room, "1.2")
    room.do("Olga", "silence.break", silence=id_, paragraph=row["id"], **words)
    assert room.of("amendment")[0]["paragraph"] == row["id"]


def test_of_an_amendment_under_silence_it_is_an_amendment_to_that(amended: Room) -> None:
    room = after_sitting(amended)
    id_, parent = put(room, "amendment"), room.of("amendment")[0]
    words = {"kind": "amendment", "text": WHY, "proposed": parent["text"].replace("night", "by night")}
    room.do("Gita", "silence.break", silence=id_, **words)
    assert room.of("amendment")[1]["parent"] == parent["id"]


def test_where_the_text_takes_no_amendments_the_words_stand_in_the_message(final_text: Room) -> None:
    room = after_sitting(final_text)
    id_ = put(room, "statement")
    words = {"kind": "amendment", "text": WHY}
    refusal = room.refused("Olga", "silence.break", silence=id_, proposed="Borders stay open.", **words)
    assert (refusal.code, silence(room, id_)["state"]) == ("no_amendments", "running")
    room.do("Olga", "silence.break", silence=id_, **words)
    assert (room.of("amendment"), room.of("message")[0]["amendment"]) == ([], None)


def test_other_words_are_no_objection_and_the_same_words_no_amendment(silent: Room) -> None:
    id_ = first(silent, "silence")
    words = {"text": WHY, "proposed": "Borders stay open."}
    assert silent.refused("Olga", "silence.break", silence=id_, kind="objection", **words).code == "not_an_amendment"
    same = {**words, "proposed": paragraph_at(silent, "1.1")["text"]}
    assert silent.refused("Olga", "silence.break", silence=id_, kind="amendment", **same).code == "no_change"
    assert silence(silent, id_)["state"] == "running"


# Withdrawing it

MISTAKE = "It was the text of last week."


def test_the_chair_withdraws_what_was_opened_by_mistake_and_everyone_is_told_why(silent: Room) -> None:
    id_ = first(silent, "silence")
    silent.do("Gita", "silence.attach", silence=id_, kind="reservation", text="On ports.")
    silent.do("Clara", "silence.withdraw", silence=id_, reason=MISTAKE)
    told = {"number": 1, "round": 1, "title": "1.1", "reason": MISTAKE}
    assert happened(silent) == ("silence.withdrawn", told)
    for reader in READERS:
        shown = silence(silent, id_, reader)
        assert (shown["state"], shown["reason"]) == ("withdrawn", MISTAKE)
    assert (paragraph_at(silent, "1.1")["state"], silent.of("note"), len(silent.of("message"))) == ("open", [], 1)
    silent.do("Clara", "statement.set_stage", statement=first(silent, "statement"), stage="drafting")


def test_nobody_but_those_who_conduct_withdraws_it_and_they_say_why(silent: Room) -> None:
    data = {"silence": first(silent, "silence"), "reason": MISTAKE}
    for other in ("Gita", "Remi", "Sam", "Ana", "Vera"):
        assert silent.refused(other, "silence.withdraw", **data).code == "not_allowed"
    assert silent.refused("Clara", "silence.withdraw", **{**data, "reason": " "}).code == "bad_data"


def test_it_is_withdrawn_before_its_expiry_and_not_at_it(silent: Room) -> None:
    id_ = first(silent, "silence")
    at_time(silent, expiry(silent, id_))
    assert silent.refused("Clara", "silence.withdraw", silence=id_, reason=MISTAKE).code == "too_late"
    at_time(silent, expiry(silent, id_) - TICK - timedelta(seconds=1))
    silent.do("Clara", "silence.withdraw", silence=id_, reason=MISTAKE)
    at_time(silent, silent.now + DAYS)
    assert silent.refused(None, "silence.expire", silence=id_).code == "ended"


def test_what_is_withdrawn_takes_no_message_and_what_is_broken_is_not_withdrawn(silent: Room) -> None:
    id_ = first(silent, "silence")
    quickly(silent, "Clara", "silence.withdraw", silence=id_, reason=MISTAKE)
    for name, kind in (("silence.break", "objection"), ("silence.attach", "statement")):
        refusal = silent.refused("Gita", name, silence=id_, kind=kind, text=WHY)
        assert refusal.code == "ended"
        assert str(refusal).endswith(": withdrawn.")
    again = silent.do("Clara", "silence.again", silence=id_, expires_at=(silent.now + 4 * DAYS).isoformat())["silence"]
    assert silence(silent, again)["round"] == 2
    quickly(silent, "Gita", "silence.break", silence=again, kind="objection", text=WHY)
    assert silent.refused("Clara", "silence.withdraw", silence=again, reason=MISTAKE).code == "ended"


# Reservations and statements


def test_reservations_and_statements_attach_and_become_notes_to_the_adopted_text(silent: Room) -> None:
    id_ = first(silent, "silence")
    silent.do("Gita", "silence.attach", silence=id_, kind="reservation", text="On ports.")
    silent.do("Olga", "silence.attach", silence=id_, kind="statement", text="We welcome this.")
    assert (silence(silent, id_)["state"], silent.of("note")) == ("running", [])
    at_time(silent, expiry(silent, id_))
    silent.do(None, "silence.expire", silence=id_)
    about = {"type": "paragraph", "id": first(silent, "paragraph")}
    shown = [
        (each["about"], each["kind"], each["seat"], each["text"], each["silence"], each["question"], each["number"])
        for each in silent.of("note", "public")
    ]
    assert shown == [
        (about, "reservation", "G-1", "On ports.", id_, None, 1),
        (about, "statement", "O-1", "We welcome this.", id_, None, 1),
    ]


# The expiry


def test_it_is_adopted_as_of_the_expiry_however_late_that_is_noticed(silent: Room) -> None:
    id_ = first(silent, "silence")
    at_time(silent, expiry(silent, id_) + 30 * DAYS)
    silent.do(None, "silence.expire", silence=id_)
    ended = silence(silent, id_)
    assert (ended["state"], ended["ended_at"]) == ("adopted", ended["expires_at"])
    assert paragraph_at(silent, "1.1")["state"] == "agreed"
    assert happened(silent) == ("silence.adopted", {"number": 1, "round": 1, "title": "1.1"})
    assert silent.entries()[-1].actor is None


def test_it_is_not_adopted_early_and_not_twice(silent: Room) -> None:
    id_ = first(silent, "silence")
    at_time(silent, expiry(silent, id_) - TICK)
    assert silent.refused(None, "silence.expire", silence=id_).code == "not_yet"
    at_time(silent, expiry(silent, id_) - timedelta(seconds=1))
    silent.do(None, "silence.expire", silence=id_)
    assert silent.refused(None, "silence.expire", silence=id_).code == "ended"
    assert [entry.event for entry in silent.entries()].count("silence.adopted") == 1


# Another round


def test_a_text_whose_silence_was_broken_is_revised_and_put_again(silent: Room) -> None:
    id_ = first(silent, "silence")
    quickly(silent, "Olga", "silence.break", silence=id_, kind="objection", text=WHY)
    quickly(silent, "Clara", "statement.set_stage", statement=first(silent, "statement"), stage="drafting")
    row = paragraph_at(silent, "1.1")
    edit = {"paragraph": row["id"], "text": "Borders stay open.", "revision": row["revision"]}
    quickly(silent, "Remi", "paragraph.edit", **edit)
    made = silent.do("Clara", "silence.again", silence=id_, expires_at=(silent.now + 4 * DAYS).isoformat())
    again = silence(silent, made["silence"])
    assert (again["number"], again["round"], again["text"]) == (1, 2, "Borders stay open.")
    assert again["text_hash"] != silence(silent, id_)["text_hash"]
    late = (silent.now + 4 * DAYS).isoformat()
    assert silent.refused("Clara", "silence.again", silence=id_, expires_at=late).code == "already_so"
    assert silent.refused("Clara", "silence.again", silence=made["silence"], expires_at=late).code == (
        "text_under_silence"
    )


def test_a_question_in_words_may_be_put_in_other_words(seated: Room) -> None:
    late = (BEGIN + 10 * DAYS).isoformat()
    first_round = seated.do("Clara", "silence.open", title="Shall we meet in Accra?", expires_at=late)["silence"]
    assert seated.refused("Clara", "silence.again", silence=first_round, expires_at=late).code == "not_broken"
    quickly(seated, "Olga", "silence.break", silence=first_round, kind="amendment", text="In Geneva.")
    data = {"silence": first_round, "title": "Shall we meet in Geneva?", "expires_at": late}
    again = seated.do("Clara", "silence.again", **data)["silence"]
    assert (silence(seated, again)["title"], silence(seated, again)["round"]) == ("Shall we meet in Geneva?", 2)
    other = seated.do("Clara", "silence.open", title="And when?", expires_at=late)["silence"]
    assert silence(seated, other)["number"] == 2


# What seats are told by mail


def test_each_seat_is_told_once_and_the_journal_says_how_many(silent: Room) -> None:
    id_ = first(silent, "silence")
    made = silent.do(None, "silence.tell", silence=id_, notice="opened")
    everyone = [silent.id(name) for name in ("Gita", "Alba", "George", "Gus", "Olga", "Omar", "Otto")]
    assert made == {"people": everyone}
    assert silent.refused(None, "silence.tell", silence=id_, notice="opened").code == "no_change"
    last = silent.entries()[-1]
    assert (last.event, last.audience, last.actor) == ("silence.told", "members", None)
    assert last.facts == {"number": 1, "round": 1, "notice": "opened", "seats": 6}


def test_reminders_go_to_those_who_have_not_answered(silent: Room) -> None:
    id_ = first(silent, "silence")
    assert silent.refused(None, "silence.tell", silence=id_, notice="half").code == "not_yet"
    quickly(silent, "Gita", "silence.attach", silence=id_, kind="statement", text="Fine.")
    at_time(silent, expiry(silent, id_) - 2 * DAYS)
    made = silent.do(None, "silence.tell", silence=id_, notice="half")
    assert made["people"] == [silent.id(name) for name in ("George", "Gus", "Olga", "Omar", "Otto")]
    at_time(silent, expiry(silent, id_) - DAYS)
    assert len(silent.do(None, "silence.tell", silence=id_, notice="last_day")["people"]) == 5
    quickly(silent, "Otto", "silence.break", silence=id_, kind="objection", text=WHY)
    assert len(silent.do(None, "silence.tell", silence=id_, notice="broken")["people"]) == 7


# Behind closed doors


def test_what_is_put_while_the_next_sitting_is_private_stays_among_members(negotiation: Room) -> None:
    quickly(negotiation, "Clara", "sitting.close")
    quickly(negotiation, "Clara", "sitting.schedule", title="Next", starts_at=BEGIN.isoformat())
    quickly(negotiation, "Clara", "sitting.set_private", private=True)
    id_ = put(negotiation)
    negotiation.do("Olga", "silence.break", silence=id_, kind="objection", text=WHY)
    assert negotiation.of("silence", "public") + negotiation.of("message", "public") == []
    assert len(negotiation.of("message", "members")) == 1
