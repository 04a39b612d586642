"""Opening a vote: on a text, a question in words, a motion, a tie or a reconsideration; what stands from then on."""

import secrets
from collections.abc import Sequence
from typing import Any

from deliberate.commands.desk import Desk
from deliberate.commands.fields import maybe_line, maybe_number, one_of
from deliberate.commands.groups import CUSTOM
from deliberate.commands.importance import asked_whether_important, caution, found_important, important
from deliberate.commands.matters import About, about, matter
from deliberate.commands.motions import title_of, to_put
from deliberate.commands.questions import begin, check_none_open, electors_of, open_question
from deliberate.commands.reconsideration import asked_of, to_reconsider
from deliberate.commands.registry import command
from deliberate.commands.second_votes import tell, tied
from deliberate.commands.voting import OPEN, frozen
from deliberate.domain import presence, secrecy
from deliberate.domain.ballots import Counts
from deliberate.domain.counting import count
from deliberate.domain.importance import FOUND_BY, rule_of_vote
from deliberate.domain.methods import Method, roll_call_order
from deliberate.domain.refusals import N_, Refusal, Sentence
from deliberate.domain.rights import CONDUCT
from deliberate.domain.rules import PRESETS, RECONSIDERATION, Rule
from deliberate.domain.seats import Side
from deliberate.domain.wording import rule_in_words
from deliberate.store import papers
from deliberate.store import questions as store
from deliberate.store.db import Json
from deliberate.store.groups import Group

PROCEDURAL = "procedural"
BY_TWO_THIRDS = "reconsideration"
"""The name of the rule by which a decision is reconsidered. Nobody chooses it for another vote."""


@command(
    "vote.open",
    {
        "about": about(),
        "title": maybe_line(),
        "preset": one_of([*PRESETS, CUSTOM], load_default=None, allow_none=True),
        "method": one_of(Method, load_default=None, allow_none=True),
        "motion": maybe_number(),
        "again_of": maybe_number(),
        "reconsiders": maybe_number(),
        "important": important(),
    },
    who=CONDUCT,
    when=OPEN,
)
def open_vote(
    desk: Desk,
    about: About | None,
    title: str,
    preset: str | None,
    method: str | None,
    motion: int | None,
    again_of: int | None,
    reconsiders: int | None,
    important: About | None,
) -> dict[str, int]:
    """The chair puts a question to a vote: recorded, by roll call, by show of hands, or secret.

    From here on the text and its hash, the rule, and the electorate with weights and presence stand as they are now.
    A motion of procedure, an appeal, and whether a text is an important question are decided by the procedural rule,
    and whether to reconsider a decision of this session by two thirds, whatever else is said here. What was found to be
    an important question is decided by the substantive rule and no other. The second vote after a tie asks what the
    first asked, by its rule and, unless another is named, its method.
    """
    first: store.Question | None = None
    if motion is not None:
        question, rule = _on_motion(desk, motion)
    elif reconsiders is not None:
        question, rule = _on_reconsideration(desk, reconsiders)
    elif important is not None:
        question, rule = _on_importance(desk, important)
    elif again_of is not None:
        first = tied(desk, again_of)
        question, rule = _again(desk, first)
        method = method or first.method
    else:
        question, rule = _on_matter(desk, about, title, preset)
    question.method = method or desk.group.settings["method"]
    question.rule = rule.json()
    electors = electors_of(desk, question)
    count(rule, [frozen(elector) for elector in electors])  # a rule that cannot count is refused now
    lacking = presence.cautions(rule, [frozen(elector) for elector in electors])
    question.cautions = [*question.cautions, *(sentence.record() for sentence in lacking)]
    called = _prepare(desk, question, rule, electors)
    if first is not None:
        tell(first, question)
    lot: dict[str, Any] = {"first_called": called[0] if called else None} if question.method == Method.ROLL_CALL else {}
    desk.record("vote.opened", question=question.number, title=question.title, **lot)
    return {"question": question.id}


