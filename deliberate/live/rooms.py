"""Socket.IO: who may listen to which group. Joining changes nothing; for commands, see `deliberate.live.giving`."""

from collections.abc import Callable

from flask import request
from flask_login import current_user
from flask_socketio import SocketIO
from sqlalchemy.orm import Session

from deliberate.domain.refusals import N_, Refusal
from deliberate.journal.records import directory, people_of, view
from deliberate.journal.snapshot import PAGE, entries_after
from deliberate.live.listening import GALLERY, MEMBERS, Connection, hears
from deliberate.live.push import Push
from deliberate.store.db import Json, stamp
from deliberate.store.journal import Journal
from deliberate.store.turnout import turnout
from deliberate.web import boot
from deliberate.web.errors import body
from deliberate.web.site import Entered, enter, now, site, visitor

UnderWay = Callable[[int, str], Json]
"""What a circle of a journal was told that is in no entry: who types, and the texts as they grow."""


def install(socketio: SocketIO, push: Push, under_way: UnderWay) -> None:
    """Register what clients may send: that they join. The gallery answers to it, and to nothing else."""

    def join_members(*data: object) -> Json:
        return _join(data, MEMBERS, push, under_way)

    def join_gallery(*data: object) -> Json:
        return _join(data, GALLERY, push, under_way)

    def left(*_: object) -> None:
        push.leave(request.sid)  # type: ignore[attr-defined]  # Flask-SocketIO puts it there

    socketio.on_event("join", join_members, namespace=MEMBERS)
    socketio.on_event("join", join_gallery, namespace=GALLERY)
    socketio.on_event("connect", _admit, namespace=MEMBERS)
    socketio.on_event("connect", _welcome, namespace=GALLERY)
    socketio.on_event("disconnect", left, namespace=MEMBERS)
    socketio.on_event("disconnect", left, namespace=GALLERY)


def _admit(*_: object) -> bool:
    return visitor() is not None


def _welcome(*_: object) -> None:
    """Everyone may come; what they may listen to is seen when they join."""


def _join(data: tuple[object, ...], namespace: str, push: Push, under_way: UnderWay) -> Json:
    try:
        slug, after = _read(data)
        person = visitor()
        with site().database.reading() as session:
            entered = enter(session, slug, person, gallery=namespace == GALLERY)
            if namespace == MEMBERS and not entered.inside:
                raise Refusal("not_allowed", N_("You do not take part in this group. Its gallery is open to you."))
            journal = session.get_one(Journal, entered.group.journal_id)
            connection = _connection(entered, namespace, person)
            push.enter(connection, journal.seq)
            return _missed(session, entered, after, journal, under_way(journal.id, connection.circle))
    except Refusal as refusal:
        return body(refusal)


def _read(data: tuple[object, ...]) -> tuple[str, int]:
    asked = data[0] if len(data) == 1 else None
    if isinstance(asked, dict):
        slug, after = asked.get("group"), asked.get("after")
        if isinstance(slug, str) and isinstance(after, int) and not isinstance(after, bool) and after >= 0:
            return slug, after
    raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="group: a name, after: a number")


def _connection(entered: Entered, namespace: str, person: str | None) -> Connection:
    circle, seat = hears(entered.standing, namespace)
    return Connection(
        sid=request.sid,  # type: ignore[attr-defined]  # Flask-SocketIO puts it there
        namespace=namespace,
        group=entered.group.slug,
        journal=entered.group.journal_id,
        circle=circle,
        seat=seat,
        person=person,
        generation=current_user.generation if person is not None else None,
    )


def _missed(session: Session, entered: Entered, after: int, journal: Journal, passing: Json) -> Json:
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
        **passing,
    }
