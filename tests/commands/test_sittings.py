"""A sitting from its schedule to its close, its agenda, and the parts of it that are closed to observers."""

from typing import Any

import pytest
from sqlalchemy import select

from deliberate.store.sittings import Item
from tests.cast import BEGIN, PLAN, Room
from tests.commands.conftest import At
from tests.commands.looking import first, happened, heard, last, texts

NEXT = {"title": "Second session", "starts_at": "2026-03-09T09:00:00Z"}


def sitting(room: Room, number: int = 1) -> dict[str, Any]:
    """A sitting as observers have it."""
    return next(row for row in room.of("sitting", "public") if row["number"] == number)


def present(room: Room, number: int = 1) -> set[str]:
    """The seats checked in to a sitting, as observers have them."""
    here = (row for row in room.of("attendance", "public") if row["left_at"] is None)
    return {row["seat"] for row in here if row["sitting"] == sitting(room, number)["id"]}


def agenda(room: Room, number: int = 1) -> list[str]:
    rows = [row for row in room.of("item", "public") if row["sitting"] == sitting(room, number)["id"]]
    return [row["title"] for row in sorted(rows, key=lambda row: row["position"])]


def item(room: Room, title: str) -> int:
    return next(int(row["id"]) for row in room.of("item") if row["title"] == title)


def nouns(room: Room, reader: str = "public") -> set[str]:
    return {key.split("/")[0] for key in room.records(reader)}


# Scheduling


@pytest.mark.parametrize("actor", ["Clara", "Sam", "Ada"])
def test_a_sitting_is_scheduled_with_its_title_and_its_hour(room: Room, actor: str) -> None:
    made = room.do(actor, "sitting.schedule", title="First session", starts_at="2026-03-02T10:00:00+01:00")
    assert sitting(room) == {
        "id": made["sitting"],
        "number": 1,
        "title": "First session",
        "starts_at": "2026-03-02T09:00:00.000Z",
        "state": "scheduled",
        "private": False,
        "item": None,
        "list_closed": False,
        "hall": "automatic",
        "hall_paragraph": None,
        "opened_at": None,
        "closed_at": None,
    }
    assert room.record(f"queue/{made['sitting']}", "public") == {"sitting": made["sitting"], "order": [], "moved": []}
    assert happened(room) == ("sitting.scheduled", {"number": 1})


@pytest.mark.parametrize(
    "data",
    [
        {"title": "First", "starts_at": "tomorrow"},
        {"title": "First", "starts_at": "2026-03-02T10:00:00"},
        {"title": "First", "starts_at": "9999-12-31T23:59:59-14:00"},
        {"title": "First", "starts_at": "0001-01-01T00:00:00+14:00"},
        {"title": "First", "starts_at": 1772442000},
        {"title": "First"},
        {"title": " ", "starts_at": "2026-03-02T10:00:00Z"},
    ],
)
def test_an_hour_is_a_moment_with_its_zone(room: Room, data: dict[str, Any]) -> None:
    assert room.refused("Clara", "sitting.schedule", **data).code == "bad_data"


# Opening: a third of each side


def check_in(room: Room, *names: str) -> None:
    for name in names:
        room.do(name, "presence.check_in")


def test_a_sitting_opens_with_a_third_of_each_side(room: Room) -> None:
    room.scheduled()
    check_in(room, "Gita", "George", "Olga", "Omar")
    room.do("Clara", "sitting.open")
    now = sitting(room)
    assert (now["state"], now["opened_at"]) == ("open", room.now.strftime("%Y-%m-%dT%H:%M:%S.000Z"))
    assert happened(room) == ("sitting.opened", {"number": 1})


