"""The words of rules and results: what a rule asks for, why a decision came out so, and what a quorum lacks.

Every sentence has few frames and its nouns as facts (`scope`, `counted`, `base`). Such a fact is a message id itself,
or the name of a side or group: translate it where the catalogue has it, then fill the frame.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from deliberate.domain.counting import Result
from deliberate.domain.percent import percent
from deliberate.domain.refusals import N_, Fact, Sentence
from deliberate.domain.rules import Requirement, Rule
from deliberate.domain.tally import Line

WEIGHTINGS = {
    "equal": N_("Every seat weighs the same."),
    "seat": N_("Every seat weighs what is written on it."),
    "parity": N_(
        "Each side weighs exactly one half, shared among all its seats in proportion to their weights; "
        "what absent seats weigh is not given to those who came."
    ),
}

NO_QUORUM_NEEDED = N_("No quorum is needed.")

QUORUM = {
    "more_than": N_("Quorum within %(scope)s: %(counted)s must come to more than %(threshold)s of %(base)s."),
    "at_least": N_("Quorum within %(scope)s: %(counted)s must come to at least %(threshold)s of %(base)s."),
    "at_most": N_("Quorum within %(scope)s: %(counted)s may come to at most %(threshold)s of %(base)s."),
    "less_than": N_("Quorum within %(scope)s: %(counted)s must come to less than %(threshold)s of %(base)s."),
}
QUORUM_NUMBER = {
    "more_than": N_("Quorum within %(scope)s: %(counted)s must come to more than %(threshold)s."),
    "at_least": N_("Quorum within %(scope)s: %(counted)s must come to at least %(threshold)s."),
    "at_most": N_("Quorum within %(scope)s: %(counted)s may come to at most %(threshold)s."),
    "less_than": N_("Quorum within %(scope)s: %(counted)s must come to less than %(threshold)s."),
}
TEST = {
    "more_than": N_("To adopt, within %(scope)s: %(counted)s must come to more than %(threshold)s of %(base)s."),
    "at_least": N_("To adopt, within %(scope)s: %(counted)s must come to at least %(threshold)s of %(base)s."),
    "at_most": N_("To adopt, within %(scope)s: %(counted)s may come to at most %(threshold)s of %(base)s."),
    "less_than": N_("To adopt, within %(scope)s: %(counted)s must come to less than %(threshold)s of %(base)s."),
}
TEST_NUMBER = {
    "more_than": N_("To adopt, within %(scope)s: %(counted)s must come to more than %(threshold)s."),
    "at_least": N_("To adopt, within %(scope)s: %(counted)s must come to at least %(threshold)s."),
    "at_most": N_("To adopt, within %(scope)s: %(counted)s may come to at most %(threshold)s."),
    "less_than": N_("To adopt, within %(scope)s: %(counted)s must come to less than %(threshold)s."),
}
TIES = {
    "heads": N_("As many votes for as against is a tie: rejected, and there is no casting vote."),
    "weight": N_("As much weight for as against is a tie: rejected, and there is no casting vote."),
}

OUTCOMES = {
    "adopted": N_("Adopted: every test is met."),
    "rejected": N_("Rejected: not every test is met."),
    "tie": N_("Rejected: it is a tie, as much for as against, and there is no casting vote."),
    "no_quorum": N_("No decision: there is no quorum."),
}
# By comparison and by whether it holds.
FOUND = {
    ("more_than", True): N_(
        "Within %(scope)s: %(counted)s come to %(share)s of %(base)s (%(amount)s of %(whole)s, %(percent)s); "
        "more than %(threshold)s needed: enough."
    ),
    ("more_than", False): N_(
        "Within %(scope)s: %(counted)s come to %(share)s of %(base)s (%(amount)s of %(whole)s, %(percent)s); "
        "more than %(threshold)s needed: not enough."
    ),
    ("at_least", True): N_(
        "Within %(scope)s: %(counted)s come to %(share)s of %(base)s (%(amount)s of %(whole)s, %(percent)s); "
        "at least %(threshold)s needed: enough."
    ),
    ("at_least", False): N_(
        "Within %(scope)s: %(counted)s come to %(share)s of %(base)s (%(amount)s of %(whole)s, %(percent)s); "
        "at least %(threshold)s needed: not enough."
    ),
    ("at_most", True): N_(
        "Within %(scope)s: %(counted)s come to %(share)s of %(base)s (%(amount)s of %(whole)s, %(percent)s); "
        "at most %(threshold)s allowed: within the limit."
    ),
    ("at_most", False): N_(
        "Within %(scope)s: %(counted)s come to %(share)s of %(base)s (%(amount)s of %(whole)s, %(percent)s); "
        "at most %(threshold)s allowed: too much."
    ),
    ("less_than", True): N_(
        "Within %(scope)s: %(counted)s come to %(share)s of %(base)s (%(amount)s of %(whole)s, %(percent)s); "
        "less than %(threshold)s allowed: within the limit."
    ),
    ("less_than", False): N_(
        "Within %(scope)s: %(counted)s come to %(share)s of %(base)s (%(amount)s of %(whole)s, %(percent)s); "
        "less than %(threshold)s allowed: too much."
    ),
}
FOUND_NUMBER = {
    ("more_than", True): N_(
        "Within %(scope)s: %(counted)s come to %(amount)s; more than %(threshold)s needed: enough."
    ),
    ("more_than", False): N_(
        "Within %(scope)s: %(counted)s come to %(amount)s; more than %(threshold)s needed: not enough."
    ),
    ("at_least", True): N_("Within %(scope)s: %(counted)s come to %(amount)s; at least %(threshold)s needed: enough."),
    ("at_least", False): N_(
        "Within %(scope)s: %(counted)s come to %(amount)s; at least %(threshold)s needed: not enough."
    ),
    ("at_most", True): N_(
        "Within %(scope)s: %(counted)s come to %(amount)s; at most %(threshold)s allowed: within the limit."
    ),
    ("at_most", False): N_(
        "Within %(scope)s: %(counted)s come to %(amount)s; at most %(threshold)s allowed: too much."
    ),
    ("less_than", True): N_(
        "Within %(scope)s: %(counted)s come to %(amount)s; less than %(threshold)s allowed: within the limit."
    ),
    ("less_than", False): N_(
        "Within %(scope)s: %(counted)s come to %(amount)s; less than %(threshold)s allowed: too much."
    ),
}
FOUND_NOTHING = {
    "more_than": N_("Within %(scope)s: %(base)s: none. More than %(threshold)s of it needed: nothing is not enough."),
    "at_least": N_("Within %(scope)s: %(base)s: none. At least %(threshold)s of it needed: nothing is not enough."),
    "at_most": N_(
        "Within %(scope)s: %(base)s: none. At most %(threshold)s of it allowed: nothing is within the limit."
    ),
    "less_than": N_(
        "Within %(scope)s: %(base)s: none. Less than %(threshold)s of it allowed: nothing is within the limit."
    ),
}

SCOPES = {"all": N_("the whole body"), "each_side": N_("each side"), "each_group": N_("each group")}
BASES = {
    ("heads", "entitled"): N_("the seats entitled to vote"),
    ("heads", "present"): N_("the seats present"),
    ("heads", "cast"): N_("the votes cast, abstentions included"),
    ("heads", "for_against"): N_("the votes cast for and against"),
    ("weight", "entitled"): N_("the weight entitled to vote"),
    ("weight", "present"): N_("the weight present"),
    ("weight", "cast"): N_("the weight cast, abstentions included"),
    ("weight", "for_against"): N_("the weight cast for and against"),
}
COUNTED = {
    "present": N_("the seats present"),
    "cast": N_("the votes cast, abstentions included,"),
    "for_against": N_("the votes cast for and against"),
    "for": N_("the votes for"),
    "against": N_("the votes against"),
    "abstain": N_("the abstentions"),
}
COUNTED_WEIGHT = {
    "present": N_("the seats present, by weight,"),
    "cast": N_("the votes cast, abstentions included, by weight,"),
    "for_against": N_("the votes cast for and against, by weight,"),
    "for": N_("the votes for, by weight,"),
    "against": N_("the votes against, by weight,"),
    "abstain": N_("the abstentions, by weight,"),
}

MISSING = {
    "all": N_("%(missing)s more seats needed"),
    "side": N_("%(missing)s more of the %(side)s needed"),
    "group": N_("%(missing)s more of the group %(group)s needed"),
}
MISSING_VOTES = {
    "cast": N_("Within %(scope)s: %(missing)s more votes needed, abstentions included"),
    "for_against": N_("Within %(scope)s: %(missing)s more votes for or against needed"),
}
MISSING_WEIGHT = {
    "at_least": N_("Within %(scope)s: more weight needed, at least %(missing)s"),
    "more_than": N_("Within %(scope)s: more weight needed, more than %(missing)s"),
}
MISSING_OTHERWISE = N_("Within %(scope)s: the quorum is not met")


def rule_in_words(rule: Rule) -> list[Sentence]:
    """What a rule asks for: how seats weigh, each line of the quorum, each test, and what becomes of a tie."""
    words = [Sentence(WEIGHTINGS[rule.weighting])]
    words += [_asked(line, QUORUM, QUORUM_NUMBER) for line in rule.quorum] or [Sentence(NO_QUORUM_NEEDED)]
    words += [_asked(line, TEST, TEST_NUMBER) for line in rule.tests]
    return [*words, Sentence(TIES[rule.tests[0].measure])]


def result_in_words(result: Result) -> list[Sentence]:
    """Why it came out so: the outcome, then each line with its exact share, what it is a share of, and what was needed.

    Without a quorum, what it lacks follows the lines of the quorum.
    """
    words = [Sentence(OUTCOMES["tie" if result.tie else result.outcome])]
    words += [line_in_words(line) for line in result.quorum]
    words += missing_in_words(result.quorum)
    return words + [line_in_words(line) for line in result.tests]


def line_in_words(line: Line) -> Sentence:
    """What one line found, and whether that is what it asks for."""
    asked = line.requirement
    facts = _facts(asked, line.scope)
    if line.base is None:
        return Sentence(FOUND_NUMBER[asked.comparison, line.holds], {**facts, "amount": str(line.counted)})
    if line.share is None:
        return Sentence(FOUND_NOTHING[asked.comparison], facts)
    amounts = {"share": _share(line.share), "amount": str(line.counted), "whole": str(line.base)}
    amounts["percent"] = percent(line.share, [asked.threshold])
    return Sentence(FOUND[asked.comparison, line.holds], {**facts, **amounts})


def missing_in_words(quorum: tuple[Line, ...]) -> list[Sentence]:
    """What the lines of a quorum that do not hold lack, such as "2 more of the others needed"."""
    return [_missing(line) for line in quorum if not line.holds]


def _missing(line: Line) -> Sentence:
    """How much more a line needs, where more of what it counts leaves what it is a share of as it is."""
    asked = line.requirement
    fixed = asked.base in ("entitled", "number") or (asked.base == "present" and asked.counted != "present")
    if not (fixed and asked.comparison.demands) or (line.base is not None and not line.base):
        return Sentence(MISSING_OTHERWISE, {"scope": _scope(line.scope)})
    needed = asked.threshold * (1 if line.base is None else line.base)
    if asked.measure == "weight":
        missing_weight = str(needed - line.counted)
        return Sentence(MISSING_WEIGHT[asked.comparison], {"scope": _scope(line.scope), "missing": missing_weight})
    missing = _heads(needed, asked.comparison) - int(line.counted)
    if asked.counted != "present":
        return Sentence(MISSING_VOTES[asked.counted], {"scope": _scope(line.scope), "missing": missing})
    kind, _, name = line.scope.partition(":")
    return Sentence(MISSING[kind], {"missing": missing, kind: name} if name else {"missing": missing})


def _heads(needed: Fraction, comparison: str) -> int:
    """The smallest whole number of seats that is enough."""
    return floor(needed) + 1 if comparison == "more_than" else ceil(needed)


def _asked(line: Requirement, shares: Mapping[str, str], numbers: Mapping[str, str]) -> Sentence:
    """One line of a rule, before anything is counted."""
    frames = numbers if line.base == "number" else shares
    return Sentence(frames[line.comparison], _facts(line, line.scope))


def _facts(line: Requirement, scope: str) -> dict[str, Fact]:
    """The nouns of a line and its threshold."""
    if line.base == "number":
        counted = COUNTED if line.measure == "heads" else COUNTED_WEIGHT
        return {"scope": _scope(scope), "counted": counted[line.counted], "threshold": str(line.threshold)}
    return {
        "scope": _scope(scope), "counted": COUNTED[line.counted],
        "threshold": _share(line.threshold), "base": BASES[line.measure, line.base],
    }


def _share(share: Fraction) -> str:
    """A share that nobody can take for a number of seats: the whole is 1/1."""
    return f"{share.numerator}/{share.denominator}" if share else "0"


def _scope(scope: str) -> str:
    """The seats a line looks at, in words; a side or group by its name."""
    return SCOPES.get(scope) or scope.partition(":")[2]
