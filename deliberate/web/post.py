"""Mail about a silence procedure, to each in their language: that it began, that it still runs, how it ended."""

from collections.abc import Iterable
from email.message import EmailMessage

import gevent
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.config import Config
from deliberate.documents.places import Places
from deliberate.documents.telling import Telling
from deliberate.documents.words import Words
from deliberate.domain.refusals import N_, Sentence
from deliberate.domain.silence import Notice
from deliberate.store.amendments import Amendment
from deliberate.store.db import Database
from deliberate.store.groups import Group
from deliberate.store.people import Account
from deliberate.store.silence import Silence, messages_of
from deliberate.web.mail import send

SUBJECT = {
    Notice.OPENED: N_("%(group)s: under silence until %(expiry)s"),
    Notice.HALF: N_("%(group)s: half of the silence has passed, it ends on %(expiry)s"),
    Notice.LAST_DAY: N_("%(group)s: the silence ends within a day, on %(expiry)s"),
    Notice.BROKEN: N_("%(group)s: the silence was broken"),
    Notice.ADOPTED: N_("%(group)s: adopted by silence procedure"),
    Notice.WITHDRAWN: N_("%(group)s: the chair withdrew the silence procedure"),
}
ANSWER = N_(
    "If nobody objects before %(expiry)s (%(zone)s), the text is adopted. To say nothing is to agree. To object, to"
    " propose other words, or to put a reservation on record, open this page and sign in:"
)
BROKEN = N_("%(seat)s broke the silence on %(received)s (%(zone)s), and wrote:")
ADOPTED = N_("Nobody broke the silence: the text is adopted as of %(expiry)s (%(zone)s).")
WITHDRAWN = N_(
    "The chair withdrew the silence procedure on %(ended)s (%(zone)s): nothing is adopted, and there is nothing to"
    " answer. The reason given:"
)
TABLED = N_("This is tabled as amendment %(label)s, and waits for the group's decision:")
READ = N_("The text, and what was said to it:")


class Posted:
    """Sends notices through the site's mail server."""

    def __init__(self, database: Database, config: Config) -> None:
        self._database = database
        self._config = config

    def tell(self, silence: int, notice: Notice, people: Iterable[str]) -> None:
        """Send each of these people the notice. It does not wait for the mail server."""
        with self._database.reading() as session:
            row = session.get_one(Silence, silence)
            accounts = session.scalars(select(Account).where(Account.id.in_(people), Account.revoked_at.is_(None)))
            letters = [self._letter(session, row, notice, each) for each in accounts if each.email]
        gevent.spawn(self._send_all, letters)

    def _send_all(self, letters: list[EmailMessage]) -> None:
        for letter in letters:
            send(self._config, letter)

    def _letter(self, session: Session, row: Silence, notice: Notice, account: Account) -> EmailMessage:
        group = session.scalars(select(Group).where(Group.journal_id == row.journal_id)).one()
        words = Words(account.locale or group.language, group.timezone)
        facts = {"group": group.title, "expiry": words.moment(row.expires_at), "zone": group.timezone}
        title = Telling(words).named(row.about_type, row.title)
        letter = EmailMessage()
        letter["Subject"] = words.say(Sentence(SUBJECT[notice], facts))
        letter["From"], letter["To"] = self._config.mail_from, account.email
        link = f"{self._config.base_url}/g/{group.slug}/silence/{row.id}"
        if notice is Notice.BROKEN:
            last = messages_of(session, row)[-1]
            seat = str(Places(session, row.journal_id).of(last.seat))
            told = words.say(Sentence(BROKEN, facts | {"seat": seat, "received": words.moment(last.received_at)}))
            blocks = [title, told, last.text, *_tabled(session, words, last.amendment_id), words.gettext(READ)]
        elif notice is Notice.ADOPTED:
            blocks = [title, words.say(Sentence(ADOPTED, facts)), words.gettext(READ)]
        elif notice is Notice.WITHDRAWN:
            told = words.say(Sentence(WITHDRAWN, facts | {"ended": words.moment(row.ended_at)}))
            blocks = [title, told, str(row.reason), words.gettext(READ)]
        else:
            blocks = [title, row.text if row.text != row.title else "", words.say(Sentence(ANSWER, facts))]
        letter.set_content("\n\n".join(filter(None, [*blocks, link])) + "\n")
        return letter


def _tabled(session: Session, words: Words, amendment: int | None) -> list[str]:
    """The amendment that broke a silence, if one was tabled with the message."""
    if amendment is None:
        return []
    row = session.get_one(Amendment, amendment)
    return [words.say(Sentence(TABLED, {"label": row.label})), row.text]