@pytest.mark.parametrize(
    ("here", "governments", "others"),
    [
        ([], 2, 2),
        (["Gita", "Olga", "Omar"], 1, 0),
        (["Gita", "George", "Gus", "Olga"], 0, 1),
        (["Olga", "Omar", "Otto"], 2, 0),
    ],
)
def test_just_below_a_third_of_either_side_it_does_not(
    room: Room, here: list[str], governments: int, others: int
) -> None:
    room.scheduled()
    check_in(room, *here)
    refusal = room.refused("Clara", "sitting.open")
    assert refusal.code == "no_quorum"
    assert refusal.facts == {"governments": governments, "others": others}
    assert f"{governments} of the governments, {others} of the others" in str(refusal)


def test_exactly_a_third_is_enough(room: Room) -> None:
    for seat in ("G-3", "O-3"):
        room.do("Sam", "seat.vacate", seat=seat)
    rows: Any = PLAN["constituencies"]
    fewer = [row | {"seats": 1} if row["code"] in ("destination", "civil") else row for row in rows]
    room.do("Sam", "plan.set", pairs=3, constituencies=fewer)
    room.scheduled()
    check_in(room, "Gita")
    assert room.refused("Clara", "sitting.open").facts == {"governments": 0, "others": 1}
    check_in(room, "Olga")
    room.do("Clara", "sitting.open")


def test_without_seats_nothing_is_opened(room: Room) -> None:
    room.do_site("Ada", "group.create", slug="second", title="Second")
    room.door.execute("sitting.schedule", NEXT, group="second", actor=room.people["Ada"], key="1", now=room.now)
    appointment = {"person": room.people["Clara"], "office": "chair"}
    room.door.execute("office.appoint", appointment, group="second", actor=room.people["Ada"], key="2", now=room.now)
    with pytest.raises(Exception, match="set the seat plan first") as caught:
        room.door.execute("sitting.open", {}, group="second", actor=room.people["Clara"], key="3", now=room.now)
    assert caught.value.code == "no_quorum"  # type: ignore[attr-defined]  # it is a refusal


def test_whoever_left_before_the_opening_does_not_count(room: Room) -> None:
    room.scheduled()
    check_in(room, "Gita", "George", "Olga", "Omar")
    room.do("Omar", "presence.check_out")
    assert room.refused("Clara", "sitting.open").code == "no_quorum"


# Suspending and resuming


def test_suspension_keeps_everyone_checked_in_and_stops_the_clock(at: At) -> None:
    room = at("opened")
    room.do("Olga", "floor.ask")
    room.do("Clara", "floor.call")
    before = present(room)
    room.do("Clara", "sitting.suspend")
    assert present(room) == before == {"G-1", "G-2", "G-3", "O-1", "O-2", "O-3"}
    speech = last(room, "speech")
    assert (speech["spoken"], speech["running_since"], speech["ended_at"]) == (1, None, None)
    assert happened(room) == ("sitting.suspended", {"number": 1})
    room.do("Clara", "sitting.resume")
    assert sitting(room)["state"] == "open"
    assert happened(room) == ("sitting.resumed", {"number": 1})
    assert last(room, "speech")["running_since"] is None, "the clock waits for the chair"


def test_what_is_not_open_is_not_suspended_and_what_is_not_suspended_not_resumed(at: At) -> None:
    room = at("opened")
    refusal = room.refused("Clara", "sitting.resume")
    assert refusal.code == "wrong_phase"
    assert str(refusal) == "The sitting is open; this is possible while it is: suspended."
    room.do("Clara", "sitting.suspend")
    assert room.refused("Clara", "sitting.suspend").code == "wrong_phase"
    assert room.refused("Clara", "sitting.open").code == "wrong_phase"


# Closing


def test_closing_clears_presence_and_empties_the_floor(at: At) -> None:
    room = at("opened")
    for name in ("Olga", "Gita", "George"):
        room.do(name, "floor.ask")
    room.do("Clara", "floor.call")
    room.do("Clara", "sitting.close")
    for reader in ("public", "members", "officers"):
        assert not nouns(room, reader) & {"attendance", "request", "queue", "speech"}
    assert nouns(room) >= {"sitting", "item", "seat", "office", "constituency", "group"}
    gone = {key.split("/")[0] for key, record in heard(room)["changes"].items() if record is None}
    assert gone == {"attendance", "request", "queue", "speech"}
    assert happened(room) == ("sitting.closed", {"number": 1})
    now = sitting(room)
    assert (now["state"], now["closed_at"]) == ("closed", room.now.strftime("%Y-%m-%dT%H:%M:%S.000Z"))


