"""The law of the house: for every command and every audience, snapshot before + entries = snapshot after.

`Room.do` applies it at each step, and the tests of commands look at it once more, when a test ends. Here every command
has its turn: one without a scenario fails.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from deliberate.commands.registry import COMMANDS
from deliberate.commands.replica import initial
from deliberate.journal.snapshot import entries_after, snapshot
from deliberate.store.drafts import Update
from deliberate.store.journal import SITE, Journal
from tests.cast import BEGIN, GROUP, PLAN, READERS, Room, applied, without_names

Scene = Callable[[Room], Any]
RULES = {"rule": "procedural", "definition": "no_objection", "speech_limit": 60, "board": "live", "cosponsors": 1}
DESCRIPTION = {"title": "Working Group on Harbours", "mandate": "Safe ones.", "public": True}


def first(room: Room, noun: str) -> int:
    """The id of the first record of a noun."""
    return int(room.of(noun)[0]["id"])


def constituency(room: Room, code: str) -> int:
    """The id of a constituency."""
    return next(int(each["id"]) for each in room.of("constituency") if each["code"] == code)


def ask(room: Room, name: str = "Gita") -> int:
    """Somebody asks for the floor; the request."""
    return int(room.do(name, "floor.ask", note="On the draft")["request"])


def speaking(room: Room) -> Room:
    """Gita has the floor."""
    ask(room.opened())
    room.do("Clara", "floor.call")
    return room


def raised(room: Room, kind: str = "point_of_order") -> Room:
    """Gita has been heard on a point of order, or a motion."""
    room.opened().do("Gita", "floor.ask", kind=kind, note="Rule 12")
    room.do("Clara", "floor.call")
    return room


def appealed(room: Room) -> Any:
    """The chair has ruled, Olga appeals, and the vote on it overrules the chair behind closed doors."""
    raised(room).do("Clara", "sitting.set_private", private=True)
    room.do("Clara", "motion.rule", motion=first(room, "motion"), ruling="dismissed", reason="It was in order.")
    room.do("Olga", "motion.appeal", motion=first(room, "motion"))
    room.do("Clara", "vote.open", motion=first(room, "motion"))
    room.vote(Gita="for", George="for", Gus="for", Olga="for", Otto="for", Omar="for")
    room.close_vote()
    return room.do("Clara", "sitting.set_private", private=False)


def agreed(room: Room) -> Room:
    """The first paragraph is agreed by consensus."""
    room.negotiation()
    room.do("Clara", "call.open", about={"type": "paragraph", "id": first(room, "paragraph")})
    room.do("Clara", "call.close", question=first(room, "question"))
    return room


def adopted(room: Room) -> Room:
    """The statement is adopted as a whole."""
    room.drafting()
    for each in room.of("paragraph"):
        if "[" in each["text"]:
            text = each["text"].replace("[shall][should]", "should")
            room.do("Remi", "paragraph.edit", paragraph=each["id"], text=text, revision=1)
    room.do("Clara", "statement.set_stage", statement=first(room, "statement"), stage="negotiation")
    room.do("Clara", "statement.set_stage", statement=first(room, "statement"), stage="final")
    room.do("Clara", "call.open", about={"type": "statement", "id": first(room, "statement")})
    room.do("Clara", "call.close", question=first(room, "question"))
    return room


def choosing(room: Room) -> Room:
    """The group chooses among the paragraphs of the adopted statement, by ranking."""
    adopted(room)
    options = [each["id"] for each in room.of("paragraph")]
    asked = {"title": "Which comes first?", "statement": first(room, "statement"), "paragraphs": options}
    room.do("Clara", "priority.open", **asked, method="schulze")
    return room


def tied(room: Room) -> Room:
    """The halves have chosen differently: two come first."""
    choosing(room)
    for name, label in (("Gita", "1.1"), ("Olga", "1.2")):
        room.do(name, "priority.cast", question=room.of("question")[-1]["id"], levels=[[label]])
    room.do("Clara", "priority.close", question=room.of("question")[-1]["id"])
    return room


def typed(room: Room, paragraph: int) -> Room:
    """Gita has typed in a paragraph, and it is stored."""
    data = initial("Typed. ", client=5)
    row = Update(paragraph_id=paragraph, epoch=1, data=data, person=room.id("Gita"), seat="G-1", writers={})
    row.journal_id, row.at = room.journal_id, room.now
    with room.database.writing() as session:
        session.add(row)
    return room


def hands(room: Room, side: str = "others") -> Any:
    """A vote by show of hands is open, and those of one side are counted."""
    room.opened().do("Clara", "vote.open", title="Shall we go on?", method="hands")
    counted = {"side": side, "for": 2, "against": 0, "abstain": 1}
    return room.do("Clara", "vote.count_hands", question=first(room, "question"), **counted)


def voted_again(room: Room) -> Any:
    """A vote on Olga's amendment that was a tie, and the second vote after it, by which it is adopted."""
    room.amended()
    rules = {"rule": "procedural", "definition": "no_objection", "speech_limit": 180, "board": "at_close"}
    room.do("Clara", "group.set_rules", **rules, cosponsors=0, second_vote=True)
    room.do("Clara", "vote.open", about={"type": "amendment", "id": first(room, "amendment")})
    room.vote(Gita="for", Olga="against")
    tie = room.close_vote()
    room.do("Clara", "vote.open", again_of=tie["id"])
    room.vote(Gita="for", Olga="for")
    return room.close_vote()


