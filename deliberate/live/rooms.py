"""Socket.IO: who may listen to which group. Nothing that a client sends up here changes anything."""

from typing import Any

from flask import request
from flask_socketio import SocketIO
from sqlalchemy.orm import Session

from deliberate.domain.refusals import N_, Refusal
from deliberate.journal.records import directory, people_of, view
from deliberate.journal.snapshot import PAGE, entries_after
from deliberate.live.push import GALLERY, MEMBERS, Connection, Push, circle_of
from deliberate.store.db import stamp
from deliberate.store.journal import Journal
from deliberate.store.questions import turnout
from deliberate.web import boot
from deliberate.web.errors import body
from deliberate.web.site import Entered, enter, now, site, visitor


def install(socketio: SocketIO, push: Push) -> None:
    """Register what clients may send: that they join. The gallery answers to it, and to nothing else."""

    def join_members(data: object) -> dict[str, Any]:
        return _join(data, MEMBERS, push)

    def join_gallery(data: object) -> dict[str, Any]:
        return _join(data, GALLERY, push)

    def left(*_: object) -> None:
        push.leave(request.sid)  # type: ignore[attr-defined]  # Flask-SocketIO puts it there

    socketio.on_event("join", join_members, namespace=MEMBERS)
    socketio.on_event("join", join_gallery, namespace=GALLERY)
    socketio.on_event("connect", _admit, namespace=MEMBERS)
    socketio.on_event("connect", lambda _=None: None, namespace=GALLERY)
    socketio.on_event("disconnect", left, namespace=MEMBERS)
    socketio.on_event("disconnect", left, namespace=GALLERY)


def _admit(_: object = None) -> bool:
    return visitor() is not None


def _join(data: object, namespace: str, push: Push) -> dict[str, Any]:
    try:
        slug, after = _read(data)
        with site().database.reading() as session:
            entered = enter(session, slug, visitor(), gallery=namespace == GALLERY)
            if namespace == MEMBERS and not entered.inside:
                raise Refusal("not_allowed", N_("You do not take part in this group. Its gallery is open to you."))
            # First into the room, then the look at the journal: what comes between is sent twice, never lost.
            push.enter(_connection(entered, namespace))
            return _missed(session, entered, after, push)
    except Refusal as refusal:
        return body(refusal)


def _read(data: object) -> tuple[str, int]:
    if isinstance(data, dict):
        slug, after = data.get("group"), data.get("after")
        if isinstance(slug, str) and isinstance(after, int) and not isinstance(after, bool) and after >= 0:
            return slug, after
    raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="group: a name, after: a number")


def _connection(entered: Entered, namespace: str) -> Connection:
    seat = entered.standing.seat
    return Connection(
        sid=request.sid,  # type: ignore[attr-defined]  # Flask-SocketIO puts it there
        namespace=namespace,
        journal=entered.group.journal_id,
        circle=circle_of(entered.audiences),
        seat=seat.id if seat is not None and namespace == MEMBERS else None,
        person=visitor(),
    )


def _missed(session: Session, entered: Entered, after: int, push: Push) -> dict[str, Any]:
    journal = session.get_one(Journal, entered.group.journal_id)
    push.begin_at(journal.id, journal.seq)
    if after > journal.seq or journal.seq - after > PAGE:
        return {"ok": True, "resync": True}
    views = [view(entry, entered.audiences) for entry in entries_after(session, journal.id, after)]
    return {
        "ok": True,
        "entries": views,
        "directory": directory(session, people_of(views), entered.audiences),
        "turnout": turnout(session, journal.id, entered.audiences),
        "me": boot.me(session, entered.standing),
        "now": stamp(now()),
    }
