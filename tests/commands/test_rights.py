"""The table of rights, command by command: who may give it, in which state of the sitting, in which stage of the text.

Whoever may not give a command is told so before anything else is looked at: the data here is of the right form, and
names nothing that there is.
"""

import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from deliberate.commands.desk import Desk
from deliberate.commands.execute import load
from deliberate.commands.registry import COMMANDS, Command
from deliberate.domain.phases import Sitting, Stage
from deliberate.domain.refusals import Refusal
from deliberate.domain.rights import NOBODY, Role
from deliberate.journal import spine
from deliberate.store.journal import Journal
from tests.cast import GROUP, PLAN, Room
from tests.commands.conftest import At, Hasty, Prepare, copy_of

NONE = 999_999
"""The id of nothing."""

ENCODED = "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g"
DESCRIPTION = {"title": "Group", "mandate": "", "timezone": "UTC", "language": "en", "public": True}
RULES = {
    "rule": "procedural",
    "definition": "no_objection",
    "speech_limit": 120,
    "board": "live",
    "cosponsors": 0,
}

WHO: dict[Role, str] = {
    Role.HOLDER: "Gita",
    Role.ALTERNATE: "Alba",
    Role.CHAIR: "Clara",
    Role.COCHAIR: "Gina",
    Role.MODERATOR: "Olive",
    Role.RAPPORTEUR: "Remi",
    Role.SECRETARIAT: "Sam",
    Role.ASSOCIATE: "Ana",
    Role.OBSERVER: "Vera",
    Role.ADMINISTRATOR: "Ada",
    Role.SELF: "Nora",
}
"""For each role one of the cast who has it and no other; everyone signed in is themselves besides."""

PERSON = {"person": "p-nobody"}
ABOUT = {"about": {"type": "amendment", "id": NONE}}