def put_again(room: Room) -> Any:
    """After those, a question in words is rejected, reconsidered, and put once more; a paragraph is found important."""
    voted_again(room)
    important = {"important": {"type": "paragraph", "id": first(room, "paragraph")}}
    for asked in ({"title": "Shall we go on?"}, {"reconsiders": 3}, {"title": "Shall we go on?"}, important):
        room.do("Clara", "vote.open", **asked)
        choice = "against" if "title" in asked else "for"
        room.vote(**dict.fromkeys(("Gita", "George", "Olga", "Otto"), choice))
        room.close_vote()


def called(room: Room) -> Any:
    """A roll call in which an answer is entered, corrected, and taken back."""
    room.opened().do("Clara", "vote.open", title="Shall we go on?", method="roll_call")
    for choice in ("for", "against", None):
        room.do("Sam", "vote.enter", question=first(room, "question"), seat="G-2", choice=choice)


def in_secret(room: Room) -> Any:
    """A secret vote, closed."""
    room.opened().do("Clara", "vote.open", title="Shall we go on?", method="secret")
    for name in ("Gita", "Olga"):
        room.do(name, "vote.cast_secretly", question=first(room, "question"), choice="for")
    return room.close_vote()


def poll(room: Room) -> int:
    """A straw poll is open."""
    return int(room.do("Clara", "poll.open", title="Where are we on ports?")["poll"])


def answered(room: Room) -> int:
    """Gita and Olga have answered it; the poll."""
    made = poll(room.opened())
    for name, step in (("Gita", "endorse"), ("Olga", "block")):
        room.do(name, "poll.answer", poll=made, step=step)
    return made


def silent(room: Room) -> int:
    """A paragraph is under silence, after the sitting; the round."""
    room.negotiation()
    room.do("Clara", "sitting.close")
    about, expiry = {"type": "paragraph", "id": first(room, "paragraph")}, room.now + timedelta(days=3, hours=1)
    return int(room.do("Clara", "silence.open", about=about, expires_at=expiry.isoformat())["silence"])


def broken(room: Room) -> int:
    """Olga broke the silence; the round."""
    silence = silent(room)
    room.do("Olga", "silence.break", silence=silence, kind="objection", text="Not so.")
    return silence


