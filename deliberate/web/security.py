"""What every answer carries to keep a browser from being used against its owner, and how often one may try."""

from datetime import timedelta
from http import HTTPStatus
from secrets import token_urlsafe

from flask import Flask, Response, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

from deliberate.web.site import claim, site

LARGEST_BODY = 2**20
"""Bytes of a request's body."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)
EMBEDDABLE = frozenset({"gallery.gallery_page"})
"""Pages that another site may show in a frame: they are public and change nothing."""

SIGNED_IN_FOR = timedelta(days=14)
"""How long a sign-in lasts, whatever the browser keeps."""

TLS_ALONE = "max-age=31536000"
"""For a year, a browser that came over TLS comes over nothing else."""

WRONG = frozenset({401, 422})
"""Statuses of an answer to a try that failed. Only these count: a whole room signs in from one address."""


def who_asks() -> str:
    """Whose tries are counted together: a signed-in person's; of all others, those from one address."""
    asks = claim()
    return str(asks.person) if asks is not None else get_remote_address()


def address_and_account() -> str:
    """Tries from one address at one account."""
    return f"{get_remote_address()} {request.form.get('email', '').strip().casefold()}"


def failed(response: Response) -> bool:
    """Whether a try failed."""
    return response.status_code in WRONG


csrf = CSRFProtect()
limiter = Limiter(who_asks, storage_uri="memory://", default_limits=["6000 per minute"])
wrong_for_one = limiter.limit("10 per minute", key_func=address_and_account, deduct_when=failed)
wrong_from_one = limiter.limit("100 per minute", key_func=get_remote_address, deduct_when=failed)
wrong_of_one = limiter.limit("10 per minute", deduct_when=failed)


def style_nonce() -> str:
    """A word for this answer alone: a style sheet that a script of ours puts into the page carries it, and is let in.

    The editor makes its sheet in the browser. Pages that do not ask for the word let no such sheet in.
    """
    if "style_nonce" not in g:
        g.style_nonce = token_urlsafe(16)
    nonce: str = g.style_nonce
    return nonce


def install(app: Flask) -> None:
    """Protect every page of `app`."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_BODY
    app.config["PERMANENT_SESSION_LIFETIME"] = SIGNED_IN_FOR
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a sitting lasts for days; the token lives as long as the sign-in
    csrf.init_app(app)
    limiter.init_app(app)
    app.after_request(_headers)


def _headers(response: Response) -> Response:
    ancestors = "*" if request.endpoint in EMBEDDABLE else "'none'"
    policy = POLICY
    if "style_nonce" in g:
        policy = policy.replace("style-src 'self'", f"style-src 'self' 'nonce-{g.style_nonce}'")
    response.headers.setdefault("Content-Security-Policy", f"{policy}; frame-ancestors {ancestors}")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if site().config.https:
        response.headers.setdefault("Strict-Transport-Security", TLS_ALONE)
    if request.endpoint != "static" or response.status_code >= HTTPStatus.BAD_REQUEST:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
