"""A rule tried on the electorate as it is now: in words, and what adoption would need. It changes nothing."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from deliberate.commands.groups import CUSTOM
from deliberate.commands.opening import rule_of
from deliberate.domain import exact
from deliberate.domain.electorate import Elector
from deliberate.domain.enough import enough
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rules import PRESETS, Rule
from deliberate.domain.secrecy import cautions
from deliberate.domain.trial import Trial, tried
from deliberate.domain.wording import rule_in_words
from deliberate.journal.seating import electorate
from deliberate.store.groups import Group
from deliberate.web.security import limiter
from deliberate.web.site import enter, site, visitor
from deliberate.web.words import say

rule = Blueprint("rule", __name__, url_prefix="/api")
TRIALS_AT_MOST = "240 per minute"
"""A form asks as it is edited, not more than four times a second."""


@rule.get("/groups/<slug>/rule")
@limiter.limit(TRIALS_AT_MOST)
def try_rule(slug: str) -> ResponseReturnValue:
    """A rule in words, what adoption by it needs of those present, what to know of a secret vote by it, and mistakes.

    `preset` names one of those that the group can use; `rule` is the JSON of any other; without either, the group's
    usual one is told. For those who take part.
    """
    with site().database.reading() as session:
        entered = enter(session, slug, visitor())
        if not entered.inside:
            raise Refusal("not_allowed", N_("This is for those who take part."))
        electors = electorate(session, entered.group)
        found, mistakes = _asked(entered.group, electors)
        sentences = {"in_words": [], "now": [], "secret": []} if found is None else _told(found, electors)
        wrong = [{"part": each.part, "line": each.line, "message": say(each.refusal.sentence)} for each in mistakes]
        return jsonify({**sentences, "mistakes": wrong})


def _told(rule: Rule, electors: list[Elector]) -> dict[str, list[dict[str, object]]]:
    now = enough(rule, electors).in_words() if electors else []
    secret = cautions(rule, electors)
    told = {"in_words": rule_in_words(rule), "now": now, "secret": secret}
    return {name: [each.record() for each in sentences] for name, sentences in told.items()}


def _asked(group: Group, electors: list[Elector]) -> Trial:
    given, preset = request.args.get("rule"), request.args.get("preset")
    if given is not None:
        return tried(exact.parse(given), electors)
    if preset not in (None, CUSTOM, *PRESETS):
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="preset: one that the group can use")
    return Trial(rule_of(group, preset), [])
