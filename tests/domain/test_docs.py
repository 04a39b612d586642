"""The examples of docs/rules.md, and of the docstrings of the rules, come out as they are printed.

`vote`, `quorum`, `speakers` and the other short words of the page are defined here; each asks the rules themselves.
"""

import doctest
import importlib
import json
import pkgutil
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import deliberate.domain
from deliberate.domain import bracketing, brackets, cases, consensus, next_speaker, phases, plans
from deliberate.domain.amendments import Kind, Part, Proposal, divide, rebase, voting_order
from deliberate.domain.counting import PRESETS, Ballot, Elector, Rule, count
from deliberate.domain.files import plain
from deliberate.domain.importance import rule_of_vote
from deliberate.domain.merging import Clash, merge
from deliberate.domain.presence import deciding, opening
from deliberate.domain.priorities import Approval, Ranking, by_approval, by_ranking
from deliberate.domain.reconsideration import Decision, check_may_reconsider, reopened
from deliberate.domain.refusals import Refusal, Sentence
from deliberate.domain.seats import Side, parse_seat, seat_id
from deliberate.domain.shares import share
from deliberate.domain.silence import Kind as Sent
from deliberate.domain.silence import Message, Round
from deliberate.domain.speaking import Kind as Asked
from deliberate.domain.speaking import Request, Spoken, order
from deliberate.domain.text import diff
from deliberate.domain.together import without_objection
from deliberate.domain.wording import result_in_words, rule_in_words

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
MODULES = [f"deliberate.domain.{found.name}" for found in pkgutil.iter_modules(deliberate.domain.__path__)]
NINE = datetime(2026, 11, 21, 9, tzinfo=UTC)
CHOICES = ("for", "against", "abstain")


def say(*sentences: Sentence | str | None) -> None:
    """Print sentences, one a line."""
    for sentence in sentences:
        if sentence is not None:
            print(sentence)


def in_words(rule: str | Mapping[str, Any]) -> None:
    """What a rule asks for, by the name of a preset or as JSON."""
    say(*rule_in_words(rule_of(rule)))


def vote(rule: str | Mapping[str, Any], governments: str, others: str) -> None:
    """Count a vote given as in "6 for, 2 against, 1 abstain, 1 absent"; whoever is present and left has not voted."""
    electorate, ballots = [], []
    for side, said in ((Side.GOVERNMENTS, governments), (Side.OTHERS, others)):
        for number, (choice, weight) in enumerate(seats_of(said), start=1):
            seat = seat_id(side, number)
            electorate.append(Elector(seat, side, weight=weight, present=choice != "absent"))
            if choice in CHOICES:
                ballots.append(Ballot(choice, seat))
    say(*result_in_words(count(rule_of(rule), electorate, ballots)))


def seats_of(said: str) -> Iterator[tuple[str, Fraction]]:
    """The seats of a side: "2 for" are two, and "1 for of weight 3" is one that weighs 3."""
    for part in said.split(", "):
        found = re.fullmatch(r"(\d+) (\w+)(?: of weight (\S+))?", part)
        assert found, part
        yield from [(found[2], Fraction(found[3] or 1))] * int(found[1])


def rule_of(rule: str | Mapping[str, Any]) -> Rule:
    return PRESETS[rule] if isinstance(rule, str) else Rule.parse(rule)


def quorum(what: str, governments: int, others: int, of: int) -> None:
    """Whether so many of so many seats of each side are enough to open, or to decide under a preset."""
    electorate = [
        Elector(seat_id(side, number), side, present=number <= present)
        for side, present in ((Side.GOVERNMENTS, governments), (Side.OTHERS, others)) for number in range(1, of + 1)
    ]
    found = opening(electorate) if what == "open" else deciding(PRESETS[what], electorate)
    say(*(["There is a quorum."] if found.holds else found.missing))


def ask_for_consensus(definition: str, *said: str, declared: str | None = None, reasons: str | None = None) -> None:
    """A call for consensus; positions as in "O-3 object: The text is silent on children"."""
    positions = []
    for words in said:
        position, _, reason = words.partition(": ")
        seat, stance = position.split()
        positions.append(consensus.Position(seat, consensus.Stance(stance), reason or None))
    say(*consensus.result(definition, positions, declared, reasons).explanation())


def speakers(asking: str, said: str = "") -> None:
    """The order of those who ask, as "G-1, O-4, G-2 point_of_order", after speeches as "G-1 120, O-2 60" (seconds)."""
    for turn in order(*queue(asking, said)):
        print(f"{turn.request.seat or turn.request.person}: {turn.why}")


def why_next(asking: str, said: str = "") -> None:
    """The steps to the first of them."""
    say(*next_speaker.why_next(*queue(asking, said)))


