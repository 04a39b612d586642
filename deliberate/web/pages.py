"""Pages for people who take part: signing in, their account, the room, the desk."""

import secrets
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user, login_user, logout_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate import auth
from deliberate.auth import Visitor, person_of_link
from deliberate.domain import phases
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, OFFICE, Role, role_names
from deliberate.store.groups import Group
from deliberate.store.people import Account
from deliberate.store.sittings import Sitting
from deliberate.store.standing import standing
from deliberate.web import boot
from deliberate.web.describe import openapi
from deliberate.web.security import wrong_for_one, wrong_from_one, wrong_of_one
from deliberate.web.site import Claim, Entered, enter, execute, now, site, visitor
from deliberate.web.words import LANGUAGES, say

pages = Blueprint("pages", __name__)


@pages.get("/")
def home() -> ResponseReturnValue:
    """The groups that the visitor belongs to, and the public ones."""
    with site().database.reading() as session:
        groups = session.scalars(select(Group).order_by(Group.title)).all()
        found = [Entered(group, standing(session, group.journal_id, visitor()), frozenset()) for group in groups]
        mine = [each for each in found if each.inside or each.standing.roles & Role.OBSERVER]
        public = [each for each in found if each.group.public and each not in mine]
        return render_template(
            "home.html",
            mine=mine,
            public=public,
            sittings=_due(session),
            roles=role_names,
            desks={each.group.slug for each in mine if each.standing.roles & (OFFICE | CONDUCT)},
        )


@pages.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """The form to sign in."""
    return render_template("sign_in.html", next=_inner(request.args.get("next", "")), email="", problem=None)


@pages.post("/sign-in")
@wrong_for_one
@wrong_from_one
def signed_in() -> ResponseReturnValue:
    """Sign in with address and password."""
    onward, email = _inner(request.form.get("next", "")), request.form.get("email", "")
    try:
        person = auth.sign_in(site().database, email, request.form.get("password", ""))
    except Refusal as refusal:
        page = render_template("sign_in.html", next=onward, email=email, problem=say(refusal.sentence))
        return page, 401
    login_user(person)
    return redirect(onward)


@pages.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Sign out on this device."""
    logout_user()
    return redirect(url_for("pages.home"))


@pages.get("/join/<token>")
def join(token: str) -> ResponseReturnValue:
    """The form to which an invitation leads: set a password."""
    with site().database.reading() as session:
        account = person_of_link(session, token, now())
        return render_template("join.html", name=account.name, email=account.email, problem=None)


@pages.post("/join/<token>")
def joined(token: str) -> ResponseReturnValue:
    """Set a password by a link, once, and be signed in."""
    with site().database.reading() as session:
        account = person_of_link(session, token, now())
        person, name, email = account.id, account.name, account.email
    try:
        encoded = auth.encode(request.form.get("password", ""))
    except Refusal as refusal:
        return render_template("join.html", name=name, email=email, problem=say(refusal.sentence)), 422
    _execute("account.set_password", {"token": token, "encoded": encoded}, actor=person)
    _sign_in_again(person)
    return redirect(url_for("pages.home"))


@pages.get("/account")
def account() -> ResponseReturnValue:
    """What the site knows about the visitor, and what they can change."""
    _must_be_signed_in()
    return render_template("account.html", languages=LANGUAGES, problem=None, saved=request.args.get("saved"))


@pages.post("/account")
def update_account() -> ResponseReturnValue:
    """Change name, language, and whether observers see the name."""
    _must_be_signed_in()
    form = request.form
    data = {
        "name": form.get("name", ""),
        "named_in_public": "named_in_public" in form,
        "locale": form.get("locale", "") if form.get("locale", "") in LANGUAGES else "",
    }
    try:
        _execute("account.update", data)
    except Refusal as refusal:
        return render_template("account.html", languages=LANGUAGES, problem=say(refusal.sentence), saved=None), 422
    cookie.pop("language", None)  # the account's own choice counts from now on
    return redirect(url_for("pages.account", saved=1))


@pages.post("/account/password")
@wrong_of_one
def change_password() -> ResponseReturnValue:
    """Set another password, with the present one."""
    _must_be_signed_in()
    person = str(visitor())
    try:
        auth.sign_in(site().database, current_user.email, request.form.get("present", ""))
        _execute("account.change_password", {"encoded": auth.encode(request.form.get("password", ""))})
    except Refusal as refusal:
        wrong = refusal.code == "wrong_password"
        told = gettext("This is not your present password.") if wrong else say(refusal.sentence)
        page = render_template("account.html", languages=LANGUAGES, problem=told, present_is_wrong=wrong, saved=None)
        return page, 422
    _sign_in_again(person)
    return redirect(url_for("pages.account", saved=1))


@pages.post("/account/sign-out-everywhere")
def sign_out_everywhere() -> ResponseReturnValue:
    """Sign out on every device."""
    _must_be_signed_in()
    _execute("account.sign_out_everywhere", {})
    logout_user()
    return redirect(url_for("pages.sign_in"))


@pages.get("/g/<slug>")
def room(slug: str) -> ResponseReturnValue:
    """The room, for those who take part; others are shown to the gallery."""
    with site().database.reading() as session:
        entered = enter(session, slug, visitor())
        if not entered.inside:
            return redirect(url_for("gallery.gallery_page", slug=slug))
        return render_template("room.html", group=entered.group, boot=boot.page(session, entered, "room"))


@pages.get("/g/<slug>/desk")
def desk(slug: str) -> ResponseReturnValue:
    """The secretariat's desk; the chair finds rules and offices there."""
    _must_be_signed_in()
    with site().database.reading() as session:
        entered = enter(session, slug, visitor())
        if not entered.standing.roles & (OFFICE | CONDUCT):
            raise Refusal("not_allowed", N_("The desk is for the secretariat and the chair."))
        return render_template("desk.html", group=entered.group, boot=boot.page(session, entered, "desk"))


