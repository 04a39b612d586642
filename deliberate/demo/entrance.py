"""The way in to the demo: one link for each part one can play. It exists only where the demo is served."""

import hashlib
import hmac
from collections.abc import Mapping

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user

from deliberate.auth import Visitor
from deliberate.domain.refusals import N_, Refusal
from deliberate.store.people import Account
from deliberate.web.site import site

KEY_CHARACTERS = 16


def entrance(secret: bytes, slug: str, people: Mapping[str, str]) -> Blueprint:
    """Pages that sign a visitor in as the person behind a part, if the link is one that we printed."""
    pages = Blueprint("entrance", __name__)

    @pages.get("/demo/<part>/<key>")
    def enter(part: str, key: str) -> ResponseReturnValue:
        if part not in people or not hmac.compare_digest(key, key_of(secret, part)):
            raise Refusal("not_found", N_("There is nothing at this address."))
        with site().database.reading() as session:
            login_user(Visitor(session.get_one(Account, people[part])))
        return redirect(url_for("pages.room", slug=slug))

    return pages


def address(base_url: str, secret: bytes, part: str) -> str:
    """The link with which a visitor plays a part."""
    return f"{base_url}/demo/{part}/{key_of(secret, part)}"


def key_of(secret: bytes, part: str) -> str:
    """What only this site can make, so that its links cannot be guessed from outside."""
    return hmac.new(secret, f"demo {part}".encode(), hashlib.sha256).hexdigest()[:KEY_CHARACTERS]
