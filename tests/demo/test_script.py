"""The script of the demo, played in time of its own: what it does, and what it leaves to people."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

import deliberate.commands.all  # noqa: F401 - fills the table of commands
from deliberate import doctor
from deliberate.commands.execute import Door
from deliberate.config import from_environment
from deliberate.demo import answers, group, script
from deliberate.demo.scene import THEME, Scene
from deliberate.demo.step import Step
from deliberate.demo.watch import Watch
from deliberate.domain.refusals import Refusal
from deliberate.store.journal import Entry
from deliberate.upkeep import migrate
from tests.databases import opened

BEGIN = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SECRET = b"of the tests, long enough as such"


class Director(script.Director):
    """Keeps what was refused."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.complaints: list[Step] = []

    def refused(self, step: Step, now: datetime) -> None:
        super().refused(step, now)
        self.complaints.append(step)


class Stage:
    """The demo group on a database, a clock that the test turns, and everything that happens."""

    def __init__(self, file: Path, seed: int = script.SEED) -> None:
        self.database = opened(file)
        migrate(self.database)
        self.entries: list[Entry] = []
        self.door = Door(self.database, SECRET, lambda _, entries, __: self.entries.extend(entries))
        self.now = BEGIN
        self.people = group.found(self.door, self.now)
        self.entries.clear()
        self.watch = Watch(self.database, group.SLUG)
        self.director = Director(Random(seed))

    def run(self, until: Callable[[], bool], at_most: timedelta = timedelta(hours=2)) -> None:
        """Play until something is so."""
        end = self.now + at_most
        while not until():
            assert self.now < end, "it did not come to that"
            self.turn()

    def run_for(self, seconds: float) -> list[Entry]:
        """Play for a while; what happened."""
        before, end = len(self.entries), self.now + timedelta(seconds=seconds)
        while self.now < end:
            self.turn()
        return self.entries[before:]

    def turn(self) -> None:
        self.now += timedelta(seconds=script.turn(self.door, self.watch, self.director, self.now))

    def by_hand(self, part: str, command: str, /, **data: Any) -> None:
        """Somebody does something themselves."""
        key = f"{self.now.isoformat()} {command}"
        self.door.execute(command, data, group=group.SLUG, actor=self.people[part], key=key, now=self.now)

    @property
    def room(self) -> Scene:
        return self.watch.look(self.now)

    def happened(self, name: str) -> int:
        return sum(1 for entry in self.entries if entry.event == name)

    def seat(self, part: str) -> str:
        return next(id_ for id_, seat in self.room.seats.items() if seat["holder"] == self.people[part])


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("demo") / "founded.db"
    Stage(file).database.engine.dispose()
    return file


@pytest.fixture
def stage(founded: Path, tmp_path: Path) -> Iterator[Stage]:
    """The demo as it is when it starts."""
    made = Stage(shutil.copyfile(founded, tmp_path / "site.db"))
    yield made
    made.database.engine.dispose()


