"""Proxies: a seat whose people are away lets another seat of its side vote for it."""

from sqlalchemy import or_

from deliberate.commands.desk import Desk
from deliberate.commands.fields import seat
from deliberate.commands.presence import CHECK_IN
from deliberate.commands.registry import command
from deliberate.domain.presence import with_proxies
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import Audience, Role
from deliberate.store.proxies import Proxy


@command("proxy.give", {"to": seat()}, who=Role.HOLDER, when=CHECK_IN)
def give(desk: Desk, to: str) -> None:
    """A holder gives the seat's proxy, for this sitting, to a held seat of the same side that has no other.

    It counts while its own seat is not checked in and the seat it was given to is; then that seat casts both votes.
    It is given and revoked between questions: an open one goes on as it began.
    """
    own = _own(desk)
    _check_between(desk)
    with_proxies((), {own: to})  # across the room, or to itself, is refused here
    row = desk.seats().get(to)
    if row is None or row.holder is None:
        raise Refusal("seat_vacant", N_("Nobody holds %(seat)s."), seat=to)
    for other in desk.all_of(Proxy, or_(Proxy.seat == own, Proxy.to == to)):
        if other.seat == own:
            raise Refusal(
                "proxy_given", N_("%(seat)s has given its proxy to %(to)s. Revoke it first."), seat=own, to=other.to
            )
        raise Refusal(
            "proxy_held",
            N_("%(to)s holds the proxy of %(seat)s, and a seat holds one at most. Choose another."),
            to=to, seat=other.seat,
        )
    sitting = desk.now_sitting().id
    desk.add(Proxy(sitting_id=sitting, seat=own, to=to, person=desk.actor, given_at=desk.now), Audience.PUBLIC)
    desk.record("proxy.given", seat=own, to=to)


@command("proxy.revoke", {}, who=Role.HOLDER, when=CHECK_IN)
def revoke(desk: Desk) -> None:
    """A holder takes the seat's proxy back. What was voted by it stands."""
    own = _own(desk)
    _check_between(desk)
    given = desk.all_of(Proxy, Proxy.seat == own)
    if not given:
        raise Refusal("no_proxy", N_("%(seat)s has given no proxy."), seat=own)
    given[0].archived = True
    desk.record("proxy.revoked", seat=own, to=given[0].to)


def end_with(desk: Desk, seat: str, person: str) -> None:
    """Whoever leaves a seat takes with them the proxy they gave for it, and the one the seat held while they did."""
    for row in desk.all_of(Proxy, or_(Proxy.to == seat, (Proxy.seat == seat) & (Proxy.person == person))):
        row.archived = True


def _own(desk: Desk) -> str:
    own = desk.standing.seat
    if own is None:
        raise Refusal("no_seat", N_("You do not sit on a seat of this group."))
    return own.id


def _check_between(desk: Desk) -> None:
    if (question := desk.open_question()) is not None:
        raise Refusal(
            "question_open",
            N_("Question %(number)s is open: who votes for whom stays as it was. Wait until it is closed."),
            number=question.number,
        )
