"""What seats put on record beside a vote: why they vote so, what they had intended, and whether there is a quorum."""

from deliberate.commands.desk import Desk
from deliberate.commands.fields import note, number, one_of, reason
from deliberate.commands.presence import CHECK_IN
from deliberate.commands.registry import command
from deliberate.commands.voting import CHOICES, ELECTORS, OPEN, elector_of, own_or_proxy
from deliberate.domain.methods import Method
from deliberate.domain.phases import Asked
from deliberate.domain.presence import deciding
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import SEATED, Audience
from deliberate.domain.rules import PRESETS
from deliberate.domain.seats import Side
from deliberate.journal.seating import electorate
from deliberate.store.questions import Question
from deliberate.store.remarks import Finding, Remark

BEFORE, AFTER, CORRECTION = "before", "after", "correction"


@command(
    "vote.explain", {"question": number(), "text": reason(), "seat": own_or_proxy()}, who=ELECTORS, when=CHECK_IN
)
def explain(desk: Desk, question: int, text: str, seat: str | None) -> None:
    """A seat of the electorate explains its vote in writing, once while the vote is open and once after the close.

    It is read by everyone who reads the vote, from the moment it is sent. Source: UN General Assembly, rule 88.
    """
    row = _vote(desk, question)
    _remark(desk, row, BEFORE if row.state == Asked.OPEN else AFTER, text, seat)
    desk.record("vote.explained", question=row.number)


@command(
    "vote.correct",
    {"question": number(), "intended": one_of(CHOICES), "text": note(), "seat": own_or_proxy()},
    who=ELECTORS,
    when=CHECK_IN,
)
def correct(desk: Desk, question: int, intended: str, text: str, seat: str | None) -> None:
    """After the close a seat puts on record what it had intended to vote. The announced result stays as it is.

    Only where the record says how each seat voted: of any other vote nobody could say what is corrected.
    """
    row = _vote(desk, question)
    if row.state == Asked.OPEN:
        raise Refusal("still_open", N_("The vote is open: change the vote itself, until the close."))
    if not Method(str(row.method)).named:
        raise Refusal("not_named", N_("This vote does not say how each seat voted; there is nothing to correct."))
    _remark(desk, row, CORRECTION, text, seat, intended)
    desk.record("vote.corrected", question=row.number, intended=intended)


def _vote(desk: Desk, question: int) -> Question:
    """A vote of this sitting that was not voided."""
    row = desk.find(Question, question)
    if row.kind != "vote" or row.state == Asked.VOID:
        raise Refusal("not_found", N_("Question %(number)s is of another kind."), number=row.number)
    if row.sitting_id != desk.now_sitting().id:
        raise Refusal("other_sitting", N_("Votes are explained and corrected in the session they are taken in."))
    return row


def _remark(desk: Desk, row: Question, kind: str, text: str, seat: str | None, intended: str | None = None) -> None:
    elector = elector_of(desk, row, seat)
    if desk.all_of(Remark, Remark.question_id == row.id, Remark.seat == elector.seat, Remark.kind == kind):
        raise Refusal("already_so", N_("%(seat)s has put this on record already."), seat=elector.seat)
    said = {"kind": kind, "text": text, "intended": intended, "person": str(desk.actor), "at": desk.now}
    desk.add(Remark(question_id=row.id, seat=elector.seat, delegation=elector.delegation, **said), row.audience)


@command("quorum.call", {}, who=SEATED, when=OPEN)
def call_quorum(desk: Desk) -> dict[str, bool]:
    """A seat that is checked in calls the quorum: who is present, by side, and whether a decision can be taken.

    What was found is on record. It is not found again before somebody has come or gone.
    """
    seat = desk.present_seat().id
    electors = electorate(desk.session, desk.group)
    present = {side.value: sum(each.present and each.side == side for each in electors) for side in Side}
    sitting = desk.now_sitting().id
    last = max(desk.all_of(Finding, Finding.sitting_id == sitting), key=lambda each: each.id, default=None)
    if last is not None and last.present == present:
        raise Refusal(
            "already_so",
            N_("The quorum was called, and nobody has come or gone since: %(governments)s and %(others)s present."),
            governments=present[Side.GOVERNMENTS.value],
            others=present[Side.OTHERS.value],
        )
    holds = deciding(PRESETS["procedural"], electors).holds
    seats = {side.value: sum(each.side == side for each in electors) for side in Side}
    found = {"seat": seat, "present": present, "seats": seats, "holds": holds, "at": desk.now}
    desk.add(Finding(sitting_id=sitting, **found), Audience.PUBLIC)
    desk.record("quorum.called", seat=seat, holds=holds, governments=present["governments"], others=present["others"])
    return {"holds": holds}