GIVEN: dict[str, dict[str, Any]] = {
    "account.change_password": {"encoded": ENCODED},
    "account.erase": PERSON,
    "account.invite": {"email": "ivo@site.test", "name": "Ivo"},
    "account.link": PERSON,
    "account.restore": PERSON,
    "account.revoke": PERSON,
    "account.set_password": {"token": "none", "encoded": ENCODED},
    "account.sign_out_everywhere": {},
    "account.update": {"name": "Ivo", "named_in_public": False},
    "agenda.add": {"title": "Item"},
    "agenda.move": {"item": NONE, "position": 1},
    "agenda.remove": {"item": NONE},
    "agenda.take_up": {"item": NONE},
    "amendment.cosponsor": {"amendment": NONE},
    "amendment.leave": {"amendment": NONE},
    "amendment.reintroduce": {"amendment": NONE},
    "amendment.redraft": {"amendment": NONE, "text": "Text.", "revision": 1},
    "amendment.rule_implied": {"amendment": NONE, "implied": []},
    "amendment.set_order": {"statement": NONE, "amendments": [NONE]},
    "amendment.table": {"kind": "replace", "paragraph": NONE, "text": "Text.", "revision": 1},
    "amendment.withdraw": {"amendment": NONE},
    "batch.close": {"question": NONE},
    "batch.object": {"question": NONE, "amendment": NONE, "reason": "No."},
    "batch.open": {"statement": NONE, "amendments": [NONE]},
    "bracket.ask": {"paragraph": NONE, "revision": 1, "start": 0, "end": 4, "words": "Text"},
    "bracket.resolve": {"paragraph": NONE, "revision": 1, "at": 0, "choice": "keep"},
    "call.close": {"question": NONE},
    "division.ask": {"of": {"type": "amendment", "id": NONE}, "revision": 1, "pieces": ["One", "two."]},
    "division.grant": {"division": NONE},
    "division.refuse": {"division": NONE, "reason": "It is one proposal."},
    "division.withdraw": {"division": NONE},
    "call.open": ABOUT,
    "call.take_position": {"question": NONE, "stance": "support"},
    "credential.issue": {**PERSON, "constituency": NONE, "delegation": "Isle"},
    "credential.revoke": {"credential": NONE},
    "draft.settle": {"paragraph": NONE, "epoch": 1},
    "floor.add_speaker": {"name": "Guest"},
    "floor.ask": {},
    "floor.call": {"request": NONE},
    "floor.close_list": {},
    "floor.end": {},
    "floor.extend": {"seconds": 60},
    "floor.move": {"request": NONE},
    "floor.open_list": {},
    "floor.pause": {},
    "floor.restore_order": {},
    "floor.resume": {},
    "floor.set_limits": {"point_of_order": 60},
    "floor.withdraw": {"request": NONE},
    "group.create": {"slug": "second", "title": "Second"},
    "group.set_rules": RULES,
    "group.update": DESCRIPTION,
    "hall.show": {"what": "floor"},
    "motion.appeal": {"motion": NONE},
    "motion.rule": {"motion": NONE, "ruling": "upheld"},
    "motion.withdraw": {"motion": NONE},
    "office.appoint": {**PERSON, "office": "moderator"},
    "office.end": {"office": NONE},
    "office.hand_over": PERSON,
    "paragraph.add": {"part": NONE, "text": "Text."},
    "paragraph.agree": {"paragraph": NONE, "state": "agreed", "revision": 1},
    "paragraph.edit": {"paragraph": NONE, "text": "Text.", "revision": 1},
    "paragraph.merge": {"paragraph": NONE, "revision": 1},
    "paragraph.move": {"paragraph": NONE, "part": NONE, "position": 1},
    "paragraph.remove": {"paragraph": NONE},
    "paragraph.reopen": {"paragraph": NONE, "seat": "G-1", "reason": "New facts."},
    "paragraph.restore": {"paragraph": NONE, "revision_to_restore": 1, "revision": 1},
    "paragraph.split": {"paragraph": NONE, "at": 1, "revision": 1},
    "part.add": {"statement": NONE, "title": "Part"},
    "part.move": {"part": NONE, "position": 1},
    "part.remove": {"part": NONE},
    "part.update": {"part": NONE, "title": "Part"},
    "people.invite": {"email": "ivo@site.test", "name": "Ivo", "office": "observer"},
    "people.link": PERSON,
    "plan.set": PLAN,
    "poll.answer": {"poll": NONE, "step": "endorse"},
    "poll.close": {"poll": NONE},
    "poll.open": {"title": "Where are we?"},
    "presence.check_in": {},
    "presence.check_out": {},
    "priority.cast": {"question": NONE, "levels": []},
    "priority.close": {"question": NONE},
    "priority.open": {"title": "Which?", "statement": NONE, "paragraphs": [NONE, NONE - 1], "method": "approval"},
    "priority.settle": {"question": NONE, "option": "1.1", "reason": "It helps most."},
    "quorum.call": {},
    "vote.correct": {"question": NONE, "intended": "for"},
    "vote.explain": {"question": NONE, "text": "Because."},
    "proxy.give": {"to": "G-9"},
    "proxy.revoke": {},
    "question.void": {"question": NONE, "reason": "By mistake."},
    "seat.assign": {"seat": "G-9", **PERSON},
    "seat.assign_alternate": {"seat": "G-9", **PERSON},
    "seat.drop_alternate": {"seat": "G-9"},
    "seat.vacate": {"seat": "G-9"},
    "silence.again": {"silence": NONE, "expires_at": "2026-04-02T09:00:00Z"},
    "silence.attach": {"silence": NONE, "kind": "reservation", "text": "On ports."},
    "silence.break": {"silence": NONE, "kind": "objection", "text": "Not so."},
    "silence.expire": {"silence": NONE},
    "silence.open": {**ABOUT, "expires_at": "2026-04-02T09:00:00Z"},
    "silence.tell": {"silence": NONE, "notice": "opened"},
    "silence.withdraw": {"silence": NONE, "reason": "By mistake."},
    "site.begin": {"email": "ivo@site.test", "name": "Ivo"},
    "sitting.close": {},
    "sitting.open": {},
    "sitting.resume": {},
    "sitting.schedule": {"title": "Session", "starts_at": "2026-03-02T09:00:00Z"},
    "sitting.set_private": {"private": True},
    "sitting.suspend": {},
    "statement.create": {"title": "Statement"},
    "statement.import": {"title": "Statement", "parts": [{"title": "Part", "paragraphs": []}]},
    "statement.mark_checked": {"statement": NONE},
    "statement.set_associates_write": {"statement": NONE, "associates_write": True},
    "statement.set_single_undertaking": {"statement": NONE, "single_undertaking": True},
    "statement.set_stage": {"statement": NONE, "stage": "negotiation"},
    "statement.update": {"statement": NONE, "title": "Statement"},
    "vote.cast_secretly": {"question": NONE, "choice": "for"},
    "vote.count_hands": {"question": NONE, "side": "others", "for": 1, "against": 0, "abstain": 0},
    "vote.enter": {"question": NONE, "seat": "G-9", "choice": "for"},
    "vote.cast": {"question": NONE, "choice": "for"},
    "vote.close": {"question": NONE},
    "vote.open": ABOUT,
}
"""For every command data of the right form."""