def test_the_text_stays_when_the_sitting_closes(at: At) -> None:
    room = at("amended")
    before = texts(room), room.of("amendment", "public")
    room.do("Clara", "sitting.close")
    assert before == (texts(room), room.of("amendment", "public"))


@pytest.mark.parametrize("step", ["voting", "calling"])
def test_a_sitting_is_not_closed_over_an_open_question(at: At, step: str) -> None:
    room = at(step)
    refusal = room.refused("Clara", "sitting.close")
    assert refusal.code == "question_open"
    assert "Close or void it first" in str(refusal)
    room.do("Clara", "question.void", question=first(room, "question"), reason="Late.")
    room.do("Clara", "sitting.close")


def test_a_sitting_that_will_not_be_held_is_closed_before_it_opens(room: Room) -> None:
    room.scheduled()
    room.do("Gita", "presence.check_in")
    room.do("Clara", "sitting.close")
    assert sitting(room)["state"] == "closed"
    assert room.of("attendance") == []


def test_a_closed_sitting_stays_closed(at: At) -> None:
    room = at("opened")
    room.do("Clara", "sitting.close")
    for command in ("sitting.open", "sitting.resume", "sitting.suspend", "sitting.close", "presence.check_in"):
        actor = "Gita" if command == "presence.check_in" else "Clara"
        refusal = room.refused(actor, command)
        assert refusal.code == "wrong_phase"
        assert "not scheduled" in str(refusal)


# Which sitting is the current one


def test_sittings_are_held_in_the_order_they_were_scheduled(room: Room) -> None:
    room.scheduled()
    room.do("Clara", "sitting.schedule", **NEXT)
    check_in(room, "Gita", "George", "Olga", "Omar")
    assert len(present(room, 1)) == 4
    assert present(room, 2) == set()
    room.do("Clara", "sitting.open")
    assert [sitting(room, number)["state"] for number in (1, 2)] == ["open", "scheduled"]
    room.do("Clara", "agenda.add", title="Any other business")
    assert agenda(room, 1)[-1] == "Any other business"
    assert agenda(room, 2) == []
    room.do("Clara", "sitting.close")
    assert [sitting(room, number)["state"] for number in (1, 2)] == ["closed", "scheduled"]
    check_in(room, "Gita", "George", "Olga", "Omar")
    room.do("Clara", "agenda.add", title="Opening")
    room.do("Clara", "sitting.open")
    assert [sitting(room, number)["state"] for number in (1, 2)] == ["closed", "open"]
    assert len(present(room, 2)) == 4
    assert agenda(room, 2) == ["Opening"]
    room.do("Gita", "floor.ask")
    assert last(room, "request")["sitting"] == sitting(room, 2)["id"]


def test_a_sitting_under_way_comes_before_one_that_is_merely_scheduled(room: Room) -> None:
    room.scheduled()
    room.do("Clara", "sitting.schedule", **NEXT)
    check_in(room, "Gita", "George", "Olga", "Omar")
    room.do("Clara", "sitting.open")
    with room.database.writing() as session:  # as after a change of plans that no command makes today
        session.connection().exec_driver_sql("UPDATE sittings SET number = 7 WHERE number = 1")
    room._seen = room.rooms()
    room.do("Clara", "sitting.suspend")
    assert sitting(room, 7)["state"] == "suspended"
    room.do("Clara", "sitting.close")
    assert [sitting(room, number)["state"] for number in (7, 2)] == ["closed", "scheduled"]


