"""Who is asking: passwords, sign-ins, links, and the actor of a request."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TypeVar

import gevent.monkey
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_login import LoginManager, UserMixin
from gevent import get_hub
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.commands.accounts import digest_of
from deliberate.domain.refusals import N_, Refusal
from deliberate.store.db import Database
from deliberate.store.people import Account, Link

Made = TypeVar("Made")
LEAST_PASSWORD = 12
MOST_PASSWORD = 200
LEAST_DIFFERENT = 5

_hasher = PasswordHasher()


class Visitor(UserMixin):  # type: ignore[misc]  # flask_login publishes no types
    """A signed-in person. The sign-in is of one generation: signing out everywhere begins the next."""

    def __init__(self, account: Account) -> None:
        self.person = account.id
        self.name = account.name or ""
        self.email = account.email or ""
        self.administrator = account.administrator
        self.named_in_public = account.named_in_public
        self.locale = account.locale
        self.generation = account.generation

    def get_id(self) -> str:
        """What the cookie says."""
        return f"{self.person}.{self.generation}"


def login_manager(database: Database) -> LoginManager:
    """Flask-Login, reading accounts; a revoked one, or a sign-in of an earlier generation, is nobody."""
    manager = LoginManager()
    manager.session_protection = "basic"
    _nobodys_password()  # before anybody can notice how long it takes

    def load(cookie: str) -> Visitor | None:
        person, _, generation = cookie.rpartition(".")
        with database.reading() as session:
            account = session.get(Account, person)
            if account is None or account.revoked_at is not None or str(account.generation) != generation:
                return None
            return Visitor(account)

    manager.user_loader(load)
    return manager


def sign_in(database: Database, email: str, password: str) -> Visitor:
    """The person with this address and password. The refusal does not say which of the two is wrong."""
    with database.reading() as session:
        account = session.scalar(select(Account).where(Account.email == email.strip().casefold()))
        kept = account.password if account is not None and account.revoked_at is None else None
    # Not inside the reading: many sign in at once, and each of them would hold a connection while it waits here.
    right = verify(kept, password)
    if account is None or not right:
        raise Refusal("wrong_password", N_("This address and password do not belong together."))
    return Visitor(account)


def check_password(password: str) -> None:
    """Refuse a password that is too short or too plain to keep anybody out, or too long to be one."""
    if len(password) < LEAST_PASSWORD:
        raise Refusal("bad_password", N_("A password has at least %(least)s characters."), least=LEAST_PASSWORD)
    if len(password) > MOST_PASSWORD:
        raise Refusal("bad_password", N_("A password has at most %(most)s characters."), most=MOST_PASSWORD)
    if len(set(password)) < LEAST_DIFFERENT:
        raise Refusal(
            "bad_password", N_("A password has at least %(least)s different characters."), least=LEAST_DIFFERENT
        )


def encode(password: str) -> str:
    """What is kept of a password: Argon2id with the library's parameters."""
    check_password(password)
    return beside(lambda: _hasher.hash(password))


def verify(encoded: str | None, password: str) -> bool:
    """Whether this is the password; takes as long for nobody's as for somebody's."""

    def check() -> bool:
        try:
            return _hasher.verify(encoded or _nobodys_password(), password) and encoded is not None
        except (VerificationError, InvalidHashError):
            return False

    return beside(check)


@cache
def _nobodys_password() -> str:
    """Checked when the address is unknown, so that an answer takes as long as for one that is known."""
    return _hasher.hash("a password that nobody has")


def beside(work: Callable[[], Made]) -> Made:
    """Run slow native work in gevent's thread pool, so that every socket goes on; without gevent, just run it."""
    if not gevent.monkey.is_module_patched("socket"):
        return work()
    made: Made = get_hub().threadpool.apply(work)
    return made


def person_of_link(session: Session, token: str, now: datetime) -> Account:
    """Whose link this is, if it still lets anyone in."""
    link = session.get(Link, digest_of(token))
    account = session.get(Account, link.person) if link is not None else None
    if link is None or account is None or account.revoked_at or link.used_at or link.expires_at <= now:
        raise Refusal("link_expired", N_("This link was used or has expired. Ask the secretariat for a new one."))
    return account
