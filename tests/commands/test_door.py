"""The one door: each command once, whole or not at all, in one order; many at a time, and through every fault."""

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from deliberate.commands.clerk import TRIES
from deliberate.commands.desk import Desk
from deliberate.commands.execute import KEY_CHARACTERS, Door
from deliberate.domain.refusals import Refusal
from deliberate.journal.snapshot import entries_after
from deliberate.store.journal import Receipt
from deliberate.store.statements import Statement
from tests.cast import GROUP, Room
from tests.commands.looking import first, quickly
from tests.commands.together import Handler, dense, give, held, together, wait_until


def refusal(room: Room, actor: str | None, name: str, data: object = None, **more: Any) -> Refusal:
    """How a command is refused, with nothing written."""
    before = len(room.entries())
    with pytest.raises(Refusal) as caught:
        give(room, actor, name, data, **{"key": "k", **more})
    assert len(room.entries()) == before
    return caught.value


@pytest.fixture
def commits(opened: Room) -> list[int]:
    """Grows with each transaction that is stored."""
    counted: list[int] = []
    event.listen(opened.database.engine, "commit", lambda _: counted.append(1))
    return counted


def receipts(room: Room) -> list[Receipt]:
    """Every receipt kept."""
    with room.database.reading() as session:
        return list(session.scalars(select(Receipt).order_by(Receipt.id)))


# The receipt, and the key


def test_a_receipt_says_what_was_made_and_the_number_of_the_last_entry(opened: Room) -> None:
    receipt = give(opened, "Gita", "floor.ask", key="once")
    assert receipt == {"ok": True, "seq": len(opened.entries()), "made": {"request": first(opened, "request")}}


def test_the_same_key_and_body_is_done_once_and_gets_the_first_receipt(opened: Room) -> None:
    receipt = give(opened, "Gita", "floor.ask", {"note": "On harbours", "kind": "reply"}, key="once")
    before = len(opened.entries())
    give(opened, "Olga", "floor.ask", key="another")
    assert give(opened, "Gita", "floor.ask", {"kind": "reply", "note": "On harbours"}, key="once") == receipt
    assert len(opened.entries()) == before + 1
    assert [each["seat"] for each in opened.of("request")] == ["G-1", "O-1"]


def test_a_receipt_is_given_again_although_the_command_would_now_be_refused(opened: Room) -> None:
    receipt = give(opened, "Gita", "floor.ask", key="once")
    quickly(opened, "Clara", "sitting.close")
    assert give(opened, "Gita", "floor.ask", key="once") == receipt


@pytest.mark.parametrize(
    ("name", "data"), [("floor.ask", {"note": "Other"}), ("floor.ask", {"kind": "reply"}), ("presence.check_out", {})]
)
def test_the_same_key_for_something_else_is_refused(opened: Room, name: str, data: dict[str, Any]) -> None:
    give(opened, "Gita", "floor.ask", {}, key="once")
    found = refusal(opened, "Gita", name, data, key="once")
    assert (found.code, str(found)) == (
        "key_reused",
        "This key was used for something else. Send it again with a new key.",
    )


def test_a_key_belongs_to_an_actor_and_a_group(opened: Room) -> None:
    give(opened, "Gita", "floor.ask", {}, key="once")
    give(opened, "Olga", "floor.ask", {"note": "Mine"}, key="once")
    opened.do_site("Ada", "group.create", slug="other", title="Other group", mandate="")
    give(opened, "Ada", "statement.create", {"title": "One"}, key="same")
    give(opened, "Ada", "statement.create", {"title": "Two"}, key="same", group="other")
    give(opened, "Ada", "group.create", {"slug": "third", "title": "Three", "mandate": ""}, key="same", group=None)
    assert [each["seat"] for each in opened.of("request")] == ["G-1", "O-1"]


def test_refusals_are_not_remembered(opened: Room) -> None:
    quickly(opened, "Gita", "presence.check_out")
    assert refusal(opened, "Gita", "floor.ask", key="once").code == "not_present"
    quickly(opened, "Gita", "presence.check_in")
    give(opened, "Gita", "floor.ask", key="once")
    assert [each["seat"] for each in opened.of("request")] == ["G-1"]


