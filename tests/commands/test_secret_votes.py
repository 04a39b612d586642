"""Secret votes: voted once, shown to nobody, counted exactly, and nothing that is kept joins a voter with a vote."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from deliberate.commands.voting import as_case
from deliberate.domain.cases import decided
from deliberate.store import papers
from deliberate.store.journal import Receipt
from deliberate.store.papers import Paper
from deliberate.store.questions import Question, Signature
from deliberate.store.turnout import turnout
from tests.cast import GROUP, READERS, Room
from tests.commands.conftest import At
from tests.commands.looking import first, happened, heard, quickly

EVERYONE = ("Gita", "George", "Gus", "Olga", "Omar", "Otto")
SEATS = {"Gita": "G-1", "George": "G-2", "Gus": "G-3", "Olga": "O-1", "Omar": "O-2", "Otto": "O-3"}
WORDS = {"f": "for", "a": "against", "-": "abstain"}


@pytest.fixture
def secret(at: At) -> Room:
    """A secret vote on a free question is open."""
    room = at("opened")
    room.do("Clara", "vote.open", title="Shall we elect Olga rapporteur?", method="secret")
    return room


def vote(room: Room, choices: str) -> None:
    """The six who are there vote in secret, in the order of the cast; a space for not at all."""
    for name, each in zip(EVERYONE, choices, strict=True):
        if each != " ":
            quickly(room, name, "vote.cast_secretly", question=first(room, "question"), choice=WORDS[each])


def rows(room: Room) -> list[tuple[str, ...]]:
    """Every paper as it lies in the table."""
    with room.database.reading() as session:
        return [tuple(row) for row in session.execute(text("SELECT * FROM papers"))]


def offsets(file: Path, room: Room) -> dict[str, int]:
    """Where in the file of the database each paper lies."""
    room.database.sweep()
    content = file.read_bytes()
    return {key: content.index(key.encode()) for _, key, *_ in rows(room)}


@pytest.fixture
def file(secret: Room) -> Path:
    """The file of the database."""
    return Path(str(secret.database.engine.url.database))


def test_it_is_not_changeable_and_a_seat_votes_once(secret: Room) -> None:
    question = first(secret, "question")
    secret.do("Gita", "vote.cast_secretly", question=question, choice="for")
    for name in ("Gita", "Alba"):
        refusal = secret.refused(name, "vote.cast_secretly", question=question, choice="against")
        assert (refusal.code, str(refusal)) == ("has_voted", "G-1 has voted. A secret vote cannot be changed.")


def test_it_is_given_by_its_own_command_and_no_other(secret: Room, at: At) -> None:
    question = first(secret, "question")
    refusal = secret.refused("Gita", "vote.cast", question=question, choice="for")
    assert (refusal.code, str(refusal)) == ("other_method", "Question 1 is voted on in another way.")
    assert secret.refused("Clara", "vote.enter", question=question, seat="G-1", choice="for").code == "other_method"
    recorded = at("voting")
    refusal = recorded.refused("Gita", "vote.cast_secretly", question=first(recorded, "question"), choice="for")
    assert refusal.code == "other_method"


def test_until_the_close_nobody_but_the_seat_sees_that_it_has_voted(secret: Room) -> None:
    question = first(secret, "question")
    secret.do("Gita", "vote.cast_secretly", question=question, choice="for")
    for reader in READERS:
        own = reader == "G-1"
        assert (f"signature/{question}.G-1" in secret.records(reader)) is own
        assert set(heard(secret, reader)) == ({"seq", "at", "event", "actor", "facts", "changes"} if own else {"seq"})
    told = heard(secret, "G-1")
    assert (told["event"], told["actor"], told["facts"]) == ("vote.cast", None, {"question": 1})
    assert told["changes"] == {f"signature/{question}.G-1": {"question": question, "seat": "G-1"}}


def test_only_the_turnout_is_shown_meanwhile_even_where_the_board_is_live(opened: Room) -> None:
    rules = {"rule": "procedural", "definition": "no_objection", "speech_limit": 60, "board": "live", "cosponsors": 0}
    quickly(opened, "Clara", "group.set_rules", **rules)
    quickly(opened, "Clara", "vote.open", title="Shall we?", method="secret")
    vote(opened, "fa -  ")
    with opened.database.reading() as session:
        counted = turnout(session, opened.journal_id, READERS["public"])
    assert counted == [{"question": first(opened, "question"), "cast": 3, "of": 6}]
    assert opened.of("question")[0]["board"] == "at_close"
    assert opened.of("ballot") == opened.of("signature") == []


def test_at_the_close_everyone_sees_who_voted_and_what_was_voted_and_not_who_voted_what(secret: Room) -> None:
    vote(secret, "ff -a ")
    record = secret.close_vote()
    for reader in READERS:
        assert {each["seat"] for each in secret.of("signature", reader)} == {"G-1", "G-2", "O-1", "O-2"}
        assert secret.of("ballot", reader) == []
    heads = record["result"]["tally"]["all"]["heads"]
    assert heads == {"for": 2, "against": 1, "abstain": 1, "not_voting": 2, "absent": 2}
    assert happened(secret)[0] == "vote.closed"


@pytest.mark.parametrize("choices", ["ffaffa", "fff---", "      ", "f   a ", "aaaaaa"])
def test_anyone_recounts_it_from_its_file(secret: Room, choices: str) -> None:
    vote(secret, choices)
    record = secret.close_vote()
    with secret.database.reading() as session:
        case = as_case(session, session.get_one(Question, record["id"]))
    assert decided(case)[0].json() == {"id": "question-1", **record["result"]}
    assert len(case["ballots"]) == len(choices.replace(" ", ""))
    assert case["ballots"] == sorted(case["ballots"], key=lambda each: (each["side"], each["choice"]))
    assert all(set(each) == {"side", "weight", "choice"} for each in case["ballots"])


def test_a_void_vote_leaves_nothing_of_what_was_voted(secret: Room, file: Path) -> None:
    vote(secret, "ffa---")
    keys = [key for _, key, *_ in rows(secret)]
    secret.do("Clara", "question.void", question=first(secret, "question"), reason="The wrong question.")
    assert rows(secret) == []
    assert secret.of("signature") == []
    assert not any(key.encode() in file.read_bytes() for key in keys)


# Nothing that is kept joins the two


def test_a_paper_has_no_seat_no_person_no_time_and_no_number(secret: Room) -> None:
    assert {column.name for column in Paper.__table__.columns} == {
        "question_id",
        "key",
        "side",
        "constituency",
        "weight",
        "mark",
    }
    assert {column.name for column in Signature.__table__.columns} == {
        "id",
        "question_id",
        "seat",
        "journal_id",
        "audience",
        "archived",
    }
    with pytest.raises(Exception, match="rowid"), secret.database.reading() as session:
        session.execute(text("SELECT rowid FROM papers"))


def test_every_paper_is_there_before_anyone_votes_and_lies_where_it_lay(secret: Room, file: Path) -> None:
    """Papers are written on in their places: no order of rows, and no place in the file, is the order of the votes."""
    before = offsets(file, secret)
    assert len(before) == 6
    order = []
    for name, choice in zip(EVERYONE, ["for", "against", "for", "abstain", "for", "against"], strict=True):
        blank = {key for _, key, *_, mark in rows(secret) if mark == papers.BLANK}
        quickly(secret, name, "vote.cast_secretly", question=first(secret, "question"), choice=choice)
        order += [key for _, key, *_, mark in rows(secret) if mark != papers.BLANK and key in blank]
    assert len(order) == 6
    assert offsets(file, secret) == before


def test_which_paper_a_seat_writes_on_is_left_to_chance(secret: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    for last in (0, -1):
        chosen: list[str] = []

        def choice(keys: list[str], last: int = last, chosen: list[str] = chosen) -> str:
            chosen.append(sorted(keys)[last])
            return chosen[-1]

        monkeypatch.setattr("deliberate.store.papers.secrets.choice", choice)
        quickly(
            secret, "Gita" if last == 0 else "Gus", "vote.cast_secretly", question=first(secret, "question"),
            choice="for",
        )
        assert {key for _, key, *_, mark in rows(secret) if mark == "F"} >= set(chosen)


def test_at_the_close_the_papers_are_written_anew_and_the_blank_ones_are_gone(secret: Room, file: Path) -> None:
    vote(secret, "ffa-  ")
    keys = [key for _, key, *_ in rows(secret)]
    secret.close_vote()
    after = rows(secret)
    assert sorted(mark for *_, mark in after) == ["A", "F", "F", "X"]
    assert not {key for _, key, *_ in after} & set(keys)
    assert [key for _, key, *_ in after] == sorted(key for _, key, *_ in after)
    content = file.read_bytes() + log_of(file).read_bytes()
    assert not any(key.encode() in content for key in keys)


def log_of(file: Path) -> Path:
    """SQLite's write-ahead log of a file."""
    return file.with_name(f"{file.name}-wal")


