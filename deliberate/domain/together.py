"""Amendments beside each other: which exclude each other, what the text would be, and which are adopted together."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from deliberate.domain.amendments import GONE, PLACING, Kind, Proposal, Rebased, rebase
from deliberate.domain.merging import merge
from deliberate.domain.refusals import N_, Sentence


def exclude(one: Proposal, other: Proposal) -> bool:
    """Whether two amendments cannot both be had.

    They change the same words of a paragraph otherwise, one deletes the paragraph that the other changes or moves, or
    they move it to different places.
    """
    if one.paragraph != other.paragraph or Kind.INSERT in (one.kind, other.kind):
        return False
    if Kind.DELETE in (one.kind, other.kind):
        return one.kind is not other.kind
    if one.kind is Kind.MOVE and other.kind is Kind.MOVE:
        return one.goal != other.goal
    if Kind.MOVE in (one.kind, other.kind):
        return False
    return merge(one.base, one.text, other.text).text is None


def implied_rejections(adopted: Proposal, others: Iterable[Proposal]) -> list[tuple[Proposal, Sentence]]:
    """Which amendments the adoption of one would leave nothing to decide on, each with the reason: a hint to the chair.

    Where the adoption of one amendment necessarily implies the rejection of another, the latter is not put to the vote
    (UN General Assembly, rules 90 and 130). That may be so of those to the same paragraph that change the same words
    otherwise, or change nothing more, or change a paragraph that would be gone. Others are not listed.
    """
    hints: list[tuple[Proposal, Sentence]] = []
    for other in others:
        if other.number == adopted.number or other.paragraph != adopted.paragraph:
            continue
        if PLACING & {adopted.kind, other.kind}:
            if exclude(adopted, other):
                hints.append((other, GONE if adopted.kind is Kind.DELETE else MOVED))
            continue
        after = rebase(other.base, None if adopted.kind is Kind.DELETE else adopted.text, other.text)
        if after.why:
            hints.append((other, after.why))
    return hints


class Outlook(NamedTuple):
    """What a paragraph would say (None: it is deleted), after which amendments, and what became of the rest."""

    text: str | None
    adopted: list[Proposal]
    apart: list[tuple[Proposal, Rebased]]


def if_adopted(now: str, proposals: Sequence[Proposal]) -> Outlook:
    """The text of one paragraph if these amendments to it were adopted, one after the other in the order given.

    It is reckoned as adoption does it: each that is adopted moves the base of those after it. One that clashes with
    what went before it, or has nothing left to change, stands apart with what would become of it.
    """
    waiting = [(each, rebase(each.base, now, each.text)) for each in proposals if each.kind not in PLACING]
    text: str | None = now
    adopted = [each for each in proposals if each.kind in PLACING]
    apart: list[tuple[Proposal, Rebased]] = []
    while waiting:
        proposal, here = waiting.pop(0)
        if here.text is None:
            apart.append((proposal, here))
            continue
        adopted.append(proposal)
        before, text = text or "", None if proposal.kind is Kind.DELETE else here.text
        waiting = [
            (each, rebase(before, text, other.text) if other.text is not None else other) for each, other in waiting
        ]
    return Outlook(text, adopted, apart)


class Batch(NamedTuple):
    """Amendments adopted together, the text each paragraph then has (None: deleted), and those put one by one."""

    together: list[Proposal]
    texts: dict[int, str | None]
    apart: list[tuple[Proposal, Sentence]]


def without_objection(proposals: Sequence[Proposal], opposed: Collection[int]) -> Batch:
    """Amendments that nobody opposes, to be adopted together "without objection"; the rest is put one by one.

    All are made from the texts as they stand. Two that cannot both be had (they change the same words otherwise, or
    one deletes the paragraph the other changes) are both put separately, so that neither goes ahead unasked.
    """
    apart: dict[int, Sentence] = {proposal.number: _OPPOSED for proposal in proposals if proposal.number in opposed}
    free = [proposal for proposal in sorted(proposals) if proposal.number not in apart]
    for place, one in enumerate(free):
        for other in free[place + 1 :]:
            if exclude(one, other):
                apart.setdefault(one.number, Sentence(_EXCLUDE, {"other": f"A{other.number}"}))
                apart.setdefault(other.number, Sentence(_EXCLUDE, {"other": f"A{one.number}"}))
    texts: dict[int, str | None] = {}
    for paragraph in sorted({each.paragraph for each in free if each.paragraph is not None}):
        here = [each for each in free if each.paragraph == paragraph and each.number not in apart]
        changing = [each for each in here if each.kind not in PLACING]
        if changing:
            outlook = if_adopted(changing[0].base, changing)
            texts[paragraph] = outlook.text
            apart |= {each.number: became.why or _MANY for each, became in outlook.apart}
    together = [proposal for proposal in free if proposal.number not in apart]
    return Batch(together, texts, [(each, apart[each.number]) for each in sorted(proposals) if each.number in apart])


MOVED = Sentence(N_("The paragraph it would move has been moved elsewhere."))
_OPPOSED = Sentence(N_("Someone opposes it."))
_EXCLUDE = N_("It cannot be had together with %(other)s.")
_MANY = Sentence(N_("It cannot be had together with the others to this paragraph."))