@pytest.mark.parametrize("key", ["", "k" * (KEY_CHARACTERS + 1)])
def test_a_command_without_a_key_of_its_own_is_refused(opened: Room, key: str) -> None:
    found = refusal(opened, "Gita", "floor.ask", key=key)
    assert (found.code, str(found)) == (
        "key_missing",
        "Every command carries a key of its own, of 1 to 100 characters.",
    )
    give(opened, "Gita", "floor.ask", key="🗝" * KEY_CHARACTERS)


def test_a_secret_is_told_once_and_stands_in_no_receipt_and_no_entry(opened: Room) -> None:
    data = {"person": opened.id("Gita")}
    told = give(opened, "Sam", "people.link", data, key="once")["made"]["link"]
    assert "link" not in give(opened, "Sam", "people.link", data, key="once")["made"]
    secret = told.rsplit("/", 1)[-1]
    assert secret not in str([receipt.answer for receipt in receipts(opened)])
    assert secret not in str([(entry.facts, entry.changes) for entry in opened.entries()])


def test_a_receipt_keeps_no_body_only_a_keyed_digest(opened: Room) -> None:
    give(opened, "Gita", "floor.ask", {"note": "On harbours"}, key="once")
    kept = receipts(opened)[-1]
    assert "harbours" not in str((kept.answer, kept.digest))
    other = Door(opened.database, b"another secret", lambda *_: None)
    with pytest.raises(Refusal) as caught:
        other.execute(
            "floor.ask", {"note": "On harbours"}, group=GROUP, actor=opened.id("Gita"), key="once", now=opened.now
        )
    assert caught.value.code == "key_reused"


# What is no command


@pytest.mark.parametrize("name", ["", "floor", "floor.sing", "Floor.ask", "floor.ask ", "__class__", "x" * 5_000])
def test_there_are_no_commands_but_those_in_the_table(opened: Room, name: str) -> None:
    found = refusal(opened, "Gita", name)
    assert found.code == "unknown_command"
    assert len(str(found)) < 200


def test_a_command_of_the_site_is_none_of_a_group_and_the_other_way_round(opened: Room) -> None:
    data = {"slug": "other", "title": "Other group", "mandate": ""}
    assert refusal(opened, "Ada", "group.create", data).code == "unknown_command"
    assert refusal(opened, "Gita", "floor.ask", group=None).code == "unknown_command"


@pytest.mark.parametrize("group", ["site", "nowhere", "", "HARBOUR", "x" * 5_000])
def test_a_group_that_is_not_there_takes_no_commands(opened: Room, group: str) -> None:
    found = refusal(opened, "Ada", "statement.create", {"title": "One"}, group=group)
    assert (found.code, str(found)) == ("not_found", "There is no such group.")


def test_somebody_unknown_or_not_signed_in_gives_no_commands(opened: Room) -> None:
    assert refusal(opened, None, "floor.ask").code == "not_signed_in"
    opened.people["Nobody"] = "p-nobody"
    assert refusal(opened, "Nobody", "floor.ask").code == "not_allowed"
    opened.do_site("Ada", "account.revoke", person=opened.id("Gita"))
    assert refusal(opened, "Gita", "floor.ask").code == "not_allowed"


# What is no data


@pytest.mark.parametrize("data", [[], "x", 7, True, [{"note": "x"}], 1.5])
def test_data_is_an_object(opened: Room, data: object) -> None:
    assert refusal(opened, "Gita", "floor.ask", data).code == "bad_data"


def test_an_unknown_field_is_refused_by_name(opened: Room) -> None:
    found = refusal(opened, "Gita", "floor.ask", {"note": "x", "seat": "O-1"})
    assert (found.code, str(found)) == ("bad_data", "Please correct: seat: Unknown field.")


@pytest.mark.parametrize("wrong", ["1", 1.0, 1.5, True, None, [1], {"id": 1}, 0, -1, 2**53, 10**400])
def test_an_id_is_a_whole_number_and_nothing_that_looks_like_one(opened: Room, wrong: object) -> None:
    assert refusal(opened, "Clara", "floor.withdraw", {"request": wrong}).code == "bad_data"


