"""Consensus: positions, both definitions, and the silence procedure with its exact expiry."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from deliberate.domain.consensus import Definition, Found, Position, Stance, result
from deliberate.domain.refusals import Refusal
from deliberate.domain.silence import Kind, Message, Round, State

PROCEDURE = Path(__file__).parents[3] / "shared" / "cases" / "procedure.json"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EXPIRY = START + timedelta(hours=72)
INSTANT = timedelta(microseconds=1)


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


SUPPORT = Position("G-1", Stance.SUPPORT)
RESERVATION = Position("G-2", Stance.RESERVATION, "As far as our law allows.")
ASIDE = Position("O-1", Stance.STAND_ASIDE)
OBJECTION = Position("O-2", Stance.OBJECT, "Paragraph 12 leaves out\n the returnees.")


class TestPositions:
    @pytest.mark.parametrize("reason", [None, "", "  \n"])
    def test_an_objection_needs_a_reason(self, reason: str | None) -> None:
        with refused("no_reason"):
            Position("O-2", Stance.OBJECT, reason)

    def test_nothing_else_does(self) -> None:
        for stance in (Stance.SUPPORT, Stance.RESERVATION, Stance.STAND_ASIDE):
            assert Position("O-2", stance).reason is None

    def test_a_stance_may_be_named_and_must_be_known(self) -> None:
        assert Position("O-2", "support") == Position("O-2", Stance.SUPPORT)  # type: ignore[arg-type]
        with refused("unknown_value"):
            Position("O-2", "against")  # type: ignore[arg-type]

    def test_a_seat_has_one(self) -> None:
        with refused("second_position"):
            result("no_objection", [SUPPORT, Position("G-1", Stance.STAND_ASIDE)])


class TestNoObjection:
    @pytest.mark.parametrize("positions", [[], [SUPPORT], [RESERVATION, ASIDE], [SUPPORT, RESERVATION, ASIDE]])
    def test_there_is_consensus_when_no_seat_objects(self, positions: list[Position]) -> None:
        assert result(Definition.NO_OBJECTION, positions).outcome is Found.CONSENSUS

    def test_one_objection_is_enough_to_prevent_it(self) -> None:
        found = result("no_objection", [SUPPORT, RESERVATION, ASIDE, OBJECTION])
        assert found.outcome is Found.NO_CONSENSUS
        assert [str(sentence) for sentence in found.explanation()] == [
            "No consensus: seats that object: 1.",
            "O-2 objects: Paragraph 12 leaves out\n the returnees.",
            "O-1 stands aside.",
            "G-2 joins with a reservation: As far as our law allows.",
        ]

    def test_the_count_itself_declares_it(self) -> None:
        with refused("not_declared"):
            result("no_objection", [OBJECTION], "consensus", "Nobody important.")

    def test_silence_is_no_objection(self) -> None:
        found = result("no_objection", [])
        assert [str(sentence) for sentence in found.explanation()] == ["Consensus: no seat objects."]


class TestNoSustainedOpposition:
    @pytest.mark.parametrize("outcome", list(Found))
    def test_the_chair_declares_it_with_reasons_whatever_the_numbers(self, outcome: Found) -> None:
        found = result("no_sustained_opposition", [SUPPORT, OBJECTION], outcome, "One seat, on a detail.")
        assert found.outcome is outcome
        assert found.taken(Stance.OBJECT) == (OBJECTION,)
        assert found.json()["reasons"] == "One seat, on a detail."
        assert str(found.explanation()[0]).endswith("One seat, on a detail.")

    def test_it_is_declared(self) -> None:
        with refused("declaration_missing"):
            result("no_sustained_opposition", [], reasons="All agree.")

    @pytest.mark.parametrize("reasons", [None, "", " "])
    def test_it_is_declared_with_reasons(self, reasons: str | None) -> None:
        with refused("no_reason"):
            result("no_sustained_opposition", [], "consensus", reasons)

    def test_unknown_words_are_refused(self) -> None:
        with refused("unknown_value"):
            result("unanimity", [])
        with refused("unknown_value"):
            result("no_sustained_opposition", [], "adopted", "All agree.")

    def test_the_record_keeps_every_position_verbatim(self) -> None:
        record = result("no_sustained_opposition", [SUPPORT, OBJECTION], "consensus", "Why.").json()
        assert record["stances"] == {"support": 1, "reservation": 0, "stand_aside": 0, "object": 1}
        assert record["positions"] == [
            {"seat": "G-1", "stance": "support", "reason": None},
            {"seat": "O-2", "stance": "object", "reason": "Paragraph 12 leaves out\n the returnees."},
        ]


def silence() -> Round:
    return Round.open("a" * 64, START, EXPIRY)


def message(kind: Kind, at: datetime) -> Message:
    return Message(kind, "O-3", "Not paragraph 4.", at)


class TestSilence:
    def test_it_lasts_at_least_72_hours(self) -> None:
        for expiry in (EXPIRY, EXPIRY + INSTANT):
            assert Round.open("a", START, expiry).state is State.RUNNING
        with refused("too_short") as caught:
            Round.open("a", START, EXPIRY - INSTANT)
        assert str(caught.value) == "Silence lasts at least 72 hours: until 2026-03-05T09:00:00Z or later."

    def test_the_rules_of_a_group_may_say_otherwise(self) -> None:
        day = timedelta(hours=24)
        assert Round.open("a", START, START + day, day).expires_at == START + day
        with refused("too_short"):
            Round.open("a", START, START + day - INSTANT, day)
        with refused("too_short"):
            Round.open("a", START, START, timedelta(0))

    @pytest.mark.parametrize("kind", [Kind.OBJECTION, Kind.AMENDMENT])
    def test_an_objection_or_an_amendment_before_the_expiry_breaks_it(self, kind: Kind) -> None:
        last = EXPIRY - INSTANT
        broken = silence().receive(message(kind, last))
        assert (broken.state, broken.ended_at) == (State.BROKEN, last)
        assert str(broken.in_words()[0]) == f"Round 1: O-3 broke the silence with an {kind}: Not paragraph 4."
        assert not broken.due(EXPIRY)

    @pytest.mark.parametrize("late", [timedelta(0), INSTANT, timedelta(days=2)])
    @pytest.mark.parametrize("kind", list(Kind))
    def test_at_the_expiry_or_later_it_is_refused_with_the_time(self, kind: Kind, late: timedelta) -> None:
        with refused("too_late") as caught:
            silence().receive(message(kind, EXPIRY + late))
        assert caught.value.facts["expiry"] == "2026-03-05T09:00:00Z"
        assert str(caught.value.facts["received"]).startswith("2026-03-0")

    @pytest.mark.parametrize("kind", [Kind.RESERVATION, Kind.STATEMENT])
    def test_a_reservation_or_statement_is_attached_without_breaking_it(self, kind: Kind) -> None:
        sent = message(kind, START)
        adopted = silence().receive(sent).adopt(EXPIRY)
        assert (adopted.state, adopted.attached) == (State.ADOPTED, (sent,))
        assert str(adopted.in_words()[1]) == "O-3 puts on record: Not paragraph 4."

    def test_it_is_adopted_at_the_expiry_and_not_before(self) -> None:
        with refused("not_yet"):
            silence().adopt(EXPIRY - INSTANT)
        assert not silence().due(EXPIRY - INSTANT)
        assert silence().due(EXPIRY)
        assert silence().adopt(EXPIRY).ended_at == EXPIRY

    def test_it_is_adopted_as_of_the_expiry_even_when_that_is_noticed_later(self) -> None:
        assert silence().adopt(EXPIRY + timedelta(days=3)).ended_at == EXPIRY

    def test_it_is_adopted_exactly_once(self) -> None:
        adopted = silence().adopt(EXPIRY)
        assert not adopted.due(EXPIRY + INSTANT)
        with refused("ended"):
            adopted.adopt(EXPIRY + INSTANT)

    def test_what_was_received_in_time_is_dealt_with_first_and_then_nothing_is_adopted(self) -> None:
        broken = silence().receive(message(Kind.OBJECTION, EXPIRY - INSTANT))
        with refused("ended"):
            broken.adopt(EXPIRY)

    def test_a_round_that_has_ended_takes_nothing_more(self) -> None:
        broken = silence().receive(message(Kind.OBJECTION, START))
        for ended in (broken, silence().adopt(EXPIRY)):
            with refused("ended"):
                ended.receive(message(Kind.STATEMENT, START + INSTANT))

    def test_a_broken_text_may_be_put_under_silence_again(self) -> None:
        broken = silence().receive(message(Kind.AMENDMENT, START))
        again = broken.again("b" * 64, EXPIRY, EXPIRY + timedelta(hours=72))
        assert (again.number, again.state, again.text_hash) == (2, State.RUNNING, "b" * 64)
        for other in (silence(), silence().adopt(EXPIRY)):
            with refused("not_broken"):
                other.again("b" * 64, EXPIRY, EXPIRY + timedelta(hours=72))

    def test_times_carry_their_zone(self) -> None:
        with refused("no_zone"):
            Round.open("a", datetime(2026, 3, 2, 9, 0), EXPIRY)  # noqa: DTZ001 - a time without zone is the point
        with refused("no_zone"):
            silence().receive(message(Kind.OBJECTION, datetime(2026, 3, 2, 9, 0)))  # noqa: DTZ001

    def test_the_expiry_is_one_moment_in_every_zone(self) -> None:
        manila = timezone(timedelta(hours=8))
        assert silence().due(EXPIRY.astimezone(manila))
        with refused("too_late"):
            silence().receive(message(Kind.OBJECTION, EXPIRY.astimezone(manila)))

    def test_a_message_says_something_of_a_known_kind(self) -> None:
        with refused("no_reason"):
            Message(Kind.OBJECTION, "O-3", " ", START)
        with refused("unknown_value"):
            Message("veto", "O-3", "No.", START)  # type: ignore[arg-type]

    def test_everyone_is_told_until_when(self) -> None:
        assert [str(each) for each in silence().in_words()] == ["Round 1: under silence until 2026-03-05T09:00:00Z."]
        adopted = silence().adopt(EXPIRY).in_words()
        assert str(adopted[0]) == "Round 1: adopted at 2026-03-05T09:00:00Z, for nobody broke the silence."


def recorded(kind: str) -> list[Any]:
    """The rules of procedure of one kind, or one skipped parameter where the collection is not at hand."""
    if not PROCEDURE.exists():
        return [pytest.param({}, marks=pytest.mark.skip(reason=f"{PROCEDURE.name} is not here"))]
    cases = json.loads(PROCEDURE.read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["id"]) for case in cases if case["rule"]["type"] == kind]


KINDS = {"objection": Kind.OBJECTION, "amendment": Kind.AMENDMENT, "interpretative_statement": Kind.STATEMENT}


@pytest.mark.parametrize("case", recorded("silence"))
def test_a_recorded_silence_ends_as_recorded(case: dict[str, Any]) -> None:
    if "rounds" in case["input"]:
        assert [_held(each) for each in case["input"]["rounds"]] == case["expected"]["rounds"]
        return
    expiry = START + timedelta(minutes=case["input"]["deadline_min"])
    minimum = timedelta(minutes=case["rule"]["params"]["min_minutes"])
    if case["expected"]["outcome"] == "invalid_period":
        with refused("too_short"):
            Round.open("a", START, expiry, minimum)
        return
    current = Round.open("a", START, expiry, minimum)
    for event in case["input"]["events"]:
        sent = message(KINDS.get(event["type"], Kind.STATEMENT), START + timedelta(minutes=event["at_min"]))
        if sent.received_at >= expiry:
            with refused("too_late"):
                current.receive(sent)
        else:
            current = current.receive(sent)
    if current.due(expiry):
        current = current.adopt(expiry)
    assert current.state == case["expected"]["outcome"]


def _held(given: dict[str, Any]) -> str:
    """Whether a round of days held or was broken, under a minimum of its own."""
    opened, expiry = (datetime.fromisoformat(given[name]).replace(tzinfo=UTC) for name in ("circulated", "deadline"))
    current = Round.open("a", opened, expiry, timedelta(days=1))
    if given["broken"]:
        current = current.receive(message(Kind.OBJECTION, opened + timedelta(hours=1)))
    return "held" if current.due(expiry) else "broken"


@pytest.mark.parametrize("case", recorded("consensus"))
def test_a_recorded_consensus_is_found_as_recorded(case: dict[str, Any]) -> None:
    given, agreed = case["input"], "no_" not in case["expected"]["outcome"]
    if "present_objections" in given:
        positions = [Position(str(n), Stance.OBJECT, "No.") for n in range(given["present_objections"])]
        found = result("no_objection", positions)
    else:
        found = result("no_sustained_opposition", [OBJECTION], "consensus" if agreed else "no_consensus", "As found.")
    assert (found.outcome is Found.CONSENSUS) is agreed
