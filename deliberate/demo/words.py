"""What the demo's people say: the reasons for their positions, and the titles of their sessions."""

SUPPORT = (
    "We can take this home.",
    "It says what we have heard from people on the routes.",
    "Not all we hoped for, and enough to begin with.",
    "Clear, short, and somebody answers for it.",
    "Our capital has agreed this morning.",
    "It costs little and would have helped last year.",
    "",
    "",
    "",
)
RESERVATION = (
    "We join, and note that our law on permits is under revision; the time it needs is not in our hands.",
    "We join. Who pays has to be settled before the first case, not after it.",
    "We join, on the understanding that nothing here narrows the right to ask for asylum.",
    "We join, and would have preferred that associations of migrants were named.",
)
STAND_ASIDE = (
    "We do not stand in the way. Our ministry has not had the time to look at it.",
    "Our members are divided on this; we stand aside.",
)
OBJECTION = (
    "We cannot carry this as it stands: it promises what our services at the border could not keep.",
    "The people it is about would be no better off. We ask that the words be looked at again.",
    "It gives a duty to one side alone. We cannot join that.",
    "We asked for one word and were given another. This needs a vote.",
)
SETTLED = "The words in brackets have been with us for long enough. This is what most of the room could live with."
RULING = "The point is well taken: one thing at a time, and the number of the paragraph first."
FINDS = {
    "consensus": "Those who had doubts have said that they would not stand in the way.",
    "no_consensus": "There is opposition to the substance, and it has not been answered.",
}

SECOND_THOUGHTS = (
    "On what was just said",
    "A question to the mover",
    "On the words in brackets",
    "One example from last month",
    "To support the proposal, with one remark",
)
"""What somebody wants to speak about who has spoken on the item before."""

ASSOCIATE = (
    "Detention for a lapsed permit: what the mandate has heard this year",
    "A word on how other bodies have put this",
)

SITTING = "%(number)s session: people stranded in crises"
STATEMENT = "%(title)s (%(number)s session)"
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


def session_number(sitting: int) -> str:
    """Which session a sitting of this number is, in words as long as there are short ones."""
    return _ORDINALS[sitting - 1] if sitting <= len(_ORDINALS) else f"{sitting}{_ending(sitting)}"


def _ending(nth: int) -> str:
    if nth % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(nth % 10, "th")