def held(room: Room) -> None:
    """Gita attached a reservation, and the silence held."""
    silence = silent(room)
    room.do("Gita", "silence.attach", silence=silence, kind="reservation", text="On ports.")
    room.now += timedelta(days=4)
    room.do(None, "silence.expire", silence=silence)


def second(room: Room) -> Room:
    """Gita has tabled A2, to the second part, beside Olga's A1."""
    target = next(each for each in room.of("paragraph") if each["text"].startswith("States"))
    text = target["text"].replace("one contact point", "two contact points")
    room.do("Gita", "amendment.table", kind="replace", paragraph=target["id"], text=text, revision=1)
    return room


def together(room: Room) -> Room:
    """Both are proposed to be adopted together, with a third that moves a paragraph."""
    second(room.amended())
    target, last = room.of("paragraph")[1], room.of("paragraph")[2]
    room.do("Gus", "amendment.table", kind="move", paragraph=target["id"], to_after=last["id"], revision=1)
    room.do("Clara", "batch.open", statement=first(room, "statement"), amendments=[1, 2, 3])
    return room


def divided(room: Room) -> int:
    """Gita asks for a separate vote on two parts of Olga's amendment; the division."""
    room.amended()
    pieces = ["Borders should stay open by day and night", "to those in distress."]
    asked = {"of": {"type": "amendment", "id": first(room, "amendment")}, "revision": 1, "pieces": pieces}
    return int(room.do("Gita", "division.ask", **asked)["division"])


def part_decided(room: Room, choice: str) -> Any:
    """The next part is voted on, and everyone is of one mind."""
    room.do("Clara", "vote.open", about={"type": "division", "id": first(room, "division")})
    room.vote(**dict.fromkeys(("Gita", "George", "Olga", "Otto"), choice))
    return room.close_vote()


def office(room: Room, name: str) -> int:
    """The id of the appointment to an office."""
    return next(int(each["id"]) for each in room.of("office") if each["office"] == name)


def private_part(room: Room) -> Any:
    """A vote and a speech behind closed doors, then open doors again."""
    room.amended()
    ask(room)
    room.do("Clara", "floor.call")
    ask(room, "Olga")
    room.do("Clara", "sitting.set_private", private=True)
    ask(room, "George")
    room.do("Clara", "floor.call")
    room.do("Clara", "vote.open", about={"type": "amendment", "id": first(room, "amendment")})
    room.vote(Gita="for", Olga="for")
    room.close_vote()
    return room.do("Clara", "sitting.set_private", private=False)