def _on_matter(desk: Desk, about: About | None, title: str, preset: str | None) -> tuple[store.Question, Rule]:
    """A text, or a question in words: by the rule that is named, or that the group's rules of procedure choose."""
    question = open_question(desk, "vote", about, title)
    found = found_important(desk, about)
    name = rule_of_vote(preset, str(desk.group.settings["rule"]), found.number if found else None)
    if found is not None:
        question.cautions = [*question.cautions, caution(found).record()]
    return _by(question, name, rule_of(desk.group, name), _own_name(desk.group, name))


def _on_motion(desk: Desk, id_: int) -> tuple[store.Question, Rule]:
    """A motion of procedure, or an appeal."""
    moved = to_put(desk, id_)
    question = begin(desk, "vote", None, matter(desk, None, title_of(moved)))
    moved.question_id = question.id
    return _by(question, PROCEDURAL, PRESETS[PROCEDURAL])


def _on_reconsideration(desk: Desk, id_: int) -> tuple[store.Question, Rule]:
    """Whether to reconsider a decision: it decides on no text, and shows the one that it is about."""
    check_none_open(desk)
    first = to_reconsider(desk, id_)
    question = begin(desk, "vote", None, asked_of(first))
    question.reconsiders = first.id
    return _by(question, BY_TWO_THIRDS, RECONSIDERATION)


def _on_importance(desk: Desk, about: About) -> tuple[store.Question, Rule]:
    """Whether a text is an important question: it decides on no text, and shows the one that it is about."""
    check_none_open(desk)
    question = begin(desk, "vote", None, asked_whether_important(desk, about))
    question.important_type, question.important_id = about["type"], about["id"]
    return _by(question, FOUND_BY, PRESETS[FOUND_BY])


def _again(desk: Desk, first: store.Question) -> tuple[store.Question, Rule]:
    """The second vote after a tie."""
    about: About | None = {"type": first.about_type, "id": int(first.about_id or 0)} if first.about_type else None
    question = open_question(desk, "vote", about, first.title, first)
    found = found_important(desk, about)
    rule_of_vote(first.preset, str(first.preset), found.number if found else None)  # not by another rule than its own
    question.preset, question.in_words = first.preset, first.in_words
    return question, Rule.parse(first.rule)


def _by(
    question: store.Question, name: str, rule: Rule, own_name: Sequence[Json] = ()
) -> tuple[store.Question, Rule]:
    question.preset = name
    question.in_words = [*own_name, *(sentence.record() for sentence in rule_in_words(rule))]
    return question, rule


def _prepare(desk: Desk, question: store.Question, rule: Rule, electors: list[store.Elector]) -> list[str]:
    """What a method needs besides: hands that the rule can count, ballot papers, or a lot; then the roll as called."""
    seats = [frozen(elector) for elector in electors]
    if question.method == Method.ROLL_CALL:
        question.board = "live"  # everyone hears it
        present = sum(elector.present for elector in electors)
        turns = roll_call_order(seats, lot=secrets.randbelow(present) if present else 0)
        for elector in electors:
            elector.called = turns.index(elector.seat) + 1 if elector.present else None
        return turns
    if question.method == Method.HANDS:
        question.board, question.hands = "live", []
        count(rule, seats, counts=[Counts(side) for side in Side])
    elif question.method == Method.SECRET:
        question.board = "at_close"
        secret = [sentence.record() for sentence in secrecy.cautions(rule, seats)]
        question.cautions = [*secret, *question.cautions]
        level = secrecy.levelled(rule, seats)
        for elector, seat in zip(electors, level, strict=True):
            elector.weight = str(seat.weight)
        papers.lay_out(desk.session, question.id, secrecy.papers(rule, level))
    return []


def rule_of(group: Group, name: str | None = None) -> Rule:
    """A preset, or the group's own rule; without a name, the one that the group's rules of procedure choose."""
    name = name or str(group.settings["rule"])
    if name != CUSTOM:
        return PRESETS[name]
    if group.settings["custom"] is None:
        raise Refusal("no_custom_rule", N_("The group has no rule of its own. Set one, or choose a preset."))
    return Rule.parse(group.settings["custom"])


def _own_name(group: Group, preset: str) -> list[dict[str, object]]:
    """The group's own rule by the name it has given it, if it has."""
    name = str(group.settings.get("custom_name", ""))
    if preset != CUSTOM or not name:
        return []
    return [Sentence(N_("By the group's own rule: %(name)s."), {"name": name}).record()]