def test_an_item_of_another_sitting_is_not_taken_up(at: At) -> None:
    room = at("opened")
    old = item(room, "Recommendations")
    room.do("Clara", "sitting.schedule", **NEXT)
    room.do("Clara", "sitting.close")
    for command, data in (("agenda.remove", {}), ("agenda.move", {"position": 1})):
        refusal = room.refused("Clara", command, item=old, **data)
        assert refusal.code == "not_found"
        assert "another sitting" in str(refusal)


# The agenda


def test_items_are_added_moved_and_taken_off(room: Room) -> None:
    room.scheduled()
    made = room.do("Sam", "agenda.add", title="Any other business")
    assert agenda(room) == ["Opening", "Recommendations", "Any other business"]
    assert happened(room) == ("agenda.added", {"title": "Any other business"})
    room.do("Clara", "agenda.move", item=made["item"], position=1)
    assert agenda(room) == ["Any other business", "Opening", "Recommendations"]
    assert happened(room) == ("agenda.moved", {"title": "Any other business", "position": 1})
    room.do("Clara", "agenda.move", item=made["item"], position=99)
    assert agenda(room)[-1] == "Any other business"
    room.do("Sam", "agenda.remove", item=item(room, "Opening"))
    assert agenda(room) == ["Recommendations", "Any other business"]
    assert [row["position"] for row in room.of("item")] == [1, 2]
    assert happened(room) == ("agenda.removed", {"title": "Opening"})


def test_an_item_is_taken_up_and_the_list_of_speakers_opens_again(at: At) -> None:
    room = at("opened")
    room.do("Clara", "floor.close_list")
    room.do("Clara", "agenda.take_up", item=item(room, "Recommendations"))
    now = sitting(room)
    assert (now["item"], now["list_closed"]) == (item(room, "Recommendations"), False)
    assert happened(room) == ("agenda.taken_up", {"title": "Recommendations"})


def test_who_waits_now_waits_to_speak_on_the_new_item_in_an_order_computed_anew(at: At) -> None:
    room = at("opened")
    room.do("Gita", "floor.ask")
    room.do("Clara", "floor.call")
    room.now = room.now.replace(minute=30)
    room.do("Clara", "floor.end")
    room.do("George", "floor.ask")
    room.do("Olga", "floor.ask")
    order = room.of("queue")[0]["order"]
    assert order[0]["request"] == last(room, "request")["id"], "Gita spoke, so Olga follows"
    assert order[0]["why"]["say"].startswith("The sides alternate")
    room.do("Clara", "agenda.take_up", item=item(room, "Recommendations"))
    assert {row["item"] for row in room.of("request")} == {item(room, "Recommendations")}
    order = room.of("queue")[0]["order"]
    assert order[0]["request"] == min(row["id"] for row in room.of("request")), "George asked first"
    assert order[0]["why"]["say"].startswith("Both sides have spoken equally long")


def test_the_item_under_discussion_is_neither_taken_off_nor_taken_up_again(at: At) -> None:
    room = at("opened")
    refusal = room.refused("Clara", "agenda.remove", item=item(room, "Opening"))
    assert refusal.code == "item_current"
    assert "Take up another first" in str(refusal)
    assert room.refused("Clara", "agenda.take_up", item=item(room, "Opening")).code == "already_so"


def test_an_item_that_was_taken_off_stays_on_record(at: At) -> None:
    room = at("opened")
    opening = item(room, "Opening")
    room.do("Clara", "agenda.take_up", item=item(room, "Recommendations"))
    room.do("Clara", "agenda.remove", item=opening)
    assert agenda(room) == ["Recommendations"]
    with room.database.reading() as session:
        assert session.scalars(select(Item.title).where(Item.id == opening)).one() == "Opening"
    for command, data in (("agenda.take_up", {}), ("agenda.remove", {}), ("agenda.move", {"position": 1})):
        assert room.refused("Clara", command, item=opening, **data).code == "not_found"


