"""Important questions: once a majority has found a matter to be one, votes on it are under the substantive rule.

Source: Charter of the United Nations, article 18 (3); UN General Assembly, rules 83 to 85.
"""

from deliberate.domain.refusals import N_, Refusal

FOUND_BY = "procedural"
"""The preset by which a matter is found to be an important question: a simple majority."""

IMPORTANT = "substantive"
"""The preset under which an important question is voted on."""


def rule_of_vote(named: str | None, usual: str, found_in: int | None) -> str:
    """The rule of a vote: the one that is named, or else the group's usual one; of an important question, its own.

    ``found_in`` is the number of the question that found it to be one; None, where nothing did.
    """
    if found_in is None:
        return named or usual
    if named not in (None, IMPORTANT):
        say = N_(
            "Question %(number)s found this to be an important question: it is voted on under the substantive rule."
            " Choose that one."
        )
        raise Refusal("important", say, number=found_in)
    return IMPORTANT