def test_at_the_close_the_log_of_the_database_is_emptied(secret: Room, file: Path) -> None:
    vote(secret, "ffa-fa")
    assert log_of(file).stat().st_size > 0
    secret.close_vote()
    assert log_of(file).stat().st_size == 0


def test_where_a_reader_is_in_the_way_the_log_is_emptied_after_one_of_the_next_commands(
    secret: Room, file: Path
) -> None:
    vote(secret, "ffa-fa")
    with secret.database.reading() as session:
        session.scalar(select(Question.id))
        secret.close_vote()
        assert log_of(file).stat().st_size > 0
    quickly(secret, "Clara", "sitting.suspend")
    assert log_of(file).stat().st_size == 0


def test_a_receipt_is_the_same_whatever_was_voted(secret: Room) -> None:
    """The key that a digest is made with is the server's: with it, three tries would tell which of three was chosen."""
    question = first(secret, "question")
    digests = set()
    for name, choice in (("Gita", "for"), ("George", "against"), ("Gus", "abstain")):
        data = {"question": question, "choice": choice}
        receipt = secret.door.execute(
            "vote.cast_secretly", data, group=GROUP, actor=secret.id(name), key=f"key of {name}", now=secret.now
        )
        assert receipt["made"] == {}
    with secret.database.reading() as session:
        kept = session.scalars(select(Receipt).where(Receipt.key.like("key of %"))).all()
        digests = {each.digest for each in kept}
        assert {frozenset(each.answer) for each in kept} == {frozenset({"ok", "seq", "made"})}
    assert len(digests) == 1