SCENES: dict[str, Scene] = {
    "plan.set": lambda r: r.do("Sam", "plan.set", **{**PLAN, "pairs": 5, "constituencies": wider()}),
    "people.invite": lambda r: r.do("Sam", "people.invite", email="zoe@site.test", name="Zoe", office="moderator"),
    "people.link": lambda r: r.do("Sam", "people.link", person=r.id("Gita")),
    "credential.issue": lambda r: r.do(
        "Sam", "credential.issue", person=r.id("Nora"), constituency=constituency(r, "civil"), delegation="Northern Aid"
    ),
    "credential.revoke": lambda r: r.do(
        "Sam", "credential.revoke", credential=next(c["id"] for c in r.of("credential") if c["person"] == r.id("Olive"))
    ),
    "seat.assign": lambda r: r.do("Sam", "seat.assign", seat="O-4", person=r.id("Olive")),
    "seat.assign_alternate": lambda r: r.do("Sam", "seat.assign_alternate", seat="O-3", person=r.id("Olive")),
    "seat.vacate": lambda r: r.opened().do("Sam", "seat.vacate", seat="G-1"),
    "seat.drop_alternate": lambda r: r.do("Sam", "seat.drop_alternate", seat="G-1"),
    "office.appoint": lambda r: r.do("Clara", "office.appoint", person=r.id("Otto"), office="rapporteur", title=""),
    "office.end": lambda r: r.do("Clara", "office.end", office=office(r, "rapporteur")),
    "office.hand_over": lambda r: r.do("Clara", "office.hand_over", person=r.id("Gita")),
    "group.update": lambda r: r.do("Sam", "group.update", **DESCRIPTION, timezone="Africa/Accra", language="fr"),
    "group.set_rules": lambda r: r.do("Clara", "group.set_rules", **RULES),
    "sitting.schedule": lambda r: r.do("Clara", "sitting.schedule", title="Next", starts_at=BEGIN.isoformat()),
    "sitting.open": lambda r: r.opened(),
    "sitting.suspend": lambda r: speaking(r).do("Clara", "sitting.suspend"),
    "sitting.resume": lambda r: (r.opened().do("Clara", "sitting.suspend"), r.do("Clara", "sitting.resume")),
    "sitting.close": lambda r: (ask(speaking(r), "Olga"), r.do("Clara", "sitting.close")),
    "sitting.set_private": private_part,
    "agenda.add": lambda r: r.scheduled(),
    "agenda.remove": lambda r: r.scheduled().do("Clara", "agenda.remove", item=first(r, "item")),
    "agenda.move": lambda r: r.scheduled().do("Clara", "agenda.move", item=first(r, "item"), position=2),
    "agenda.take_up": lambda r: r.opened(),
    "presence.check_in": lambda r: (
        r.opened("Gita").do("Alba", "presence.check_in"),
        r.do("Gita", "presence.check_in"),
    ),
    "presence.check_out": lambda r: r.opened().do("Gita", "presence.check_out"),
    "priority.open": lambda r: choosing(r),
    "priority.cast": lambda r: choosing(r).do(
        "Gita", "priority.cast", question=r.of("question")[-1]["id"], levels=[["1.2"], ["1.1", "2.1"]]
    ),
    "priority.close": lambda r: tied(r),
    "priority.settle": lambda r: tied(r).do(
        "Clara", "priority.settle", question=r.of("question")[-1]["id"], option="1.2", reason="It helps most."
    ),
    "proxy.give": lambda r: r.opened("George").do("George", "proxy.give", to="G-3"),
    "proxy.revoke": lambda r: (
        r.opened("George").do("George", "proxy.give", to="G-3"),
        r.do("George", "proxy.revoke"),
    ),
    "vote.explain": lambda r: r.voting().do(
        "Gita", "vote.explain", question=first(r, "question"), text="Night is when they come."
    ),
    "vote.correct": lambda r: (
        r.voting().vote(Gita="for"),
        r.close_vote(),
        r.do("Gita", "vote.correct", question=first(r, "question"), intended="against"),
    ),
    "quorum.call": lambda r: r.opened().do("Gita", "quorum.call"),
    "statement.create": lambda r: r.do("Remi", "statement.create", title="Second statement"),
    "statement.import": lambda r: r.drafting(),
    "statement.update": lambda r: r.drafting().do(
        "Remi", "statement.update", statement=first(r, "statement"), title="Joint", theme="Ports"
    ),
    "statement.set_stage": lambda r: r.negotiation().do(
        "Clara", "statement.set_stage", statement=first(r, "statement"), stage="drafting"
    ),
    "statement.mark_checked": lambda r: adopted(r).do(
        "Remi", "statement.mark_checked", statement=first(r, "statement")
    ),
    "statement.set_single_undertaking": lambda r: agreed(r).do(
        "Clara", "statement.set_single_undertaking", statement=first(r, "statement"), single_undertaking=True
    ),
    "statement.set_associates_write": lambda r: r.drafting().do(
        "Clara", "statement.set_associates_write", statement=first(r, "statement"), associates_write=True
    ),
    "part.add": lambda r: r.drafting().do(
        "Remi", "part.add", statement=first(r, "statement"), title="Preamble", position=1
    ),
    "part.update": lambda r: r.drafting().do("Remi", "part.update", part=first(r, "part"), title="Changes"),
    "part.move": lambda r: r.drafting().do("Remi", "part.move", part=r.of("part")[1]["id"], position=1),
    "part.remove": lambda r: (
        r.drafting().do("Remi", "part.add", statement=first(r, "statement"), title="Empty", position=1),
        r.do("Remi", "part.remove", part=next(p["id"] for p in r.of("part") if p["title"] == "Empty")),
    ),
    "paragraph.add": lambda r: r.drafting().do(
        "Gita", "paragraph.add", part=first(r, "part"), text="A new thought.", position=1
    ),
    "paragraph.edit": lambda r: r.drafting().do(
        "Gita", "paragraph.edit", paragraph=first(r, "paragraph"), text="Better.", revision=1
    ),
    "paragraph.move": lambda r: r.drafting().do(
        "Remi", "paragraph.move", paragraph=first(r, "paragraph"), part=r.of("part")[1]["id"], position=1
    ),
    "paragraph.remove": lambda r: r.drafting().do("Remi", "paragraph.remove", paragraph=first(r, "paragraph")),
    "paragraph.restore": lambda r: (
        r.drafting().do("Gita", "paragraph.edit", paragraph=first(r, "paragraph"), text="Worse.", revision=1),
        r.do("Olga", "paragraph.restore", paragraph=first(r, "paragraph"), revision_to_restore=1, revision=2),
    ),
    "paragraph.split": lambda r: r.drafting().do(
        "Remi", "paragraph.split", paragraph=first(r, "paragraph"), at=8, revision=1
    ),
    "paragraph.merge": lambda r: r.drafting().do(
        "Remi", "paragraph.merge", paragraph=first(r, "paragraph"), revision=1
    ),
    "draft.settle": lambda r: (
        typed(r.drafting(), first(r, "paragraph")),
        r.do(None, "draft.settle", paragraph=first(r, "paragraph"), epoch=1),
    ),
    "paragraph.agree": lambda r: r.drafting().do(
        "Clara", "paragraph.agree", paragraph=first(r, "paragraph"), state="ad_referendum", revision=1
    ),
    "bracket.ask": lambda r: r.negotiation().do(
        "Gita", "bracket.ask", paragraph=first(r, "paragraph"), revision=1, start=0, end=7, words="Borders"
    ),
    "bracket.resolve": lambda r: r.negotiation().do(
        "Remi", "bracket.resolve", paragraph=r.of("paragraph")[1]["id"], revision=1, at=11, choice="keep"
    ),
    "paragraph.reopen": lambda r: agreed(r).do(
        "Clara", "paragraph.reopen", paragraph=first(r, "paragraph"), seat="G-1", reason="A word was missed."
    ),
    "amendment.table": lambda r: r.amended(),
    "amendment.cosponsor": lambda r: r.amended().do("Gita", "amendment.cosponsor", amendment=first(r, "amendment")),
    "amendment.leave": lambda r: (
        r.amended().do("Gita", "amendment.cosponsor", amendment=first(r, "amendment")),
        r.do("Gita", "amendment.leave", amendment=first(r, "amendment")),
    ),
    "amendment.withdraw": lambda r: r.amended().do("Olga", "amendment.withdraw", amendment=first(r, "amendment")),
    "amendment.redraft": lambda r: r.amended().do(
        "Olga", "amendment.redraft", amendment=first(r, "amendment"), text="Open, always.", revision=1
    ),
    "amendment.reintroduce": lambda r: (
        r.amended().do("Olga", "amendment.withdraw", amendment=first(r, "amendment")),
        r.do("Gita", "amendment.reintroduce", amendment=first(r, "amendment")),
    ),
    "amendment.set_order": lambda r: second(r.amended()).do(
        "Clara", "amendment.set_order", statement=first(r, "statement"), amendments=[2, 1]
    ),
    "amendment.rule_implied": lambda r: second(r.amended()).do(
        "Clara", "amendment.rule_implied", amendment=1, implied=[2]
    ),
    "batch.open": lambda r: together(r),
    "batch.object": lambda r: together(r).do("Otto", "batch.object", question=1, amendment=2, reason="Not so fast."),
    "batch.close": lambda r: (
        together(r).do("Otto", "batch.object", question=1, amendment=2, reason="Not so fast."),
        r.do("Clara", "batch.close", question=1),
    ),
    "division.ask": lambda r: divided(r),
    "division.withdraw": lambda r: r.do("Gita", "division.withdraw", division=divided(r)),
    "division.grant": lambda r: (
        r.do("Clara", "division.grant", division=divided(r)),
        part_decided(r, "for"),
        part_decided(r, "against"),
    ),
    "division.refuse": lambda r: r.do("Clara", "division.refuse", division=divided(r), reason="It is one proposal."),
    "floor.ask": lambda r: ask(r.opened()),
    "floor.withdraw": lambda r: r.do("Gita", "floor.withdraw", request=ask(r.opened())),
    "floor.call": lambda r: (ask(r.opened()), r.do("Clara", "floor.call", request=ask(r, "Olga"), reason="In haste")),
    "floor.add_speaker": lambda r: (
        r.opened().do("Clara", "floor.add_speaker", name="Guest of Honour"),
        r.do("Clara", "floor.add_speaker", seat="O-1"),
    ),
    "floor.move": lambda r: (
        ask(r.opened()),
        r.do("Clara", "floor.move", request=ask(r, "Olga"), after=None),
    ),
    "floor.restore_order": lambda r: (
        r.opened().do("Clara", "floor.move", request=ask(r)),
        r.do("Clara", "floor.restore_order"),
    ),
    "floor.set_limits": lambda r: r.do("Clara", "floor.set_limits", later=60, point_of_order=30, statements_at_most=2),
    "motion.rule": lambda r: raised(r).do("Clara", "motion.rule", motion=first(r, "motion"), ruling="upheld"),
    "motion.appeal": appealed,
    "motion.withdraw": lambda r: raised(r).do("Gita", "motion.withdraw", motion=first(r, "motion")),
    "hall.show": lambda r: r.drafting().do("Clara", "hall.show", what="text", paragraph=first(r, "paragraph")),
    "floor.pause": lambda r: speaking(r).do("Clara", "floor.pause"),
    "floor.resume": lambda r: (speaking(r).do("Clara", "floor.pause"), r.do("Clara", "floor.resume")),
    "floor.extend": lambda r: speaking(r).do("Clara", "floor.extend", seconds=60),
    "floor.end": lambda r: speaking(r).do("Gita", "floor.end"),
    "floor.close_list": lambda r: r.opened().do("Clara", "floor.close_list"),
    "floor.open_list": lambda r: (r.opened().do("Clara", "floor.close_list"), r.do("Clara", "floor.open_list")),
    "vote.open": put_again,
    "vote.cast": lambda r: (r.voting().vote(Gita="for", Olga="against"), r.vote(Gita="abstain")),
    "vote.close": lambda r: (r.voting().vote(Gita="for", Olga="for", Otto="for", George="for"), r.close_vote()),
    "vote.cast_secretly": in_secret,
    "vote.count_hands": hands,
    "vote.enter": called,
    "call.open": lambda r: r.calling(),
    "call.take_position": lambda r: r.calling().do(
        "Otto", "call.take_position", question=first(r, "question"), stance="object", reason="It goes too far."
    ),
    "call.close": lambda r: r.calling().do("Clara", "call.close", question=first(r, "question")),
    "poll.open": lambda r: poll(r.opened()),
    "poll.answer": lambda r: r.do("Olga", "poll.answer", poll=answered(r), step="abstain"),
    "poll.close": lambda r: r.do("Clara", "poll.close", poll=answered(r)),
    "silence.open": lambda r: silent(r),
    "silence.again": lambda r: r.do(
        "Clara", "silence.again", silence=broken(r), expires_at=(r.now + timedelta(days=4)).isoformat()
    ),
    "silence.break": lambda r: r.do(
        "Olga",
        "silence.break",
        silence=silent(r),
        kind="amendment",
        text="Not so.",
        proposed="Borders stay open.",
    ),
    "silence.attach": lambda r: r.do(
        "Otto", "silence.attach", silence=silent(r), kind="reservation", text="On ports."
    ),
    "silence.expire": lambda r: held(r),
    "silence.withdraw": lambda r: r.do("Clara", "silence.withdraw", silence=silent(r), reason="The wrong text."),
    "silence.tell": lambda r: r.do(None, "silence.tell", silence=silent(r), notice="opened"),
    "question.void": lambda r: (
        r.voting().vote(Gita="for"),
        r.do("Clara", "question.void", question=first(r, "question"), reason="The wrong amendment."),
    ),
}


