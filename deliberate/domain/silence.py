"""The silence procedure: a text is adopted between sittings if nobody breaks the silence before an exact expiry.

Modelled on the UN General Assembly's decision 74/544 (at least 72 hours) and the OSCE's Rules of Procedure, Annex 1(A).
All times are handed in and carry their zone; nothing here reads a clock.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Self

from deliberate.domain.exact import one_of
from deliberate.domain.refusals import N_, Fact, Refusal, Sentence

MINIMUM = timedelta(hours=72)
"""The shortest silence, unless the group's rules say otherwise (UN General Assembly, decision 74/544)."""

LAST_DAY, NEWS_LASTS = timedelta(hours=24), timedelta(days=7)


class Kind(StrEnum):
    """What a seat may send while a text is under silence: an amendment breaks it just as an objection does."""

    OBJECTION = "objection"
    AMENDMENT = "amendment"
    RESERVATION = "reservation"
    STATEMENT = "statement"

    @property
    def breaks(self) -> bool:
        """Whether it breaks the silence; reservations and statements are attached to the text instead."""
        return self in (Kind.OBJECTION, Kind.AMENDMENT)


class State(StrEnum):
    """Where a round of silence stands. It ends once, in one way."""

    RUNNING = "running"
    BROKEN = "broken"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


class Notice(StrEnum):
    """What the seats are told of a round by mail, each at most once."""

    OPENED = "opened"
    HALF = "half"
    LAST_DAY = "last_day"
    BROKEN = "broken"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"

    @property
    def reminds(self) -> bool:
        """Whether it is for those alone who have not answered."""
        return self in (Notice.HALF, Notice.LAST_DAY)


def check_words(kind: str, proposed: str | None) -> None:
    """Refuse a changed text with anything but an amendment: it would be lost."""
    if proposed is not None and kind != Kind.AMENDMENT:
        raise Refusal(
            "not_an_amendment", N_("You changed the text: send that as an amendment, or leave the text as it is.")
        )


@dataclass(frozen=True, slots=True)
class Message:
    """What a seat wrote, stamped with the time the server received it.

    Refuses a kind that is none (`unknown_value`) and an empty message (`no_reason`).
    """

    kind: Kind
    seat: str
    text: str
    received_at: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", one_of(Kind, self.kind, self.seat, "kind"))
        if not self.text.strip():
            raise Refusal("no_reason", N_("Write it out: an empty message does not count."))