def refusal_of(room: Room, actor: str | None, command: Command, **data: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        room.door.execute(
            command.name,
            {**GIVEN[command.name], **data},
            group=None if command.of_site else GROUP,
            actor=room.id(actor),
            key=secrets.token_hex(8),
            now=room.now,
        )
    return caught.value


def let_in(room: Room, actor: str, command: Command) -> Refusal | None:
    """The refusal at the door, before the command itself is looked at; none, if the actor may give it now."""
    with room.database.reading() as session:
        journal = session.get_one(Journal, room.journal_id)
        try:
            Desk(session, journal, command, room.id(actor), room.now).check()
        except Refusal as refusal:
            return refusal
    return None


def somebody_for(command: Command) -> str:
    """One of those who may give a command."""
    return next(name for role, name in WHO.items() if role in command.who)




@pytest.fixture
def manned(at: At) -> Room:
    """An open sitting with somebody in every role."""
    room = at("opened")
    for role in (Role.COCHAIR, Role.MODERATOR):
        room.do("Sam", "office.appoint", person=room.people[WHO[role]], office=str(role.name).lower())
    return room


def test_every_command_has_its_line_here() -> None:
    assert set(GIVEN) == set(COMMANDS)
    assert set(WHO) == set(Role)


def test_every_command_says_its_rule_in_words() -> None:
    for name, command in COMMANDS.items():
        assert command.rule.endswith("."), name
        assert command.rule[0].isupper(), name


def test_whoever_has_no_right_is_told_so_first(manned: Room) -> None:
    before = manned.rooms()
    for name, command in COMMANDS.items():
        for role, actor in WHO.items():
            if command.who is NOBODY or (role | Role.SELF) & command.who:
                continue
            refusal = refusal_of(manned, actor, command)
            assert refusal.code == "not_allowed", f"{name} by {actor}"
            assert str(refusal).startswith("This is for: "), f"{name} by {actor}"
    assert manned.rooms() == before


def test_whoever_is_not_signed_in_is_asked_to(manned: Room) -> None:
    before = manned.rooms()
    for name, command in COMMANDS.items():
        if command.who is not NOBODY:
            refusal = refusal_of(manned, None, command)
            assert (refusal.code, str(refusal)) == ("not_signed_in", "Please sign in first."), name
    assert manned.rooms() == before


def test_a_revoked_account_has_no_right_whatever_it_was(manned: Room) -> None:
    for actor in WHO.values():
        if actor != "Ada":
            manned.do_site("Ada", "account.revoke", person=manned.people[actor])
    for name, command in COMMANDS.items():
        if command.who & ~Role.ADMINISTRATOR:
            assert refusal_of(manned, somebody_for(command), command).code == "not_allowed", name


def test_whoever_has_the_right_is_let_in(manned: Room) -> None:
    for name, command in COMMANDS.items():
        for role, actor in WHO.items():
            if role & command.who:
                refusal = let_in(manned, actor, command)
                assert refusal is None or refusal.code == "wrong_phase", f"{name} by {actor}"


def test_only_the_first_administrator_and_the_house_itself_need_no_right(manned: Room) -> None:
    of_the_house = {name for name, command in COMMANDS.items() if command.who is NOBODY} - {"site.begin"}
    assert of_the_house == {"draft.settle", "silence.expire", "silence.tell"}
    assert all(COMMANDS[name].inner for name in of_the_house)
    for actor in (None, *WHO.values()):
        assert refusal_of(manned, actor, COMMANDS["site.begin"]).code == "already_begun"


def test_an_administrator_stands_in_for_the_secretariat_and_for_nobody_else() -> None:
    for name, command in COMMANDS.items():
        if not command.of_site:
            assert (Role.SECRETARIAT in command.who) == (Role.ADMINISTRATOR in command.who), name


def test_observers_give_no_command_at_all() -> None:
    assert not [name for name, command in COMMANDS.items() if Role.OBSERVER & command.who]


def test_the_secretariat_has_no_voice_in_decisions_and_writes_down_what_others_say() -> None:
    assert Role.SECRETARIAT in COMMANDS["vote.enter"].who
    for name in COMMANDS.keys() - {"vote.enter"}:
        if name.split(".")[0] in ("vote", "call", "question", "poll", "silence", "priority", "amendment", "floor"):
            assert not COMMANDS[name].who & (Role.SECRETARIAT | Role.RAPPORTEUR), name


def test_an_associate_speaks_and_has_no_vote() -> None:
    given = {name for name, command in COMMANDS.items() if Role.ASSOCIATE & command.who}
    assert given == {"floor.ask", "floor.withdraw", "floor.end", "paragraph.edit"}  # the last where the chair lets them


# In which state of the sitting

STATES = [None, Sitting.SCHEDULED, Sitting.OPEN, Sitting.SUSPENDED, Sitting.CLOSED]


def in_state(at: At, state: Sitting | None) -> Room:
    room = at("seated" if state in (None, Sitting.SCHEDULED) else "opened")
    if state is Sitting.SCHEDULED:
        room.do("Clara", "sitting.schedule", title="First session", starts_at="2026-03-02T09:00:00Z")
    elif state is Sitting.SUSPENDED:
        room.do("Clara", "sitting.suspend")
    elif state is Sitting.CLOSED:
        room.do("Clara", "sitting.close")
    return room


@pytest.mark.parametrize("state", STATES)
def test_a_command_has_its_place_in_the_life_of_a_sitting(at: At, state: Sitting | None) -> None:
    room = in_state(at, state)
    before = room.rooms()
    here = None if state is Sitting.CLOSED else state
    for name, command in COMMANDS.items():
        if command.who is NOBODY:
            continue
        actor = somebody_for(command)
        if command.when is None or here in command.when:
            assert let_in(room, actor, command) is None, f"{name} while {state}"
            continue
        refusal = refusal_of(room, actor, command)
        assert refusal.code == "wrong_phase", f"{name} while {state}"
        assert str(refusal).startswith(f"The sitting is {here or 'not scheduled'}; this is possible while it is: ")
        assert all(each in str(refusal) for each in command.when)
    assert room.rooms() == before


@pytest.mark.parametrize("state", STATES)
def test_every_role_is_let_in_where_the_table_says_so_and_nowhere_else(at: At, state: Sitting | None) -> None:
    room = in_state(at, state)
    for role in (Role.COCHAIR, Role.MODERATOR):
        room.do("Sam", "office.appoint", person=room.people[WHO[role]], office=str(role.name).lower())
    here = None if state is Sitting.CLOSED else state
    for name, command in COMMANDS.items():
        placed = command.when is None or here in command.when
        for role, actor in WHO.items():
            allowed = command.who is NOBODY or bool((role | Role.SELF) & command.who)
            refusal = let_in(room, actor, command)
            found = None if refusal is None else refusal.code
            assert found == (None if allowed and placed else "wrong_phase" if allowed else "not_allowed"), (
                f"{name} by {actor} while {state}"
            )


# In which state of a question


@pytest.mark.parametrize("ended", ["vote.close", "question.void"])
def test_what_is_closed_or_void_is_put_to_nobody_any_more(at: At, ended: str) -> None:
    room = at("voting")
    question = room.of("question")[0]["id"]
    room.do("Clara", ended, **{**GIVEN[ended], "question": question})
    before = room.rooms()
    afterwards = {"vote.explain", "vote.correct"} if ended == "vote.close" else set()
    for name, command in COMMANDS.items():
        if "question" in GIVEN[name] and name not in afterwards:
            refusal = refusal_of(room, somebody_for(command), command, question=question)
            assert refusal.code in {"question_closed", "not_found", "no_tie"}, f"{name}: {refusal}"
    assert room.rooms() == before


# In which stage of the text


def in_stage(room: Room, stage: Stage) -> None:
    """Move the statement on to a stage, with an amendment in it that is withdrawn."""
    statement = room.of("statement")[0]["id"]
    if stage is Stage.DRAFTING:
        room.do("Olga", "amendment.withdraw", amendment=room.of("amendment")[0]["id"])
        room.do("Clara", "statement.set_stage", statement=statement, stage="drafting")
        row = next(each for each in room.of("paragraph") if "[" in each["text"])
        room.do("Olga", "paragraph.edit", paragraph=row["id"], text="Consulates should help.", revision=1)
    elif stage is not Stage.ADOPTED:
        room.do("Clara", "statement.set_stage", statement=statement, stage=stage)
    else:
        room.do("Clara", "call.open", about={"type": "statement", "id": statement})
        room.do("Clara", "call.close", question=room.of("question")[0]["id"])


def ask_for_division(room: Room) -> int:
    """Gita asks for a separate vote on two parts of the amendment; the division."""
    (row,) = room.of("amendment")
    first, _, rest = row["text"].partition(" ")
    of = {"type": "amendment", "id": row["id"]}
    return int(room.do("Gita", "division.ask", of=of, revision=1, pieces=[first, rest])["division"])


def real_ones(room: Room) -> dict[str, Any]:
    """What commands about the text name, by the field in which they name it."""
    real = {noun: room.of(noun)[0]["id"] for noun in ("statement", "part", "paragraph", "amendment", "division")}
    return {**real, "of": {"type": "amendment", "id": real["amendment"]}}


def test_a_command_has_its_place_in_the_life_of_a_text(at: At) -> None:
    room = at("amended")
    ask_for_division(room)
    for stage in Stage:
        in_stage(room, stage)
        real = real_ones(room)
        before = room.rooms()
        for name, command in COMMANDS.items():
            if command.stages is None or stage in command.stages:
                continue
            data = {field: real.get(field, value) for field, value in GIVEN[name].items()}
            refusal = refusal_of(room, somebody_for(command), command, **data)
            assert refusal.code == "wrong_phase", f"{name} in {stage}"
            allowed = ", ".join(sorted(command.stages))
            assert str(refusal) == f"The statement is in {stage}; this is possible in: {allowed}."
        assert room.rooms() == before


AT_WORK = {**WHO, Role.HOLDER: "Olga"}
"""Somebody in every role who can act at the same time: while Alba acts for a seat, its holder Gita does not."""

TEXT = {name: command for name, command in COMMANDS.items() if command.stages is not None}
"""The commands that have their place in the life of a text."""


def tried(room: Room, actor: str | None, command: Command, data: Mapping[str, Any]) -> Refusal | None:
    """The refusal of a command that goes as far as it can and is then taken back; none, if it would be done."""
    refusal: Refusal | None = None
    with room.database.writing() as session:
        spine.watch(session)
        desk = Desk(session, session.get_one(Journal, room.journal_id), command, room.id(actor), room.now)
        try:
            desk.check()
            command.handler(desk, **data)
        except Refusal as found:
            refusal = found
        session.rollback()
    return refusal


@pytest.fixture(params=Stage)
def staged(prepared: Prepare, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Room]:
    """The statement in a stage, in an open sitting with somebody in every role; the chair has let associates write."""
    room = copy_of(*prepared("amended"), tmp_path / "staged.db", Hasty)
    for role in (Role.COCHAIR, Role.MODERATOR):
        room.do("Sam", "office.appoint", person=room.people[WHO[role]], office=str(role.name).lower())
    ask_for_division(room)
    statement = room.of("statement")[0]["id"]
    for each in (Stage.DRAFTING, *list(Stage)[1 : list(Stage).index(request.param) + 1]):
        in_stage(room, each)
        if each is Stage.DRAFTING:
            room.do("Clara", "statement.set_associates_write", statement=statement, associates_write=True)
    room.do("Gita", "presence.check_out")
    room.do("Alba", "presence.check_in")
    yield room
    room.database.engine.dispose()


def test_every_role_changes_the_text_in_the_stages_of_the_table_and_in_no_other(staged: Room) -> None:
    real, before, done = real_ones(staged), staged.rooms(), 0
    stage = Stage(staged.of("statement")[0]["stage"])
    for name, command in TEXT.items():
        data = load(command, {field: real.get(field, value) for field, value in GIVEN[name].items()})
        assert command.stages is not None
        for role, actor in AT_WORK.items():
            refusal = tried(staged, actor, command, data)
            what = f"{name} by {actor} in {stage}: {refusal}"
            if command.who is not NOBODY and not (role | Role.SELF) & command.who:
                assert refusal is not None, what
                assert refusal.code == "not_allowed", what
            elif stage not in command.stages:
                assert refusal is not None, what
                assert str(refusal).startswith(f"The statement is in {stage}; this is possible in: "), what
            else:
                assert refusal is None or refusal.code not in {"not_allowed", "not_present", "no_seat"}, what
                assert "this is possible in" not in str(refusal), what
                done += refusal is None
    assert done, f"nothing can be done in {stage}, and so nothing was tried"
    assert staged.rooms() == before


def test_while_a_question_on_it_is_open_a_text_stands_still(at: At) -> None:
    room = at("amended")
    room.do("Clara", "division.grant", division=ask_for_division(room))
    room.do("Clara", "vote.open", about={"type": "division", "id": room.of("division")[0]["id"]})
    real = real_ones(room)
    for name, command in COMMANDS.items():
        if command.stages is None or Stage.NEGOTIATION not in command.stages:
            continue
        data = {field: real.get(field, value) for field, value in GIVEN[name].items()}
        refusal = refusal_of(room, somebody_for(command), command, **data)
        assert refusal.code == "text_in_question", name
        assert "stands still until it is closed" in str(refusal)
