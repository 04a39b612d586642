"""Motions of procedure and points of order, once their mover was heard: speakers, ruling, appeal, vote, and effect."""

from deliberate.commands.desk import Desk
from deliberate.commands.fields import note, number, one_of
from deliberate.commands.queue import open_motion, set_order, take_off
from deliberate.commands.registry import command
from deliberate.commands.sittings import UNDER_WAY, end_sitting, rest
from deliberate.domain.motions import TITLES, Ruling, after_vote, may_speak_on, move_motion, rule, stands_before
from deliberate.domain.phases import Motion as State
from deliberate.domain.phases import Sitting
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, SEATED
from deliberate.domain.speaking import Kind, Stance
from deliberate.store.motions import Motion
from deliberate.store.questions import Question
from deliberate.store.speaking import Request, Speech


@command("motion.rule", {"motion": number(), "ruling": one_of(Ruling), "reason": note()}, who=CONDUCT, when=UNDER_WAY)
def give_ruling(desk: Desk, motion: int, ruling: str, reason: str) -> None:
    """The chair rules on a point of order, or that a motion is out of order. It stands unless an appeal overrules it.

    Source: UN General Assembly, rule 71.
    """
    row = _at_rest(desk, motion)
    move_motion(State(row.state), rule(Kind(row.kind), Ruling(ruling)))
    row.state, row.ruling, row.reason, row.ended_at = ruling, ruling, reason, desk.now
    _dismiss_speakers(desk, row)
    desk.record("motion.ruled", kind=row.kind, seat=row.seat, ruling=ruling)


@command("motion.appeal", {"motion": number()}, who=SEATED, when={Sitting.OPEN})
def appeal(desk: Desk, motion: int) -> None:
    """A seat appeals against the chair's ruling on a point of order. The appeal is put to the vote at once."""
    row = _at_rest(desk, motion)
    seat = desk.present_seat().id
    row.state = move_motion(State(row.state), State.APPEALED)
    row.appealed_by = seat
    desk.record("motion.appealed", seat=seat, ruling=row.ruling)


@command("motion.withdraw", {"motion": number()}, who=SEATED, when=UNDER_WAY)
def withdraw(desk: Desk, motion: int) -> None:
    """The seat that moved it withdraws its motion, or point of order, before the vote on it opens or the chair rules.

    It alone does, and not the chair for it; any seat may move the same again. Source: UN General Assembly, rule 80.
    """
    row = _at_rest(desk, motion)
    if row.seat != desk.acting_seat().id:
        raise Refusal("not_allowed", N_("This motion is another seat's."))
    row.state, row.ended_at = move_motion(State(row.state), State.WITHDRAWN), desk.now
    _dismiss_speakers(desk, row)
    desk.record("motion.withdrawn", kind=row.kind, seat=row.seat)


def raised(desk: Desk, request: Request) -> Motion:
    """The motion that a request was for, now that its mover is heard."""
    motion = Motion(
        sitting_id=request.sitting_id,
        item_id=request.item_id,
        kind=request.kind,
        seat=str(request.seat),
        note=request.note,
        state=State.OPEN.value,
        raised_at=desk.now,
    )
    desk.add(motion)
    desk.session.flush()
    return motion


def speaks_on(desk: Desk, kind: Kind, stance: Stance, seat: str) -> Motion:
    """The motion that a seat asks to speak on, if one more may do so and it has not spoken on it yet."""
    motion = open_motion(desk)
    if motion is None or motion.kind != kind:
        raise Refusal("no_motion", N_("There is no such motion before the group."))
    on_it: list[Request | Speech] = [*desk.all_of(Request, Request.motion_id == motion.id)]
    on_it += desk.all_of(Speech, Speech.motion_id == motion.id)
    if seat in {motion.seat, *(each.seat for each in on_it)}:
        raise Refusal("spoken_already", N_("Your seat has spoken on this motion, or is waiting to do so."))
    may_speak_on(kind, stance, sum(1 for each in on_it if each.stance == stance))
    return motion


def check_before(desk: Desk, request: Request) -> None:
    """Refuse to give the floor to debate while a motion is before the group."""
    motion = open_motion(desk)
    if motion is None or request.motion_id == motion.id or stands_before(Kind(request.kind), Kind(motion.kind)):
        return
    raise Refusal(
        "motion_open",
        N_("A motion is before the group: hear who may speak on it, then put it to the vote, or rule it out of order."),
    )


def to_put(desk: Desk, id_: int) -> Motion:
    """A motion that can be put to the vote now: in its turn by rank, or a ruling under appeal."""
    row = _at_rest(desk, id_)
    if row.state == State.APPEALED:
        return row
    if row.state != State.OPEN or row.kind == Kind.POINT_OF_ORDER:
        raise Refusal("motion_decided", N_("There is nothing to put to the vote here: rule on it, or see its result."))
    if row is not open_motion(desk):
        raise Refusal("by_rank", N_("A motion of higher rank is before the group. It is put first."))
    return row


def title_of(motion: Motion) -> str:
    """What the vote on a motion asks."""
    return TITLES[Kind(motion.kind)].say


def settle_motion(desk: Desk, question: Question, outcome: str) -> None:
    """What the decision on a motion does, where the question was about one."""
    row = next(iter(desk.all_of(Motion, Motion.question_id == question.id)), None)
    if row is None or row.state not in (State.OPEN, State.APPEALED):
        return
    row.state = after_vote(State(row.state), row.ruling, outcome)
    if row.state in (State.OPEN, State.APPEALED):
        return
    row.ended_at = desk.now
    _dismiss_speakers(desk, row)
    if row.state == State.CARRIED:
        _take_effect(desk, Kind(row.kind))


def _take_effect(desk: Desk, kind: Kind) -> None:
    """What a carried motion does: the sitting rests or ends; or the debate on the item ends, and nobody waits for it.

    After the closure of the debate what was debated is put to the vote; an adjourned one goes on when the chair takes
    up the item again. Rights of reply stay.
    """
    if kind is Kind.ADJOURN:
        end_sitting(desk)
        return
    if kind is Kind.SUSPEND:
        if desk.now_sitting().state == Sitting.OPEN:
            rest(desk)
        return
    sitting = desk.now_sitting()
    sitting.list_closed = True
    take_off(desk, *desk.all_of(Request, Request.kind == Kind.STATEMENT))
    set_order(desk)
    if kind is Kind.ADJOURN_DEBATE:
        sitting.item_id = None


def _dismiss_speakers(desk: Desk, motion: Motion) -> None:
    """Nobody waits any more to speak on a motion that is decided."""
    take_off(desk, *desk.all_of(Request, Request.motion_id == motion.id))
    set_order(desk)


def _at_rest(desk: Desk, id_: int) -> Motion:
    row = desk.find(Motion, id_)
    if row.question_id is not None and (question := desk.open_question()) and question.id == row.question_id:
        raise Refusal("vote_open", N_("The vote on this is open. Close it first, or void it."))
    return row