@dataclass(frozen=True, slots=True)
class Round:
    """One round of silence over one text, known by its hash.

    `ended_at` is when it was broken or withdrawn, or the expiry itself when it was adopted, however late that was
    noticed. `reason` is the chair's, for withdrawing it.
    """

    number: int
    text_hash: str
    opened_at: datetime
    expires_at: datetime
    state: State = State.RUNNING
    ended_at: datetime | None = None
    broken_by: Message | None = None
    attached: tuple[Message, ...] = ()
    reason: str | None = None

    @classmethod
    def open(
        cls, text_hash: str, opened_at: datetime, expires_at: datetime, minimum: timedelta = MINIMUM, number: int = 1,
    ) -> Self:
        """Put a text under silence until an exact time. Refuses less than the minimum (`too_short`).

        The minimum is 72 hours in the UN General Assembly (decision 74/544) and here, unless a group says otherwise.
        """
        for time in (opened_at, expires_at):
            _zoned(time)
        if expires_at - opened_at < minimum or expires_at <= opened_at:
            raise Refusal(
                "too_short", N_("Silence lasts at least %(hours)s hours: until %(earliest)s or later."),
                hours=f"{minimum / timedelta(hours=1):g}", earliest=_time(opened_at + minimum),
            )
        return cls(number, text_hash, opened_at, expires_at)

    def receive(self, message: Message) -> Self:
        """The round after a message: an objection or amendment breaks it, a reservation or statement is attached.

        So it is in the OSCE too (Rules of Procedure, Annex 1(A), paragraphs 3 and 6).
        Only what the server received before the expiry counts; at the expiry or later it is refused with the server's
        time (`too_late`). A round that has ended takes nothing more (`ended`).
        """
        self._running()
        _zoned(message.received_at)
        if message.received_at >= self.expires_at:
            raise Refusal(
                "too_late", N_("Received at %(received)s: the silence ended at %(expiry)s."),
                received=_time(message.received_at), expiry=_time(self.expires_at),
            )
        if message.kind.breaks:
            return replace(self, state=State.BROKEN, ended_at=message.received_at, broken_by=message)
        return replace(self, attached=(*self.attached, message))

    def due(self, now: datetime) -> bool:
        """Whether the silence has held to its end and the text waits to be adopted."""
        return self.state is State.RUNNING and now >= self.expires_at

    def adopt(self, now: datetime) -> Self:
        """The text is adopted as of the expiry, once all that was received in time has been dealt with.

        Exactly once: refused before the expiry (`not_yet`) and on a round that has ended (`ended`).
        """
        self._running()
        if not self.due(now):
            raise Refusal("not_yet", N_("The silence runs until %(expiry)s."), expiry=_time(self.expires_at))
        return replace(self, state=State.ADOPTED, ended_at=self.expires_at)

    def withdraw(self, now: datetime, reason: str) -> Self:
        """The chair takes back a silence that was opened by mistake, and says why. Nothing is adopted.

        The chair alone breaks no silence and holds up no text that nobody objected to: refused at the expiry or later
        (`too_late`), and on a round that has ended (`ended`).
        """
        self._running()
        if now >= self.expires_at:
            raise Refusal(
                "too_late", N_("The silence held until %(expiry)s; what it adopts is no longer withdrawn."),
                expiry=_time(self.expires_at),
            )
        return replace(self, state=State.WITHDRAWN, ended_at=now, reason=reason)

    def again(self, text_hash: str, opened_at: datetime, expires_at: datetime, minimum: timedelta = MINIMUM) -> Self:
        """The next round of the same question, its text revised or not.

        Refused unless this one was broken or withdrawn (`not_broken`).
        """
        if self.state not in (State.BROKEN, State.WITHDRAWN):
            raise Refusal("not_broken", N_("A new round starts only after the silence was broken or withdrawn."))
        return type(self).open(text_hash, opened_at, expires_at, minimum, self.number + 1)

    def notice(self, now: datetime) -> Notice | None:
        """What there is to tell by now: of the opening and the reminders the latest alone, and nothing old.

        Reminders fall due at half time and 24 hours before the expiry; a silence of 24 hours or less has none of the
        second. How it ended is told for a week: who had no mail by then has heard otherwise.
        """
        if self.ended_at is not None:
            return Notice(self.state) if now < self.ended_at + NEWS_LASTS else None
        if now >= self.expires_at:
            return None
        half = self.opened_at + (self.expires_at - self.opened_at) / 2
        times = {Notice.OPENED: self.opened_at, Notice.HALF: half, Notice.LAST_DAY: self.expires_at - LAST_DAY}
        due = [(at, notice) for notice, at in times.items() if self.opened_at <= at <= now]
        return max(due, key=lambda each: each[0])[1] if due else None

    def in_words(self) -> list[Sentence]:
        """What everyone is told: until when; or how it ended, and why; and what is attached."""
        facts: dict[str, Fact] = {"round": self.number, "expiry": _time(self.expires_at)}
        if self.broken_by is not None:
            broken: dict[str, Fact] = {"round": self.number, "seat": self.broken_by.seat, "text": self.broken_by.text}
            words = [Sentence(_BROKEN[self.broken_by.kind], broken)]
        elif self.state is State.WITHDRAWN:
            withdrawn: dict[str, Fact] = {"round": self.number, "reason": self.reason or ""}
            words = [Sentence(N_("Round %(round)s: withdrawn by the chair: %(reason)s"), withdrawn)]
        elif self.state is State.ADOPTED:
            words = [Sentence(N_("Round %(round)s: adopted at %(expiry)s, for nobody broke the silence."), facts)]
        else:
            words = [Sentence(N_("Round %(round)s: under silence until %(expiry)s."), facts)]
        return words + [
            Sentence(N_("%(seat)s puts on record: %(text)s"), {"seat": message.seat, "text": message.text})
            for message in self.attached
        ]

    def _running(self) -> None:
        """Refuses what comes after the end of the round."""
        if self.state is not State.RUNNING and self.ended_at is not None:
            raise Refusal(
                "ended", N_("This round of silence ended at %(time)s: %(state)s."),
                time=_time(self.ended_at), state=self.state.value,
            )


_BROKEN = {
    Kind.OBJECTION: N_("Round %(round)s: %(seat)s broke the silence with an objection: %(text)s"),
    Kind.AMENDMENT: N_("Round %(round)s: %(seat)s broke the silence with an amendment: %(text)s"),
}


def _zoned(time: datetime) -> None:
    """A time without a zone is no exact time."""
    if time.tzinfo is None:
        raise Refusal("no_zone", N_("Give the time with its zone: %(time)s has none."), time=time.isoformat())


def _time(time: datetime) -> str:
    """The moment in UTC, as records write it."""
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")
