"""Working groups: founding one, its description, its rules of procedure."""

from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from marshmallow import ValidationError, validate
from marshmallow.fields import Integer, Raw, String
from sqlalchemy import select

from deliberate.commands.desk import Desk
from deliberate.commands.fields import NOTE, Words, line, maybe_line, number, one_of, truth
from deliberate.commands.registry import command
from deliberate.domain.consensus import Definition
from deliberate.domain.methods import Method
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, OFFICE, Audience, Role
from deliberate.domain.rules import PRESETS
from deliberate.domain.silence import MINIMUM
from deliberate.domain.trial import own_rule
from deliberate.journal.seating import electorate
from deliberate.store.groups import Group
from deliberate.store.journal import SITE, Journal

SETTINGS: dict[str, Any] = {
    "rule": "substantive",
    "custom": None,
    "custom_name": "",
    "definition": Definition.NO_OBJECTION.value,
    "speech_limit": 180,
    "board": "at_close",
    "method": Method.RECORDED.value,
    "cosponsors": 0,
    "cosponsors_each_side": False,
    "silence_hours": MINIMUM // timedelta(hours=1),
    "second_vote": False,
}
"""The rules of procedure of a new group.

`speech_limit` is in seconds. An amendment needs so many `cosponsors` beside its mover before it is put; with
`cosponsors_each_side` its sponsors are of both sides. A silence procedure lasts `silence_hours` at least. With
`second_vote` a vote that was a tie may be taken once more.
"""

CUSTOM = "custom"
NAME = 100
"""Characters of the name of the group's own rule."""
LONGEST_SILENCE = 24 * 90
"""The longest minimum that a group can set for its silence procedures, in hours."""


def _known_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError("Not a time zone, such as Africa/Accra.")


def _known_language(tag: str) -> None:
    try:
        Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError) as unknown:
        raise ValidationError("Not a language, such as en or ar.") from unknown


def description(**left_out: Any) -> dict[str, Any]:
    """The fields that describe a group, and what they are where they are left out; all others must be there."""

    def otherwise(name: str) -> dict[str, Any]:
        return {"load_default": left_out[name]} if name in left_out else {"required": True}

    return {
        "title": line(),
        "mandate": Words(NOTE, least=0, lines=True, **otherwise("mandate")),
        "timezone": String(validate=_known_zone, **otherwise("timezone")),
        "language": String(validate=_known_language, **otherwise("language")),
        "public": truth(**otherwise("public")),
    }


@command(
    "group.create",
    {
        "slug": String(required=True, validate=validate.Regexp(r"^[a-z][a-z0-9-]{1,60}\Z")),
        **description(mandate="", timezone="UTC", language="en", public=True),
    },
    who=Role.ADMINISTRATOR,
    of_site=True,
)
def create(desk: Desk, slug: str, **described: Any) -> dict[str, Any]:
    """An administrator founds a working group. It begins without seats: the secretariat sets the plan."""
    if slug == SITE or desk.session.scalar(select(Journal).where(Journal.slug == slug)):
        raise Refusal("slug_taken", N_("There is already a group called %(slug)s."), slug=slug)
    journal = Journal(slug=slug, seq=0)
    desk.session.add(journal)
    desk.session.flush()
    desk.session.add(Group(journal_id=journal.id, slug=slug, settings=dict(SETTINGS), **described))
    desk.record("group.created", Audience.OFFICERS, slug=slug)
    return {"slug": slug}


@command("group.update", description(), who=OFFICE)
def describe(desk: Desk, **described: Any) -> None:
    """The secretariat changes a group's title, mandate, time zone or language, and whether it is public."""
    for name, value in described.items():
        setattr(desk.group, name, value)
    desk.record("group.updated")


@command(
    "group.set_rules",
    {
        "rule": one_of([*PRESETS, CUSTOM]),
        "custom": Raw(load_default=None, allow_none=True),
        "custom_name": maybe_line(NAME),
        "definition": one_of(Definition),
        "speech_limit": number(10, 7200),
        "board": one_of(["at_close", "live"]),
        "method": one_of(Method, load_default=Method.RECORDED.value),
        "cosponsors": number(0, 10),
        "silence_hours": Integer(
            strict=True, load_default=SETTINGS["silence_hours"], validate=validate.Range(1, LONGEST_SILENCE)
        ),
        "cosponsors_each_side": truth(load_default=False),
        "second_vote": truth(load_default=False),
    },
    who=CONDUCT | OFFICE,
)
def set_rules(desk: Desk, rule: str, custom: object, **settings: Any) -> None:
    """The rules of procedure: the rule of decision, what consensus means, the time for a speech. Not during a vote."""
    if desk.open_question() is not None:
        raise Refusal("question_open", N_("A question is open. Its rules stand until it is closed."))
    if rule == CUSTOM and custom is None:
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="custom: a rule is needed")
    own = None if custom is None else own_rule(custom, electorate(desk.session, desk.group)).json()
    desk.group.settings = {**desk.group.settings, "rule": rule, "custom": own, **settings}
    desk.record("group.rules_set", rule=rule)