@pytest.mark.parametrize(
    ("command", "data"),
    [
        ("agenda.add", {"title": ""}),
        ("agenda.move", {"item": 1, "position": 0}),
        ("agenda.remove", {"item": "1"}),
        ("agenda.take_up", {}),
        ("sitting.open", {"now": True}),
        ("sitting.set_private", {"private": "yes"}),
    ],
)
def test_anything_else_in_the_data_is_refused(at: At, command: str, data: dict[str, Any]) -> None:
    assert at("opened").refused("Clara", command, **data).code == "bad_data"


def test_conduct_is_for_those_who_conduct(at: At) -> None:
    room = at("opened")
    for command, data in (
        ("sitting.suspend", {}),
        ("sitting.close", {}),
        ("sitting.set_private", {"private": True}),
        ("agenda.take_up", {"item": item(room, "Recommendations")}),
    ):
        for actor in ("Sam", "Remi", "Gita", "Ana"):
            assert room.refused(actor, command, **data).code == "not_allowed"


# Parts closed to observers


def test_while_a_sitting_is_private_observers_lose_text_queue_and_speaker(at: At) -> None:
    room = at("amended")
    for name in ("Olga", "Gita"):
        room.do(name, "floor.ask")
    room.do("Clara", "floor.call")
    hidden = {"statement", "part", "paragraph", "amendment", "request", "queue", "speech"}
    assert nouns(room) >= hidden
    room.do("Clara", "sitting.set_private", private=True)
    assert not nouns(room) & hidden
    assert nouns(room, "members") >= hidden
    assert sitting(room)["private"]
    assert heard(room)["event"] == "sitting.closed_to_observers"
    assert present(room), "who is there is public all the same"


def test_observers_hear_nothing_of_what_is_done_meanwhile_but_that_something_is(at: At) -> None:
    room = at("drafting")
    room.do("Clara", "sitting.set_private", private=True)
    room.do("Olga", "paragraph.edit", paragraph=first(room, "paragraph"), text="Borders stay open.", revision=1)
    assert list(heard(room)) == ["seq"]
    room.do("Olga", "floor.ask", note="A word among us")
    assert list(heard(room)) == ["seq"]
    assert heard(room, "members")["event"] == "floor.asked"


def test_afterwards_they_see_the_text_as_it_then_is(at: At) -> None:
    room = at("drafting")
    room.do("Clara", "sitting.set_private", private=True)
    room.do("Olga", "paragraph.edit", paragraph=first(room, "paragraph"), text="Borders stay open.", revision=1)
    room.do("Olga", "paragraph.add", part=first(room, "part"), text="Harbours too.")
    room.do("Remi", "statement.create", title="A second statement")
    assert texts(room) == []
    room.do("Clara", "sitting.set_private", private=False)
    assert texts(room)[0] == "1.1 Borders stay open."
    assert texts(room)[2] == "1.3 Harbours too."
    assert [row["title"] for row in room.of("statement", "public")] == ["Joint statement", "A second statement"]
    assert heard(room)["event"] == "sitting.opened_to_observers"


def test_they_see_again_who_waited_before_and_never_who_asked_behind_closed_doors(at: At) -> None:
    room = at("opened")
    room.do("Olga", "floor.ask", note="Said in public")
    room.do("Clara", "sitting.set_private", private=True)
    room.do("Gita", "floor.ask", note="Among us")
    room.do("Clara", "sitting.set_private", private=False)
    assert [row["note"] for row in room.of("request", "public")] == ["Said in public"]
    assert [row["note"] for row in room.of("request", "members")] == ["Said in public", "Among us"]
    assert nouns(room) >= {"queue"}
    room.do("Clara", "sitting.set_private", private=True)
    room.do("Clara", "sitting.set_private", private=False)
    assert [row["note"] for row in room.of("request", "public")] == ["Said in public"], "nor after a second time"