def test_all_that_is_wrong_is_named_at_once(opened: Room) -> None:
    found = str(refusal(opened, "Remi", "statement.update", {"statement": "1", "theme": 7}))
    assert all(name in found for name in ("statement: ", "title: ", "theme: "))


@pytest.mark.parametrize(
    "data",
    [
        {f"field {number}": 1 for number in range(20_000)},
        {"x" * 500_000: 1},
        {"parts": [{"title": 7, "paragraphs": "none"}] * 5_000, "title": "T"},
    ],
    ids=["many fields", "a long name", "many mistakes"],
)
def test_a_refusal_stays_short_however_much_is_wrong(opened: Room, data: dict[str, Any]) -> None:
    found = refusal(opened, "Remi", "statement.import", data)
    assert found.code == "bad_data"
    assert len(str(found)) < 3_000


def nested(depth: int) -> Any:
    """A list in a list in a list."""
    made: Any = []
    for _ in range(depth):
        made = [made]
    return made


@pytest.mark.parametrize(
    "custom",
    [nested(900), nested(5_000), 10**400, float("nan"), "\ud800", {"\ud800": 1}, {"a": "\udfff"}, "x" * 10**6],
    ids=["deep", "deeper", "huge", "no number", "half a character", "half a name", "half a value", "long"],
)
def test_data_that_no_rule_could_be_is_refused_however_it_is_made(opened: Room, custom: object) -> None:
    rules = {"rule": "custom", "definition": "no_objection", "speech_limit": 60, "board": "live", "cosponsors": 0}
    found = refusal(opened, "Clara", "group.set_rules", rules | {"custom": custom})
    assert len(str(found)) < 1_000
    assert found.code not in ("uncertain", "failed")


# Together


def test_commands_that_wait_at_the_same_moment_share_one_commit(opened: Room, commits: list[int]) -> None:
    names = ("Gita", "George", "Gus", "Olga", "Omar", "Otto")
    answers = together(opened, *((name, "floor.ask", {}) for name in names))
    assert len(commits) == 1
    assert [answer["seq"] for answer in answers] == list(range(answers[0]["seq"], answers[0]["seq"] + 6))
    assert [each["seat"] for each in opened.of("request")] == ["G-1", "G-2", "G-3", "O-1", "O-2", "O-3"]
    assert dense(opened)


def test_a_refused_command_between_two_good_ones_leaves_no_trace(opened: Room, commits: list[int]) -> None:
    good, bad, last = together(
        opened, ("Gita", "floor.ask", {}), ("Olga", "floor.end", {}), ("Otto", "floor.ask", {})
    )
    assert (good["ok"], bad.code, last["ok"]) == (True, "nobody_speaks", True)
    assert last["seq"] == good["seq"] + 1
    assert len(commits) == 1
    assert dense(opened)


def test_each_sees_what_those_before_it_did(opened: Room) -> None:
    asked, again, called = together(
        opened, ("Gita", "floor.ask", {}), ("Gita", "floor.ask", {}), ("Clara", "floor.call", {})
    )
    assert (again.code, called["seq"]) == ("already_waiting", asked["seq"] + 1)


def test_the_same_key_twice_at_the_same_moment_is_done_once(opened: Room) -> None:
    with ThreadPoolExecutor(2) as pool:
        with held(opened):
            futures = [pool.submit(give, opened, "Gita", "floor.ask", key="once") for _ in range(2)]
            wait_until(lambda: len(opened.door._clerk._waiting) == 2)
        first_answer, second_answer = (future.result() for future in futures)
    assert first_answer == second_answer
    assert len(opened.of("request")) == 1


