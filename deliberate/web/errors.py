"""A refusal, said once for programs and once for people: one shape whatever went wrong."""

from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response, jsonify, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from deliberate.domain.refusals import N_, Refusal
from deliberate.web.words import say

STATUS = {
    "not_signed_in": HTTPStatus.UNAUTHORIZED,
    "wrong_password": HTTPStatus.UNAUTHORIZED,
    "not_allowed": HTTPStatus.FORBIDDEN,
    "csrf": HTTPStatus.FORBIDDEN,
    "not_found": HTTPStatus.NOT_FOUND,
    "unknown_command": HTTPStatus.NOT_FOUND,
    "wrong_method": HTTPStatus.METHOD_NOT_ALLOWED,
    "link_expired": HTTPStatus.GONE,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "bad_data": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_password": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not_json": HTTPStatus.BAD_REQUEST,
    "key_missing": HTTPStatus.BAD_REQUEST,
    "too_often": HTTPStatus.TOO_MANY_REQUESTS,
    "uncertain": HTTPStatus.SERVICE_UNAVAILABLE,
    "failed": HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""What a refusal is in HTTP; any other is a conflict with the state of things."""

CODES = {
    400: ("not_json", N_("This request cannot be read.")),
    403: ("not_allowed", N_("This is not allowed.")),
    404: ("not_found", N_("There is nothing at this address.")),
    405: ("wrong_method", N_("This address is not used in this way.")),
    413: ("too_large", N_("This is too large: at most 1 MiB at a time.")),
    415: ("not_json", N_("Send JSON.")),
    429: ("too_often", N_("Too many tries. Wait a minute, then try again.")),
}

KEPT = frozenset({"Allow", "Retry-After"})
"""What an error of HTTP says in headers, and no refusal does."""

FAILED = Refusal("failed", N_("Something went wrong. Nothing was changed."))

log = structlog.get_logger(__name__)


def install(app: Flask) -> None:
    """Answer every failure of `app` in the one shape."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(CSRFError, lambda _: refused(Refusal("csrf", N_("Reload the page, then try again."))))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _failed)


def refused(refusal: Refusal) -> Response:
    """The answer to a refusal: JSON for programs, a page for people; to a person not signed in, the sign-in."""
    status = STATUS.get(refusal.code, HTTPStatus.CONFLICT)
    if request.path.startswith("/api/"):
        return make_response(jsonify(body(refusal)), status)
    if refusal.code == "not_signed_in":
        onward = request.full_path.rstrip("?") if request.method == "GET" else url_for("pages.home")
        to: AnyResponse = redirect(url_for("pages.sign_in", next=onward))
        return make_response(to)
    return make_response(render_template("refused.html", message=say(refusal.sentence), status=int(status)), status)


def body(refusal: Refusal) -> dict[str, Any]:
    """A refusal as JSON, its message in the reader's language."""
    return {"ok": False, "code": refusal.code, "message": say(refusal.sentence), "facts": refusal.facts}


def _http(error: HTTPException) -> Response:
    if error.code is not None and error.code < HTTPStatus.BAD_REQUEST:
        return make_response(error.get_response())
    code, words = CODES.get(error.code or 500, ("failed", N_("Something went wrong. Nothing was changed.")))
    answer = refused(Refusal(code, words))
    answer.headers.extend((name, value) for name, value in error.get_headers() if name in KEPT)
    return answer


def _failed(error: Exception) -> Response:
    log.exception("failed", path=request.path, kind=type(error).__name__)
    return refused(FAILED)