def test_who_asked_in_private_and_speaks_in_public_is_heard_in_public(at: At) -> None:
    room = at("opened")
    room.do("Clara", "sitting.set_private", private=True)
    room.do("Gita", "floor.ask")
    room.do("Clara", "sitting.set_private", private=False)
    room.do("Clara", "floor.call")
    assert [row["seat"] for row in room.of("speech", "public")] == ["G-1"]


def test_who_spoke_behind_closed_doors_stays_with_the_members(at: At) -> None:
    room = at("opened")
    room.do("Clara", "sitting.set_private", private=True)
    for name in ("Gita", "Olga"):
        room.do(name, "floor.ask")
    room.do("Clara", "floor.call")
    room.do("Clara", "floor.call")
    room.do("Clara", "sitting.set_private", private=False)
    assert [row["seat"] for row in room.of("speech", "members")] == ["G-1", "O-1"]
    assert [row["seat"] for row in room.of("speech", "public")] == ["O-1"], "who has the floor now is seen"
    room.do("Clara", "floor.end")
    room.do("Clara", "sitting.close")


def test_a_speech_that_began_in_public_is_public_again(at: At) -> None:
    room = at("opened")
    room.do("Gita", "floor.ask")
    room.do("Clara", "floor.call")
    room.do("Clara", "sitting.set_private", private=True)
    room.do("Clara", "floor.end")
    room.do("Clara", "sitting.set_private", private=False)
    [speech] = room.of("speech", "public")
    assert (speech["seat"], speech["spoken"]) == ("G-1", 2)


def test_what_was_decided_behind_closed_doors_stays_with_the_members(at: At) -> None:
    room = at("negotiation")
    room.do("Clara", "sitting.set_private", private=True)
    paragraphs = [row["id"] for row in room.of("paragraph")]
    table = {"kind": "replace", "revision": 1}
    room.do("Olga", "amendment.table", paragraph=paragraphs[0], text="Borders stay open.", reason="Secret.", **table)
    about = {"type": "amendment", "id": first(room, "amendment")}
    room.do("Clara", "vote.open", about=about)
    question = first(room, "question")
    for name in ("Gita", "George", "Gus", "Olga", "Omar", "Otto"):
        room.do(name, "vote.cast", question=question, choice="for")
        assert list(heard(room)) == ["seq"]
    room.do("Clara", "vote.close", question=question)
    assert list(heard(room)) == ["seq"]
    room.do("Omar", "amendment.table", paragraph=paragraphs[2], text="States name two contact points.", **table)
    room.do("Clara", "sitting.set_private", private=False)
    assert not nouns(room) & {"question", "ballot", "elector"}
    assert nouns(room, "members") >= {"question", "ballot", "elector"}
    assert [row["label"] for row in room.of("amendment", "public")] == ["A2"], "what waits is before everyone"
    assert [row["label"] for row in room.of("amendment", "members")] == ["A1", "A2"]
    assert texts(room)[0] == "1.1 Borders stay open."


def test_an_amendment_that_observers_knew_comes_back_with_what_became_of_it(at: At) -> None:
    room = at("amended")
    room.do("Clara", "sitting.set_private", private=True)
    room.do("Olga", "amendment.withdraw", amendment=first(room, "amendment"))
    room.do("Clara", "sitting.set_private", private=False)
    assert [row["state"] for row in room.of("amendment", "public")] == ["withdrawn"]


@pytest.mark.parametrize("step", ["voting", "calling"])
def test_doors_neither_close_nor_open_while_a_question_is_open(at: At, step: str) -> None:
    room = at(step)
    refusal = room.refused("Clara", "sitting.set_private", private=True)
    assert refusal.code == "question_open"
    room.do("Clara", "question.void", question=first(room, "question"), reason="Not in public.")
    room.do("Clara", "sitting.set_private", private=True)
    room.do("Clara", "vote.open", about={"type": "amendment", "id": first(room, "amendment")})
    assert room.refused("Clara", "sitting.set_private", private=False).code == "question_open"