def test_an_unexpected_fault_undoes_its_own_command_and_the_others_go_on(
    opened: Room, commits: list[int], temporary: Callable[[str, Handler], None]
) -> None:
    def fault(desk: Desk) -> None:
        desk.add(Statement(title="Half", theme="", note="", language="en", stage="drafting"))
        desk.record("half.done")
        raise ZeroDivisionError("a fault of ours")

    temporary("test.fault", fault)
    one, broken, other = together(
        opened, ("Gita", "floor.ask", {}), ("Olga", "test.fault", {}), ("Otto", "floor.ask", {})
    )
    assert isinstance(broken, ZeroDivisionError)
    assert other["seq"] == one["seq"] + 1
    assert opened.of("statement") == []
    assert "half.done" not in {entry.event for entry in opened.entries()}
    assert (len(commits), dense(opened)) == (1, True)


def test_a_row_that_the_database_does_not_take_undoes_its_own_command_alone(
    opened: Room, temporary: Callable[[str, Handler], None]
) -> None:
    def double(desk: Desk) -> None:
        for _ in range(2):
            desk.session.add(Receipt(journal_id=desk.journal.id, actor="p", key="k", digest="d", answer={}))
        desk.record("never.happened")

    temporary("test.double", double)
    one, broken, other = together(
        opened, ("Gita", "floor.ask", {}), ("Olga", "test.double", {}), ("Otto", "floor.ask", {})
    )
    assert isinstance(broken, IntegrityError)
    assert other["seq"] == one["seq"] + 1
    assert dense(opened)


def test_what_changed_in_an_undone_command_is_told_by_no_later_entry(
    opened: Room, temporary: Callable[[str, Handler], None]
) -> None:
    def fault(desk: Desk) -> None:
        desk.now_sitting().title = "Changed"
        desk.session.flush()
        raise ZeroDivisionError

    temporary("test.fault", fault)
    _, told = together(opened, ("Olga", "test.fault", {}), ("Gita", "floor.ask", {}))
    changed = [key for key, *_ in opened.entries()[-1].changes]
    assert told["ok"]
    assert not any(key.startswith("sitting/") for key in changed)
    assert opened.of("sitting")[0]["title"] == "First session"


def test_a_command_that_records_nothing_is_a_fault_of_ours_and_changes_nothing(
    opened: Room, temporary: Callable[[str, Handler], None]
) -> None:
    def silent(desk: Desk) -> None:
        desk.now_sitting().title = "Changed"

    temporary("test.silent", silent)
    with pytest.raises(RuntimeError, match="recorded nothing"):
        give(opened, "Gita", "test.silent", key="k")
    assert opened.of("sitting")[0]["title"] == "First session"


def test_commands_of_several_groups_wait_together_and_are_stored_apart(opened: Room, commits: list[int]) -> None:
    opened.do_site("Ada", "group.create", slug="other", title="Other group", mandate="")
    commits.clear()
    with ThreadPoolExecutor(2) as pool:
        with held(opened):
            here = pool.submit(give, opened, "Gita", "floor.ask", key="1")
            there = pool.submit(give, opened, "Ada", "statement.create", {"title": "One"}, key="2", group="other")
            wait_until(lambda: len(opened.door._clerk._waiting) == 2)
        assert (here.result()["ok"], there.result()["ok"]) == (True, True)
    assert len(commits) == 2


def test_fifty_at_once_leave_a_dense_journal_and_far_fewer_commits(opened: Room, commits: list[int]) -> None:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # so that threads meet where they would seldom meet
    try:
        with ThreadPoolExecutor(50) as pool:
            with held(opened):
                futures = [
                    pool.submit(give, opened, "Ada", "statement.create", {"title": f"S{number}"}, key=f"k{number}")
                    for number in range(50)
                ]
                wait_until(lambda: len(opened.door._clerk._waiting) >= 40)
            answers = [future.result() for future in futures]
    finally:
        sys.setswitchinterval(interval)
    assert len({answer["seq"] for answer in answers}) == 50
    assert dense(opened)
    assert len(commits) <= 11
    assert len(opened.of("statement")) == 50


# Telling


