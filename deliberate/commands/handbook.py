"""Who may do what, and when: the tables of roles, phases and commands, printed by `deliberate commands`."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from deliberate.commands.registry import COMMANDS, Command
from deliberate.domain.phases import LIVES, Sitting, Stage
from deliberate.domain.rights import MAY, READS, role_names


def as_data() -> dict[str, object]:
    """The tables as JSON: what each role is for, who reads what, the states and their moves, and every command."""
    return {
        "roles": {name: words for role, words in MAY.items() for name in role_names(role)},
        "readers": {audience.value: role_names(readers) for audience, readers in READS.items()},
        "phases": {noun: {here: list(there) for here, there in life.items()} for noun, life in LIVES.items()},
        "commands": [
            {
                "name": command.name,
                "who": role_names(command.who),
                "sitting": None if command.when is None else _in_order(Sitting, command.when),
                "statement": None if command.stages is None else _in_order(Stage, command.stages),
                "rule": command.rule,
            }
            for command in _by_noun()
        ],
    }


def as_text() -> str:
    """The tables for people: roles, phases, and then each command with who may give it, when, and its rule."""
    return "\n".join([*_roles(), "", *_phases(), "", *_commands()]) + "\n"


def _roles() -> Iterator[str]:
    yield "WHO"
    for role, words in MAY.items():
        yield f"  {role_names(role)[0]:<14}{words}"
    yield ""
    yield "WHO READS WHAT"
    for audience, readers in READS.items():
        everyone = "everyone who may enter the group at all" if audience == "public" else ", ".join(role_names(readers))
        yield f"  {audience.value:<14}{everyone}"
    yield f"  {'seat':<14}whoever acts for that one seat"


def _phases() -> Iterator[str]:
    yield "PHASES"
    for noun, life in LIVES.items():
        for number, (here, onward) in enumerate(life.items()):
            ahead = f"can become {', '.join(onward)}" if onward else "stays so"
            yield f"  {noun if number == 0 else '':<14}{here:<14}{ahead}"


def _commands() -> Iterator[str]:
    yield "WHO MAY DO WHAT, AND WHEN"
    for command in _by_noun():
        yield ""
        yield f"  {command.name}"
        yield f"    who   {', '.join(role_names(command.who)) or 'anyone'}"
        if command.when is not None:
            yield f"    when  the sitting is {_either(_in_order(Sitting, command.when))}"
        if command.stages is not None:
            yield f"    when  the statement is in {_either(_in_order(Stage, command.stages))}"
        for line in command.rule.splitlines():
            yield f"    {line}".rstrip()


def _by_noun() -> list[Command]:
    """The commands as they are registered, those of one noun together."""
    nouns = list(dict.fromkeys(_noun(command) for command in COMMANDS.values()))
    return sorted(COMMANDS.values(), key=lambda command: nouns.index(_noun(command)))


def _noun(command: Command) -> str:
    return command.name.partition(".")[0]


def _in_order(states: type[StrEnum], among: Iterable[str]) -> list[str]:
    named = set(among)
    return [state.value for state in states if state in named]


def _either(states: list[str]) -> str:
    return " or ".join([", ".join(states[:-1]), states[-1]]) if len(states) > 1 else states[0]