def wider() -> list[dict[str, Any]]:
    """A plan of five pairs, in which nobody loses a seat."""
    shares: list[dict[str, Any]] = [dict(each) for each in PLAN["constituencies"]]  # type: ignore[attr-defined]
    shares[1]["seats"] = 3
    shares.append(
        {"code": "diaspora", "side": "others", "name": "Diaspora", "seats": 1, "minimum": 1, "migrants": True}
    )
    return shares


GROUP_COMMANDS = [name for name, command in COMMANDS.items() if not command.of_site]
SITE_COMMANDS = [name for name, command in COMMANDS.items() if command.of_site]


@pytest.mark.parametrize("name", GROUP_COMMANDS)
def test_every_reader_is_told_what_a_fresh_look_would_show(name: str, room: Room) -> None:
    assert name in SCENES, f"{name} has no scenario: the law cannot be checked for it"
    heard = len(room.entries())
    SCENES[name](room)
    assert len(room.entries()) > heard


@pytest.mark.parametrize("name", GROUP_COMMANDS)
def test_every_command_says_its_rule(name: str) -> None:
    assert COMMANDS[name].rule.endswith((".", "?"))


def test_entries_are_dense_and_in_order(room: Room) -> None:
    private_part(room)
    assert [entry.seq for entry in room.entries()] == list(range(1, len(room.entries()) + 1))