def test_what_happened_is_announced_after_it_is_stored_and_in_order(opened: Room) -> None:
    heard: list[int] = []

    def announce(journal: int, entries: list[Any], _: frozenset[str]) -> None:
        with opened.database.reading() as session:
            stored = {entry.seq for entry in entries_after(session, journal, 0, 10_000)}
        assert {entry.seq for entry in entries} <= stored
        heard.extend(entry.seq for entry in entries)

    opened.door = Door(opened.database, b"secret", announce)
    begun = len(opened.entries())
    with ThreadPoolExecutor(12) as pool:
        list(
            pool.map(
                lambda number: give(opened, "Ada", "statement.create", {"title": f"S{number}"}, key=f"k{number}"),
                range(30),
            )
        )
    assert heard == list(range(begun + 1, begun + 31))


def test_between_two_commands_everything_that_is_stored_has_been_announced(opened: Room) -> None:
    heard: list[int] = []
    seen: list[tuple[int, int]] = []
    begun = len(opened.entries())

    def announce(_: int, entries: list[Any], __: frozenset[str]) -> None:
        time.sleep(0.3)
        heard.extend(entry.seq for entry in entries)

    opened.door = Door(opened.database, b"secret", announce)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(give, opened, "Gita", "floor.ask", key="once")
        wait_until(lambda: len(opened.entries()) > begun)
        opened.door.between(lambda: seen.append((len(opened.entries()), heard[-1])))
        asked.result()
    assert seen == [(begun + 1, begun + 1)]


def test_a_refusal_and_a_repeated_receipt_announce_nothing(opened: Room) -> None:
    give(opened, "Gita", "floor.ask", key="once")
    opened.heard.clear()
    give(opened, "Gita", "floor.ask", key="once")
    refusal(opened, "Gita", "floor.ask", key="twice")
    assert opened.heard == []


def test_people_whose_rights_changed_are_named_to_the_announcer(opened: Room) -> None:
    opened.heard.clear()
    quickly(opened, "Sam", "seat.vacate", seat="G-2")
    assert [unsettled for _, _, unsettled in opened.heard] == [frozenset({opened.id("George")})]


def test_a_fault_in_telling_does_not_make_what_is_stored_unsaid(opened: Room) -> None:
    def broken(*_: Any) -> None:
        raise ConnectionError("nobody listens")

    opened.door = Door(opened.database, b"secret", broken)
    receipt = give(opened, "Gita", "floor.ask", key="once")
    assert receipt["seq"] == len(opened.entries())
    one, other = together(opened, ("Olga", "floor.ask", {}), ("Otto", "floor.ask", {}))
    assert (one["ok"], other["ok"]) == (True, True)


# Faults of the database


def broken_off() -> OperationalError:
    """What the database raises when it breaks off a transaction."""
    return OperationalError("SELECT 1", {}, Exception("could not serialize access"))


def test_a_transaction_that_is_broken_off_is_tried_again(
    opened: Room, temporary: Callable[[str, Handler], None]
) -> None:
    tries: list[int] = []

    def unlucky(desk: Desk) -> None:
        tries.append(1)
        desk.record("tried")
        if len(tries) < TRIES:
            raise broken_off()

    temporary("test.unlucky", unlucky)
    receipt = give(opened, "Gita", "test.unlucky", key="once")
    assert (len(tries), receipt["seq"]) == (TRIES, len(opened.entries()))
    assert [entry.event for entry in opened.entries()].count("tried") == 1
    assert dense(opened)


def test_after_the_last_try_the_caller_is_told_that_it_is_uncertain_and_may_ask_again(
    opened: Room, temporary: Callable[[str, Handler], None]
) -> None:
    tries: list[int] = []

    def unlucky(desk: Desk) -> None:
        tries.append(1)
        desk.record("tried")
        if len(tries) <= TRIES:
            raise broken_off()

    temporary("test.unlucky", unlucky)
    found = refusal(opened, "Gita", "test.unlucky", key="once")
    assert (found.code, str(found)) == (
        "uncertain",
        "The server could not store this. Ask again with the same key: it is done once at most.",
    )
    assert isinstance(found.__cause__, OperationalError)
    assert len(tries) == TRIES
    assert give(opened, "Gita", "test.unlucky", key="once")["ok"]


