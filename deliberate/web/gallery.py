"""The gallery and the hall: the room for everyone, read only. They have no form and no command."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, get_translations

from deliberate.documents.words import Words
from deliberate.web import boot
from deliberate.web.site import enter, site, visitor
from deliberate.web.still import still

gallery = Blueprint("gallery", __name__)


@gallery.get("/g/<slug>/gallery")
def gallery_page(slug: str) -> ResponseReturnValue:
    """Text, queue, decisions: complete in this page, live where scripts run."""
    with site().database.reading() as session:
        entered = enter(session, slug, visitor(), gallery=True)
        page = boot.page(session, entered, "gallery")
        words = Words(str(get_locale() or "en"), entered.group.timezone, get_translations())
        return render_template("gallery.html", group=entered.group, boot=page, words=words, **still(page))


@gallery.get("/g/<slug>/hall")
def hall_page(slug: str) -> ResponseReturnValue:
    """The big screen: one thing at a time, as everyone may see it, following the chair."""
    with site().database.reading() as session:
        entered = enter(session, slug, visitor(), gallery=True)
        return render_template("hall.html", group=entered.group, boot=boot.page(session, entered, "hall"))
