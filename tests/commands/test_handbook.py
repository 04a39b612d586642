"""`deliberate commands`: who may do what, and when, from the tables that the door itself asks."""

import json

import deliberate.commands.all  # noqa: F401 - fills the table of commands
from deliberate.commands import handbook
from deliberate.commands.registry import COMMANDS
from deliberate.domain.phases import LIVES, SITTING_MOVES, STAGE_MOVES, Proposed, Sitting, Stage
from deliberate.domain.rights import MAY, READS, Role, role_names


def test_every_role_says_what_it_is_for() -> None:
    assert set(MAY) == set(Role)


def test_every_state_of_every_life_is_in_the_table_and_leads_to_states_of_the_same_life() -> None:
    assert list(LIVES) == ["sitting", "statement", "paragraph", "amendment", "question", "motion", "silence"]
    for life in LIVES.values():
        assert {there for onward in life.values() for there in onward} <= set(life)
    assert set(LIVES["amendment"]) == set(Proposed)
    assert {Sitting(here): {*onward} for here, onward in LIVES["sitting"].items()} == SITTING_MOVES


def test_a_statement_is_adopted_from_final_by_a_decision_and_moved_by_the_chair_otherwise() -> None:
    assert LIVES["statement"] == {
        "drafting": ("negotiation",), "negotiation": ("drafting", "final"), "final": ("negotiation", "adopted"),
        "adopted": (),
    }
    assert all(Stage.ADOPTED not in onward for onward in STAGE_MOVES.values())


def test_every_command_says_who_when_and_its_rule() -> None:
    text = handbook.as_text()
    for command in COMMANDS.values():
        about = text.partition(f"\n  {command.name}\n")[2].partition("\n\n  ")[0]
        assert ", ".join(role_names(command.who)) in about
        assert command.rule.splitlines()[0] in about
        assert ("the sitting is" in about) == (command.when is not None)
        assert ("the statement is in" in about) == (command.stages is not None)


def test_states_are_named_in_the_order_of_life() -> None:
    assert "    when  the sitting is scheduled, open or suspended\n" in handbook.as_text()


def test_commands_on_one_noun_stand_together() -> None:
    nouns = [line.strip().partition(".")[0] for line in handbook.as_text().splitlines() if line.strip() in COMMANDS]
    assert len(nouns) == len(COMMANDS)
    changes = [noun for before, noun in zip([None, *nouns], nouns, strict=False) if noun != before]
    assert len(changes) == len(set(changes))


def test_it_can_be_read_by_programs() -> None:
    data = json.loads(json.dumps(handbook.as_data()))
    assert {each["name"] for each in data["commands"]} == set(COMMANDS)
    cast = next(each for each in data["commands"] if each["name"] == "vote.cast")
    assert cast["who"] == role_names(COMMANDS["vote.cast"].who)
    assert data["roles"]["observer"] == MAY[Role.OBSERVER]
    assert data["readers"] == {audience.value: role_names(readers) for audience, readers in READS.items()}
    assert data["phases"]["sitting"]["closed"] == []