def queue(asking: str, said: str) -> tuple[list[Request], list[Spoken]]:
    """Requests, one a minute, and the speeches before; a name that is no seat is an associate's."""
    requests = []
    for number, words in enumerate(asking.split(", "), start=1):
        who, _, kind = words.partition(" ")
        at = NINE + timedelta(minutes=number)
        if who.startswith(("G-", "O-")):
            requests.append(Request(number, Asked(kind or "statement"), parse_seat(who)[0], who, at))
        else:
            requests.append(Request(number, Asked.STATEMENT, None, None, at, associate=True, person=who))
    history = [
        Spoken(Asked.STATEMENT, parse_seat(words.split()[0])[0], words.split()[0], int(words.split()[1]))
        for words in said.split(", ") if words
    ]
    return requests, history


def changes(old: str, new: str) -> None:
    """The difference of two texts: [-what goes-] and {+what comes+}."""
    marks = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    print("".join(marks[kind].format(piece) for kind, piece in diff(old, new)))


def merged(base: str, ours: str, theirs: str) -> None:
    """Two changes of one text, merged, or where they clash."""
    found = merge(base, ours, theirs)
    if found.text is not None:
        print(found.text)
    for piece in found.pieces:
        if isinstance(piece, Clash):
            print(f"clash: {piece.base!r} became {piece.ours!r} and {piece.theirs!r}")


def amendments(base: str, *texts: str) -> list[Proposal]:
    """Amendments A1, A2, ... to one paragraph, each by the whole text it proposes; nothing deletes the paragraph."""
    return [
        Proposal(number, Kind.REPLACE if text else Kind.DELETE, 1, base, text)
        for number, text in enumerate(texts, start=1)
    ]


def seats(plan: Mapping[str, Any], seed: str | None = None) -> None:
    """What `deliberate seats` says of a plan."""
    try:
        first, *rest = plans.shared(json.loads(json.dumps(plan)), seed).explanation()
        say(first, *(f"  {line}" for line in rest))
    except Refusal as refusal:
        print(refusal)


def approval(options: str, governments: str, others: str) -> None:
    """Approvals as words of letters: "AB A B" are three ballots."""
    sides = ((Side.GOVERNMENTS, governments), (Side.OTHERS, others))
    ballots = [Approval(side, frozenset(vote)) for side, votes in sides for vote in votes.split()]
    say(*by_approval(options, ballots).explanation())


def ranking(options: str, governments: str, others: str) -> None:
    """Rankings as in "A>B>C 3x B>A": one, and three alike."""
    ballots = []
    for side, votes in ((Side.GOVERNMENTS, governments), (Side.OTHERS, others)):
        for times, vote in re.findall(r"(?:(\d+)x )?(\S+)", votes):
            ballots += [Ranking(side, tuple(frozenset(level) for level in vote.split(">")))] * int(times or 1)
    say(*by_ranking(options, ballots).explanation())


def asked_for(text: str, words: str, by: str) -> None:
    """A text in which somebody asked for brackets around some words."""
    start = text.index(words)
    print(bracketing.ask(text, start, start + len(words), by))


def refused(call: Any, *given: Any, **named: Any) -> None:
    """The sentence with which a call is refused."""
    try:
        call(*given, **named)
    except Refusal as refusal:
        print(plain(str(refusal)))
    else:
        raise AssertionError("this was not refused")


def at(hours: float) -> datetime:
    """So many hours after nine o'clock of 21 November 2026, UTC."""
    return NINE + timedelta(hours=hours)


WORDS = {
    function.__name__: function
    for function in (
        say, in_words, vote, quorum, ask_for_consensus, speakers, why_next, changes, merged, amendments, seats,
        approval, ranking, refused, asked_for, at, voting_order, without_objection, rebase, divide, share, reopened,
        check_may_reconsider, rule_of_vote,
    )
} | {
    "move_stage": lambda here, there: phases.move_stage(phases.Stage(here), phases.Stage(there)),
    "agree": lambda here, there, **how: phases.agree(phases.Agreement(here), phases.Agreement(there), **how),
} | {"Part": Part, "Round": Round, "Message": Message, "Sent": Sent, "brackets": brackets, "Decision": Decision}


def run(tests: list[doctest.DocTest]) -> None:
    """Run examples; the first that comes out otherwise is shown with what came out."""
    runner, said = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.REPORT_NDIFF), StringIO()
    for test in tests:
        runner.run(test, out=said.write)
    assert not runner.summarize(verbose=False).failed, said.getvalue()


def test_the_examples_of_the_page_on_rules_come_out_as_printed() -> None:
    # A fence closes a block of examples, as an empty line does.
    text = PAGE.read_text(encoding="utf-8").replace("\n```", "\n\n```")
    test = doctest.DocTestParser().get_doctest(text, dict(WORDS), PAGE.name, str(PAGE), 0)
    assert len(test.examples) > 30
    run([test])


def test_the_files_on_the_page_are_read_as_they_stand() -> None:
    for kind, text in re.findall(r"```json (case|plan)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        assert cases.counted(json.loads(text)) if kind == "case" else plans.shared(json.loads(text))


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_the_docstrings_come_out_as_printed(module: str) -> None:
    run(doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(module)))