def test_a_client_that_missed_everything_arrives_at_the_same_room(room: Room) -> None:
    before = room.rooms()
    private_part(room)
    after = room.rooms()
    for reader, seen in before.items():
        assert applied(seen, room.told(seen["seq"], READERS[reader])) == without_names(after[reader])


def test_the_site_has_a_journal_of_its_own_under_the_same_law(room: Room) -> None:
    room.do_site("Ada", "account.revoke", person=room.id("Nora"))
    room.do_site("Ada", "account.restore", person=room.id("Nora"))
    with room.database.reading() as session:
        journal = session.scalars(select(Journal).where(Journal.slug == SITE)).one()
        entries = entries_after(session, journal.id, 0)
        assert [entry.seq for entry in entries] == list(range(1, journal.seq + 1))
        assert all(entry.changes == [] and entry.audience == "officers" for entry in entries)
        assert snapshot(session, journal.id, READ_ALL)["records"] == {}
    assert {"site.begun", "group.created", "account.revoked"} <= {entry.event for entry in entries}


READ_ALL = frozenset({"public", "members", "officers"})


def test_no_entry_and_no_receipt_names_a_person(room: Room) -> None:
    written = room.database.engine.raw_connection().cursor()
    told = str(written.execute("SELECT facts, changes FROM entries").fetchall())
    told += str(written.execute("SELECT answer FROM receipts").fetchall())
    for name in ("Gita", "gita@", "Olga", "olga@", "@site.test", "Ada"):
        assert name not in told
    assert room.links["Gita"].removeprefix("/join/") not in told
    assert GROUP in str(written.execute("SELECT facts FROM entries").fetchall())
