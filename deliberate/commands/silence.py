"""The silence procedure between sittings: a text is adopted at an exact time if no seat breaks the silence before."""

from datetime import datetime, timedelta
from typing import Any

from deliberate.commands.amendments import put_forward
from deliberate.commands.desk import Desk
from deliberate.commands.fields import PARAGRAPH, Words, maybe_line, maybe_number, moment, number, one_of, reason
from deliberate.commands.matters import About, about, matter
from deliberate.commands.notes import note_messages
from deliberate.commands.questions import take_effect
from deliberate.commands.registry import command
from deliberate.commands.targets import Target, standing
from deliberate.domain import phases
from deliberate.domain.amendments import Kind as Change
from deliberate.domain.consensus import Found
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, NOBODY, SEATED, Audience
from deliberate.domain.silence import MINIMUM, Kind, Message, Notice, Round, check_words
from deliberate.store.silence import Reminder, Silence, SilenceMessage, messages_of, open_to_amendment, still_to_tell
from deliberate.store.statements import Paragraph

UNDER_WAY = (phases.Sitting.OPEN, phases.Sitting.SUSPENDED)


@command("silence.open", {"about": about(), "title": maybe_line(), "expires_at": moment()}, who=CONDUCT)
def open_silence(desk: Desk, about: About | None, title: str, expires_at: datetime) -> dict[str, int]:
    """The chair puts a text under silence between sittings, until an exact time: it is adopted if nobody objects.

    It lasts 72 hours or more, unless the group's rules set another minimum. The text stands still until it ends.
    """
    _between_sittings(desk)
    put = matter(desk, about, title)
    opened = Round.open(put.text_hash, desk.now, expires_at, minimum(desk))
    row = Silence(number=desk.next_number(Silence), title=put.title, text=put.text)
    row.about_type, row.about_id = (about["type"], about["id"]) if about else (None, None)
    return _begin(desk, row, opened)


@command("silence.again", {"silence": number(), "title": maybe_line(), "expires_at": moment()}, who=CONDUCT)
def open_again(desk: Desk, silence: int, title: str, expires_at: datetime) -> dict[str, int]:
    """A text whose silence was broken or withdrawn is put again, as it stands now: a new round of the same question.

    A question in words may be put in other words.
    """
    _between_sittings(desk)
    before = desk.find(Silence, silence)
    if desk.all_of(Silence, Silence.number == before.number, Silence.round > before.round):
        raise Refusal("already_so", N_("A later round of this question has begun already."))
    about: About | None = None
    if before.about_type is not None and before.about_id is not None:
        about = {"type": before.about_type, "id": before.about_id}
    put = matter(desk, about, title or before.title)
    opened = before.as_round.again(put.text_hash, desk.now, expires_at, minimum(desk))
    row = Silence(number=before.number, title=put.title, text=put.text)
    row.about_type, row.about_id = before.about_type, before.about_id
    return _begin(desk, row, opened)


def _between_sittings(desk: Desk) -> None:
    if desk.sitting is not None and desk.sitting.state in UNDER_WAY:
        raise Refusal(
            "sitting_under_way", N_("A session is under way: ask for consensus there. Silence is for in between.")
        )


def minimum(desk: Desk) -> timedelta:
    """How long a silence lasts at least in this group."""
    hours = desk.group.settings.get("silence_hours")
    return MINIMUM if hours is None else timedelta(hours=hours)


def _begin(desk: Desk, row: Silence, opened: Round) -> dict[str, int]:
    row.round, row.text_hash = opened.number, opened.text_hash
    row.opened_at, row.expires_at = opened.opened_at, opened.expires_at
    row.become(opened)
    desk.add(row)
    desk.record("silence.opened", number=row.number, round=row.round, title=row.title)
    return {"silence": row.id}


@command(
    "silence.break",
    {
        "silence": number(),
        "kind": one_of([kind for kind in Kind if kind.breaks]),
        "text": reason(),
        "proposed": Words(PARAGRAPH, lines=True, load_default=None, allow_none=True),
        "paragraph": maybe_number(),
    },
    who=SEATED,
)
def break_silence(
    desk: Desk, silence: int, kind: str, text: str, proposed: str | None, paragraph: int | None
) -> dict[str, Any]:
    """Any seat breaks the silence before its expiry, with an objection or an amendment in writing.

    What counts is the time at which the server received it: at the expiry or later it is too late. Everyone is told
    who broke it, and why. With the whole text as `proposed`, an amendment is tabled in the name of the seat, checked in
    or not, and waits for its decision; in a part, `paragraph` says to which. Where the text takes no amendments, the
    words are written in the message.
    """
    row, message = _receive(desk, silence, kind, text)
    desk.record("silence.broken", number=row.number, round=row.round, title=row.title, seat=message.seat)
    check_words(kind, proposed)
    if proposed is None:
        return {}
    amendment = put_forward(desk, message.seat, Change.REPLACE, _target(desk, row, paragraph), proposed, text)
    message.amendment_id = amendment.id
    desk.record("amendment.tabled", amendment=amendment.label, seat=message.seat)
    return {"amendment": amendment.id, "label": amendment.label}