@pytest.fixture(scope="module")
def played(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The demo after one session, with the next one open."""
    made = Stage(shutil.copyfile(founded, tmp_path_factory.mktemp("played") / "site.db"))
    made.run(lambda: made.happened("sitting.opened") == 1)
    yield made
    made.database.engine.dispose()


EVERYTHING = {
    "agenda.added",
    "agenda.taken_up",
    "amendment.cosponsored",
    "amendment.tabled",
    "call.closed",
    "call.opened",
    "floor.asked",
    "floor.ended",
    "floor.extended",
    "floor.given",
    "floor.paused",
    "floor.resumed",
    "floor.withdrawn",
    "bracket.resolved",
    "paragraph.edited",
    "position.taken",
    "seat.checked_in",
    "seat.checked_out",
    "sitting.closed",
    "sitting.opened",
    "sitting.scheduled",
    "statement.imported",
    "statement.marked_checked",
    "statement.stage_set",
    "vote.cast",
    "vote.closed",
    "vote.opened",
}


def test_everything_that_makes_a_session_happens(played: Stage) -> None:
    assert set(Counter(entry.event for entry in played.entries)) >= EVERYTHING


def test_positions_differ_and_have_reasons(played: Stage) -> None:
    taken = (entry.changes for entry in played.entries if entry.event == "position.taken")
    positions = [record for changes in taken for key, record, _, _ in changes if key.startswith("position/")]
    stances = Counter(each["stance"] for each in positions)
    assert stances["support"] > len(positions) / 2
    assert stances["object"]
    assert stances["reservation"]
    assert all(each["reason"] for each in positions if each["stance"] != "support")


def test_some_votes_pass_and_some_fail(played: Stage) -> None:
    assert {each["outcome"] for each in played.room.of("question", kind="vote", state="closed")} == {
        "adopted",
        "rejected",
    }


def test_paragraphs_are_agreed_and_the_whole_is_adopted_and_checked(played: Stage) -> None:
    first = played.room.statements[0]
    assert (first["stage"], first["checked"]) == ("adopted", True)
    whole = played.room.last_about("statement", first["id"])
    assert whole
    assert whole["outcome"] == ("consensus" if whole["kind"] == "call" else "adopted")
    calls = played.room.of("question", kind="call", outcome="consensus")
    assert {call["about"]["type"] for call in calls} >= {"paragraph", "amendment"}


def test_the_next_sitting_has_a_statement_of_its_own(played: Stage) -> None:
    assert [each["state"] for each in played.room.of("sitting")] == ["closed", "open"]
    first, second = played.room.statements
    assert second["title"] == f"{first['title']} (second session)"
    assert second["theme"] == first["theme"] == THEME
    assert second["stage"] == "drafting"


def test_hardly_anything_is_refused(played: Stage) -> None:
    assert len(played.director.complaints) < len(played.entries) / 50


def test_the_room_is_never_silent_for_long(played: Stage) -> None:
    breaks = {"sitting.scheduled"}
    for before, after in zip(played.entries, played.entries[1:], strict=False):
        assert after.event in breaks or after.at - before.at < timedelta(seconds=15)


def test_the_script_does_not_take_itself_for_a_person(played: Stage) -> None:
    assert not played.room.held.by_hand


def test_the_doctor_finds_nothing(played: Stage, tmp_path: Path) -> None:
    here = played.database.engine.url.render_as_string()
    config = from_environment({"DELIBERATE_VAR": str(tmp_path), "DELIBERATE_DATABASE_URL": here})
    assert doctor.examine(config, played.database) == []


def test_the_same_chance_plays_the_same_session(founded: Path, tmp_path: Path) -> None:
    stages = [Stage(shutil.copyfile(founded, tmp_path / f"{name}.db"), seed=7) for name in ("one", "other")]
    told = [[(each.at, each.event, each.actor, each.facts) for each in stage.run_for(150)] for stage in stages]
    assert told[0] == told[1]
    for stage in stages:
        stage.database.engine.dispose()


def test_a_chair_who_plays_by_hand_conducts_alone(stage: Stage) -> None:
    chair = stage.people["chair"]
    stage.run_for(20)
    for command in ("floor.close_list", "floor.open_list"):
        stage.by_hand("chair", command)
        happened = stage.run_for(150)
        assert len(happened) > 5, "the members go on"
        assert chair not in {entry.actor for entry in happened}
    assert chair in {entry.actor for entry in stage.run_for(60)}


def test_members_answer_a_chair_who_plays_by_hand(stage: Stage) -> None:
    stage.run_for(5)
    stage.by_hand("chair", "call.open", title="Shall we sit until seven?")
    happened = stage.run_for(40)
    assert {entry.event for entry in happened} == {"position.taken"}
    stage.by_hand("chair", "call.close", question=stage.room.of("question")[0]["id"])
    stage.by_hand("chair", "vote.open", title="Shall we sit until eight?")
    voted = {entry.actor for entry in stage.run_for(40)}
    assert voted == set(stage.room.attending.values())


def test_a_member_who_plays_by_hand_is_left_alone_and_has_the_floor_to_the_end(stage: Stage) -> None:
    stage.run_for(5)
    stage.by_hand("government", "floor.ask", note="A word of my own")
    me, others = stage.people["government"], set(stage.people.values()) - {stage.people["government"]}
    stage.run(lambda: bool(stage.room.speech and stage.room.speech["person"] == me))
    given = stage.now
    stage.run(lambda: stage.happened("floor.extended") > 0 and stage.room.speech is not None)
    assert stage.now - given >= timedelta(seconds=stage.room.settings["speech_limit"] - 2)
    stage.by_hand("government", "floor.end")
    mine = [entry for entry in stage.entries if entry.actor == me]
    assert [entry.event for entry in mine] == ["floor.asked", "floor.ended"]
    assert others & {entry.actor for entry in stage.entries}


def test_the_chair_waits_a_minute_for_the_ballot_of_somebody_who_plays_by_hand(stage: Stage) -> None:
    stage.by_hand("chair", "vote.open", title="Shall we sit until seven?")
    stage.by_hand("chair", "presence.check_out", seat=stage.seat("migrants"))
    stage.by_hand("chair", "presence.check_in", seat=stage.seat("migrants"))
    stage.watch = Watch(stage.database, group.SLUG)  # what was before it began to look is nobody's hand
    opened = stage.now
    assert stage.room.question
    stage.now += timedelta(seconds=1)
    stage.by_hand("migrants", "floor.ask", kind="point_of_order", note="Which rule?")
    stage.run(lambda: stage.happened("vote.closed") == 1)
    assert timedelta(seconds=60) <= stage.now - opened < timedelta(seconds=75)
    assert stage.seat("migrants") not in {each["seat"] for each in stage.room.of("ballot")}
    assert len(stage.room.of("ballot")) == len(stage.room.attending) - 1


def test_an_amendment_by_hand_is_joined_and_put_like_any_other(stage: Stage) -> None:
    statement, first = stage.room.statement, stage.room.paragraphs[2]
    assert statement
    stage.by_hand("chair", "statement.set_stage", statement=statement["id"], stage="negotiation")
    stage.watch = Watch(stage.database, group.SLUG)
    assert stage.room.stage == "negotiation"
    stage.now += timedelta(seconds=1)
    text = first["text"].replace("weeks", "months")
    stage.by_hand("others", "amendment.table", kind="replace", paragraph=first["id"], text=text, revision=1)
    mine = {"type": "amendment", "id": stage.room.amendments[0]["id"]}
    stage.run(lambda: bool(stage.room.of("question", about=mine, state="closed")))
    assert len(stage.room.amendments[0]["sponsors"]) > 1


def test_a_statement_that_is_rejected_is_followed_by_another(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(answers.CONTESTED, "statement", 1.0)
    monkeypatch.setitem(answers.DIVIDED, "statement", 1.0)
    monkeypatch.setattr(answers, "UNWILLING", (0, 1, 0))
    statement = stage.room.statement
    assert statement
    _clean(stage)
    stage.by_hand("chair", "statement.set_stage", statement=statement["id"], stage="negotiation")
    monkeypatch.setattr("deliberate.demo.drafters.AMENDMENTS", ())
    stage.watch = Watch(stage.database, group.SLUG)
    stage.run(lambda: stage.happened("sitting.closed") == 1)
    put = stage.room.last_about("statement", statement["id"])
    assert put
    assert (put["kind"], put["outcome"]) == ("vote", "rejected")
    stage.run(lambda: stage.happened("statement.imported") == 1)


def _clean(stage: Stage) -> None:
    for paragraph in stage.room.paragraphs:
        text = paragraph["text"].replace("[", "").replace("]", "")
        if text != paragraph["text"]:
            stage.by_hand("rapporteur", "paragraph.edit", paragraph=paragraph["id"], text=text, revision=1)
            stage.now += timedelta(seconds=1)


def test_who_was_refused_something_does_not_try_it_again_at_once(stage: Stage) -> None:
    step = stage.director.next(stage.room)
    assert step
    stage.director.refused(step, stage.now)
    other = stage.director.next(stage.room)
    assert other is None or (other.actor, other.command) != (step.actor, step.command)


def test_what_is_refused_is_taken_calmly(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def shut(*_: object, **__: object) -> None:
        raise Refusal("not_allowed", "Somebody was quicker.")

    monkeypatch.setattr(stage.door, "execute", shut)
    assert script.turn(stage.door, stage.watch, stage.director, stage.now) == script.IDLE_SECONDS
    assert len(stage.director.complaints) == 1


def test_who_takes_over_in_the_middle_of_a_scripted_speech_is_not_held_to_it(stage: Stage) -> None:
    government = stage.people["government"]
    stage.run(lambda: bool(stage.room.speech and stage.room.speech["person"] == government))
    stage.by_hand("government", "floor.ask", note="Now in my own words")
    given = stage.now
    stage.run(lambda: stage.happened("floor.given") > 0 and stage.entries[-1].event == "floor.ended")
    assert stage.now - given < timedelta(seconds=40)
    assert stage.entries[-1].actor == stage.people["chair"]