def test_presence_is_public_also_behind_closed_doors(at: At) -> None:
    room = at("opened")
    room.do("Clara", "sitting.set_private", private=True)
    room.do("Otto", "presence.check_out")
    assert "O-3" not in present(room)
    room.do("Otto", "presence.check_in")
    assert "O-3" in present(room)
    room.do("Clara", "sitting.set_private", private=False)
    assert "O-3" in present(room)


@pytest.mark.parametrize("private", [True, False])
def test_a_door_that_is_so_already_is_said_to_be(at: At, private: bool) -> None:
    room = at("opened")
    if private:
        room.do("Clara", "sitting.set_private", private=True)
    assert room.refused("Clara", "sitting.set_private", private=private).code == "already_so"


def test_closing_a_private_sitting_opens_the_text_again_and_nothing_else(at: At) -> None:
    room = at("amended")
    for name in ("Olga", "Gita", "George"):
        room.do(name, "floor.ask")
    room.do("Clara", "floor.call")
    room.do("Clara", "sitting.set_private", private=True)
    room.do("Gus", "floor.ask", note="Among us")
    room.do("Clara", "floor.call")
    room.do("Clara", "sitting.close")
    assert not sitting(room)["private"]
    assert len(texts(room)) == 3
    assert [row["label"] for row in room.of("amendment", "public")] == ["A1"]
    told = heard(room)["changes"]
    assert not {"request", "queue"} & {key.split("/")[0] for key in told}, "what they no longer had is not taken away"


def test_a_sitting_may_be_private_before_it_opens(room: Room) -> None:
    room.scheduled()
    room.do("Remi", "statement.create", title="Joint statement")
    room.do("Clara", "sitting.set_private", private=True)
    assert room.of("statement", "public") == []
    room.do("Clara", "sitting.close")
    assert len(room.of("statement", "public")) == 1


def test_what_seats_said_to_earlier_questions_leaves_the_room_when_the_next_sitting_opens(room: Room) -> None:
    room.voting()
    room.vote(Gita="for", Olga="for")
    room.close_vote()
    room.do("Clara", "sitting.close")
    assert room.of("ballot"), "until the next sitting the room shows how the last question was decided"
    room.do("Clara", "sitting.schedule", title="Second session", starts_at=BEGIN.isoformat())
    for name in ("Gita", "George", "Olga", "Omar"):
        room.do(name, "presence.check_in")
    room.do("Clara", "sitting.open")
    assert not [key for key in room.records() if key.split("/")[0] in ("elector", "ballot", "position")]
    [question] = room.of("question")
    assert question["result"]["tally"]["all"]["heads"]["for"] == 2


def test_an_adopted_statement_stays_in_the_open_while_the_doors_are_closed(room: Room) -> None:
    room.drafting()
    for each in room.of("paragraph"):
        if "[" in each["text"]:
            clean = each["text"].replace("[shall][should]", "should")
            room.do("Remi", "paragraph.edit", paragraph=each["id"], text=clean, revision=1)
    [statement] = room.of("statement")
    for stage in ("negotiation", "final"):
        room.do("Clara", "statement.set_stage", statement=statement["id"], stage=stage)
    room.do("Clara", "call.open", about={"type": "statement", "id": statement["id"]})
    room.do("Clara", "call.close", question=room.of("question")[-1]["id"])
    room.do("Remi", "statement.create", title="The next one")
    room.do("Clara", "sitting.set_private", private=True)
    assert [each["title"] for each in room.of("statement", "public")] == ["Joint statement"]
    assert len(room.of("paragraph", "public")) == len(room.of("paragraph"))


def test_of_the_sittings_that_are_scheduled_the_next_is_the_one_that_begins_first(room: Room) -> None:
    room.scheduled()
    room.do("Clara", "sitting.schedule", title="An earlier one", starts_at="2026-02-01T09:00:00Z")
    check_in(room, "Gita", "George", "Olga", "Omar")
    room.do("Clara", "sitting.open")
    assert [sitting(room, number)["state"] for number in (1, 2)] == ["scheduled", "open"]