def _target(desk: Desk, row: Silence, paragraph: int | None) -> Target:
    """What an amendment that breaks a silence is to, as it stood under it."""
    found = open_to_amendment(desk.session, row)
    if not found:
        raise Refusal(
            "no_amendments", N_("This text takes no amendments now. Write the words that you propose in your message.")
        )
    chosen = [each for each in found if paragraph is None or (each.noun == Paragraph.noun and each.id == paragraph)]
    if len(chosen) != 1:
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="paragraph: which one?")
    return standing(desk, chosen[0])


@command(
    "silence.attach",
    {"silence": number(), "kind": one_of([kind for kind in Kind if not kind.breaks]), "text": reason()},
    who=SEATED,
)
def attach(desk: Desk, silence: int, kind: str, text: str) -> None:
    """A seat attaches a reservation or a statement, before the expiry and without breaking the silence.

    It stands under the text as a note once that is adopted.
    """
    row, message = _receive(desk, silence, kind, text)
    desk.record("silence.attached", number=row.number, round=row.round, seat=message.seat, kind=kind)


def _receive(desk: Desk, silence: int, kind: str, text: str) -> tuple[Silence, SilenceMessage]:
    row, seat = desk.find(Silence, silence), desk.acting_seat()
    row.become(row.as_round.receive(Message(Kind(kind), seat.id, text, desk.now)))
    message = SilenceMessage(
        silence_id=row.id,
        seat=seat.id,
        delegation=seat.delegation,
        person=str(desk.actor),
        kind=kind,
        text=text,
        received_at=desk.now,
    )
    desk.add(message, row.audience)
    return row, message


@command("silence.withdraw", {"silence": number(), "reason": reason()}, who=CONDUCT)
def withdraw(desk: Desk, silence: int, reason: str) -> None:
    """The chair withdraws a silence opened by mistake, before its expiry; everyone is told why, and nothing is adopted.

    What seats attached stays on record with it. The text may be put under silence again, in a new round.
    """
    row = desk.find(Silence, silence)
    row.become(row.as_round.withdraw(desk.now, reason))
    desk.record("silence.withdrawn", number=row.number, round=row.round, title=row.title, reason=reason)


@command("silence.expire", {"silence": number()}, who=NOBODY, inner=True)
def expire(desk: Desk, silence: int) -> None:
    """The silence has held to its end: the text is adopted as of the expiry, exactly once.

    The house gives this command itself. What seats attached becomes notes to the adopted text.
    """
    row = desk.find(Silence, silence)
    row.become(row.as_round.adopt(desk.now))
    adopted = take_effect(desk, row.about_type, row.about_id, Found.CONSENSUS, row.expires_at)
    note_messages(desk, row, adopted, messages_of(desk.session, row))
    desk.record_of_house("silence.adopted", number=row.number, round=row.round, title=row.title)


@command("silence.tell", {"silence": number(), "notice": one_of(Notice)}, who=NOBODY, inner=True)
def tell(desk: Desk, silence: int, notice: str) -> dict[str, list[str]]:
    """The seats are told of a silence by mail, each once: that it began, twice while they are silent, and its end.

    The house gives this command itself, where mail is configured. It is stored before anything is sent.
    """
    row, what = desk.find(Silence, silence), Notice(notice)
    if row.as_round.notice(desk.now) is not what:
        raise Refusal("not_yet", N_("This is not to be told now."))
    waiting = still_to_tell(desk.session, row, what)
    if not waiting:
        raise Refusal("no_change", N_("Everyone has been told."))
    for seat in waiting:
        desk.session.add(Reminder(silence_id=row.id, seat=seat, notice=what.value, at=desk.now))
    desk.record_of_house(
        "silence.told", Audience.MEMBERS, number=row.number, round=row.round, notice=what.value, seats=len(waiting)
    )
    return {"people": [person for people in waiting.values() for person in people]}