@pages.get("/desk")
def site_desk() -> ResponseReturnValue:
    """The administrators' desk: groups and accounts."""
    _must_be_signed_in()
    if not current_user.administrator:
        raise Refusal("not_allowed", N_("This page is for the administrators of the site."))
    with site().database.reading() as session:
        groups = session.scalars(select(Group).order_by(Group.title)).all()
        accounts = session.scalars(select(Account).where(Account.email.is_not(None)).order_by(Account.name)).all()
        return render_template("site_desk.html", groups=groups, accounts=accounts, boot=boot.frame())


@pages.get("/api/docs")
def api_docs() -> ResponseReturnValue:
    """The API, described for people."""
    return render_template("api_docs.html", api=openapi(site().config.base_url))


def _due(session: Session) -> dict[int, Sitting]:
    """The sitting under way, or else the next, of each group that has one; by journal."""
    found = select(Sitting).where(Sitting.state != phases.Sitting.CLOSED, Sitting.archived.is_(False))
    due: dict[int, Sitting] = {}
    next_first = (Sitting.state == phases.Sitting.SCHEDULED, Sitting.starts_at, Sitting.number)
    for sitting in session.scalars(found.order_by(*next_first)):
        due.setdefault(sitting.journal_id, sitting)
    return due


def _must_be_signed_in() -> None:
    if visitor() is None:
        raise Refusal("not_signed_in", N_("Please sign in first."))


def _execute(name: str, data: object, actor: str | None = None) -> None:
    asks = Claim(actor, None) if actor is not None else None
    execute(name, data, key=secrets.token_hex(16), asks=asks)


def _sign_in_again(person: str) -> None:
    with site().database.reading() as session:
        login_user(Visitor(session.get_one(Account, person)))


def _inner(address: str) -> str:
    """An address on this site, whatever was asked for: a link must not lead a visitor who signs in elsewhere."""
    try:
        parts = urlsplit(address)  # without what browsers leave out of an address: tabs and ends of lines
    except ValueError:
        return url_for("pages.home")
    inside = parts.geturl().startswith("/") and not parts.scheme and not parts.netloc and "\\" not in address
    return address if inside and address.isprintable() else url_for("pages.home")