def test_one_that_breaks_every_transaction_takes_none_of_the_others_with_it(
    opened: Room, temporary: Callable[[str, Handler], None]
) -> None:
    def poison(desk: Desk) -> None:
        desk.record("poisoned")
        raise broken_off()

    temporary("test.poison", poison)
    one, broken, other, refused = together(
        opened,
        ("Gita", "floor.ask", {}),
        ("Olga", "test.poison", {}),
        ("Otto", "floor.ask", {}),
        ("Omar", "floor.end", {}),
    )
    assert (one["ok"], broken.code, other["ok"], refused.code) == (True, "uncertain", True, "nobody_speaks")
    assert [each["seat"] for each in opened.of("request")] == ["G-1", "O-3"]
    assert dense(opened)
    assert [entry.seq for _, entries, _ in opened.heard for entry in entries] == [one["seq"], other["seq"]]


def test_a_database_that_another_process_holds_makes_it_uncertain_and_the_same_key_does_it_later(opened: Room) -> None:
    event.listen(opened.database.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=20"))
    opened.database.engine.dispose()
    with opened.database.engine.connect().execution_options(writer=True) as other:
        other.execute(text("SELECT 1"))
        found = refusal(opened, "Gita", "floor.ask", key="once")
        assert found.code == "uncertain"
        assert "locked" in str(found.__cause__)
    receipt = give(opened, "Gita", "floor.ask", key="once")
    assert receipt["seq"] == len(opened.entries())


def test_what_a_failing_commit_did_not_store_is_acknowledged_to_nobody(opened: Room) -> None:
    failures = [broken_off() for _ in range(TRIES)]

    def fail(_: object) -> None:
        if failures:
            raise failures.pop()

    event.listen(opened.database.engine, "commit", fail)
    before = len(opened.entries())
    answers = together(opened, ("Gita", "floor.ask", {}), ("Olga", "floor.ask", {}), ("Omar", "floor.end", {}))
    assert [getattr(answer, "code", answer) for answer in answers] == ["uncertain", "uncertain", "nobody_speaks"]
    assert (len(opened.entries()), opened.heard) == (before, [])
    assert give(opened, "Gita", "floor.ask", key="floor.ask 0")["ok"]


class Stopped(BaseException):
    """Whoever does the work is stopped in the midst of it, as a greenlet is when a server goes down."""


def test_when_the_one_who_works_for_all_is_stopped_nobody_is_told_what_is_not_so(opened: Room) -> None:
    stops = [Stopped()]

    def stop(_: object) -> None:
        if stops:
            raise stops.pop()

    event.listen(opened.database.engine, "commit", stop)
    before = len(opened.entries())
    answers = together(opened, ("Gita", "floor.ask", {}), ("Olga", "floor.ask", {}), ("Otto", "floor.ask", {}))
    stopped = [answer for answer in answers if isinstance(answer, Stopped)]
    uncertain = [answer for answer in answers if isinstance(answer, Refusal)]
    assert (len(stopped), {found.code for found in uncertain}, len(uncertain)) == (1, {"uncertain"}, 2)
    assert len(opened.entries()) == before
    assert give(opened, "Gita", "floor.ask", key="floor.ask 0")["ok"]


def test_when_the_one_who_works_for_all_is_stopped_those_not_yet_worked_on_are_done_by_the_next(opened: Room) -> None:
    opened.do_site("Ada", "group.create", slug="other", title="Other group", mandate="")
    stops = [Stopped()]

    def stop(_: object) -> None:
        if stops:
            raise stops.pop()

    event.listen(opened.database.engine, "commit", stop)
    with ThreadPoolExecutor(3) as pool:
        with held(opened):
            here = [pool.submit(give, opened, name, "floor.ask", key="1") for name in ("Gita", "Olga")]
            wait_until(lambda: len(opened.door._clerk._waiting) == 2)
            there = pool.submit(give, opened, "Ada", "statement.create", {"title": "One"}, key="2", group="other")
            wait_until(lambda: len(opened.door._clerk._waiting) == 3)
        outcomes = [future.exception() for future in (*here, there)]
    assert sum(isinstance(each, Stopped) for each in outcomes) == 1
    if not isinstance(outcomes[2], Stopped):
        assert there.result()["ok"]
