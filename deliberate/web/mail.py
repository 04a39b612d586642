"""Mail: links, sent where the site knows a mail server. It never holds up an answer."""

import smtplib
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import gevent
import structlog
from flask_babel import gettext

from deliberate.config import Config
from deliberate.store.people import Account
from deliberate.web.site import site

SECONDS = 20
log = structlog.get_logger(__name__)


def send_link(person: str, link: str) -> bool:
    """Send a person their link, a whole address, if the site can; whether it will try. Failure is logged, nameless."""
    config = site().config
    if config.smtp_url is None:
        return False
    with site().database.reading() as session:
        account = session.get(Account, person)
        address = account.email if account is not None else None
    if address is None:
        return False
    message = EmailMessage()
    message["Subject"] = gettext("Your way into the working group")
    message["From"], message["To"] = config.mail_from, address
    message.set_content(
        gettext("Open this link to set a password and sign in. It works once, for seven days.")
        + f"\n\n{link}\n"
    )
    gevent.spawn(send, config, message)
    return True


def send(config: Config, message: EmailMessage) -> None:
    """Hand one message to the mail server."""
    url = urlsplit(config.smtp_url or "")
    try:
        secure = url.scheme == "smtps"
        kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
        with kind(url.hostname or "localhost", url.port or (465 if secure else 587), timeout=SECONDS) as server:
            server.ehlo()
            if not secure and server.has_extn("starttls"):
                server.starttls()
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as failed:
        log.warning("mail_not_sent", kind=type(failed).__name__)