def test_the_same_key_again_gets_the_first_receipt_and_the_first_choice_stands(secret: Room) -> None:
    question = first(secret, "question")
    receipts = [
        secret.door.execute(
            "vote.cast_secretly",
            {"question": question, "choice": choice},
            group=GROUP,
            actor=secret.id("Gita"),
            key="once",
            now=secret.now,
        )
        for choice in ("for", "against")
    ]
    assert receipts[0] == receipts[1]
    assert secret.close_vote()["result"]["tally"]["all"]["heads"]["for"] == 1


def test_nowhere_in_the_database_does_a_choice_stand_beside_a_voter(
    secret: Room, file: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    start = len(secret.entries())
    vote(secret, "fff-aa")
    secret.close_vote()
    *casts, close = secret.entries()[start:]
    assert len(casts) == 6
    for entry in casts:
        ((key, record, audience, before),) = entry.changes
        assert (entry.actor, entry.facts) == (None, {"question": 1})
        assert key == f"signature/{record['question']}.{record['seat']}"
        assert (set(record), audience, before) == ({"question", "seat"}, f"seat:{record['seat']}", None)
    told = {key.split("/")[0] for key, *_ in close.changes}
    assert told == {"question", "signature"}
    for table, said in everything(secret):
        if table not in {"questions", "entries"}:  # these say by which rule, and how many in all
            assert not any(f"{quote}{word}{quote}" in said for word in WORDS.values() for quote in "'\""), table
        if table == "papers":
            assert not any(each in said for name, seat in SEATS.items() for each in (str(secret.id(name)), seat))
    assert not any(word in caplog.text + "".join(capfd.readouterr()) for word in WORDS.values())
    content = file.read_bytes()
    for _, key, *_ in rows(secret):
        page = content.index(key.encode()) // 4096 * 4096
        around = content[page : page + 4096]
        assert not any(str(secret.id(name)).encode() in around for name in EVERYONE)


def everything(room: Room) -> Iterator[tuple[str, str]]:
    """Every row of every table, with the table's name."""
    with room.database.engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        for table in tables:
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                yield table, str(tuple(row))


def test_what_the_database_complains_about_does_not_tell_what_was_voted(secret: Room) -> None:
    with pytest.raises(Exception, match="hide") as caught, secret.database.writing() as session:
        session.execute(text("INSERT INTO papers VALUES (1, 'k', 'others', NULL, '1', :mark)"), {"mark": "against"})
    assert "against" not in str(caught.value)


# What everyone is told before


def said(room: Room) -> list[str]:
    """What the vote warns of, as a person reads it."""
    cautions = room.of("question")[0]["cautions"]
    return [each["say"] % each["facts"] if each["facts"] else each["say"] for each in cautions]


def test_it_says_plainly_whom_one_trusts(secret: Room) -> None:
    assert said(secret) == [
        "This vote is secret: nobody in the group learns who chose what, now or later. "
        "Whoever operates the server is trusted with secret votes in this version."
    ]


def test_it_warns_where_a_half_is_too_small_to_hide_a_vote(opened: Room) -> None:
    quickly(opened, "Otto", "presence.check_out")
    quickly(opened, "Clara", "vote.open", title="Shall we?", method="secret")
    assert said(opened)[1:2] == [
        "Of the others, 2 can vote. That is too few to hide a vote: the result by half may show who chose what."
    ]


def test_a_rule_that_looks_at_groups_has_the_group_on_the_paper_and_a_warning(opened: Room) -> None:
    each_group = {"scope": "each_group", "choice": "for", "measure": "heads", "base": "cast", "more_than": "1/2"}
    rules: dict[str, Any] = {
        "rule": "custom",
        "custom": {"weighting": "equal", "tests": [each_group]},
        "definition": "no_objection",
        "speech_limit": 60,
        "board": "at_close",
        "cosponsors": 0,
        "method": "secret",
    }
    quickly(opened, "Clara", "group.set_rules", **rules)
    opened.do("Clara", "vote.open", title="Shall we?")
    assert opened.of("question")[0]["method"] == "secret"
    assert "The rule counts destination apart, and 1 of them can vote." in said(opened)[2]
    vote(opened, "ffaffa")
    record = opened.close_vote()
    with opened.database.reading() as session:
        case = as_case(session, session.get_one(Question, record["id"]))
    assert {each["group"] for each in case["ballots"]} == {"origin", "destination", "migrants", "civil"}
    assert decided(case)[0].json() == {"id": "question-1", **record["result"]}
