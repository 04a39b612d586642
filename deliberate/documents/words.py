"""How a document speaks: the reader's language, the group's time zone, and the house's own words for its codes."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from deliberate import assets
from deliberate.domain.refusals import N_, Fact, Sentence

NAMES: Mapping[str, Mapping[str | None, str]] = {
    "side": {"governments": N_("Governments"), "others": N_("Others"), "all": N_("Both halves")},
    "choice": {
        "for": N_("For"),
        "against": N_("Against"),
        "abstain": N_("Abstain"),
        "not_voting": N_("Did not vote"),
        "absent": N_("Absent"),
        "waiting": N_("Not yet"),
        "may_vote": N_("May vote"),
        "voted": N_("Voted"),
    },
    "stance": {
        "support": N_("Support"),
        "reservation": N_("Support with a reservation"),
        "stand_aside": N_("Stand aside"),
        "object": N_("Object"),
        "before": N_("Explanation before the vote"),
        "after": N_("Explanation after the vote"),
        "intended_for": N_("Correction: had intended to vote for"),
        "intended_against": N_("Correction: had intended to vote against"),
        "intended_abstain": N_("Correction: had intended to abstain"),
    },
    "note": {
        "reservation": N_("joins with a reservation"),
        "stand_aside": N_("stands aside (dissociation)"),
        "statement": N_("puts on record"),
    },
    "step": {
        "endorse": N_("Endorse"),
        "minor_concern": N_("Endorse, with a minor concern"),
        "reservations": N_("Agree, with reservations"),
        "abstain": N_("Abstain"),
        "stand_aside": N_("Stand aside"),
        "go_along": N_("Disagree, but will go along"),
        "want_out": N_("Disagree, and want out"),
        "block": N_("Cannot go forward"),
    },
    "silence": {
        "running": N_("under silence"),
        "broken": N_("silence broken"),
        "adopted": N_("adopted by silence"),
        "withdrawn": N_("withdrawn by the chair"),
    },
    "message": {
        "objection": N_("Objection"),
        "amendment": N_("Amendment"),
        "reservation": N_("Reservation"),
        "statement": N_("Statement"),
    },
    "message_means": {
        "objection": N_("It breaks the silence: the text is not adopted. Say why."),
        "amendment": N_("It breaks the silence, too. Write the words you propose."),
        "amendment_tabled": N_(
            "It breaks the silence, too. Change the text below, and that is tabled in the name of your seat."
        ),
        "reservation": N_("You join, with a note under the adopted text."),
        "statement": N_("You join, and put something on record."),
    },
    "outcome": {
        "adopted": N_("adopted"),
        "rejected": N_("rejected"),
        "no_quorum": N_("no quorum"),
        "consensus": N_("consensus"),
        "no_consensus": N_("no consensus"),
        "chosen": N_("chosen"),
        "tie": N_("tie"),
        "void": N_("void"),
        None: N_("open"),
    },
    "question": {
        "vote": N_("vote"),
        "call": N_("call for consensus"),
        "batch": N_("call without objection"),
        "priority": N_("choice of a priority"),
    },
    "method": {
        "recorded": N_("Vote open"),
        "roll_call": N_("Roll call"),
        "hands": N_("Show of hands"),
        "secret": N_("Secret vote open"),
        None: N_("Call for consensus"),
    },
    "rule": {
        "procedural": N_("the procedural rule"),
        "substantive": N_("the substantive rule"),
        "custom": N_("the group's own rule"),
        "reconsideration": N_("the rule of two thirds for a reconsideration"),
    },
    "stage": {"drafting": N_("Drafting"), "negotiation": N_("Negotiation"), "final": N_("Final"),
              "adopted": N_("Adopted")},
    "amendment": {
        "tabled": N_("tabled"),
        "redraft": N_("to be redrafted"),
        "adopted": N_("adopted"),
        "rejected": N_("rejected"),
        "withdrawn": N_("withdrawn"),
        "fallen": N_("fallen"),
    },
    "division": {
        "asked": N_("waits for the chair"),
        "granted": N_("granted"),
        "refused": N_("refused"),
        "decided": N_("decided"),
        "withdrawn": N_("withdrawn"),
        "fallen": N_("fallen"),
    },
    "kind": {
        "replace": N_("%(label)s changes"),
        "delete": N_("%(label)s deletes"),
        "insert": N_("%(label)s adds"),
        "move": N_("%(label)s moves"),
    },
    "sitting": {
        "scheduled": N_("Scheduled"),
        "open": N_("Open"),
        "suspended": N_("Suspended"),
        "closed": N_("Closed"),
        None: N_("No session yet"),
    },
    "request": {
        "statement": N_("Speech"),
        "point_of_order": N_("Point of order"),
        "reply": N_("Right of reply"),
        "suspend": N_("Motion to suspend the meeting"),
        "adjourn": N_("Motion to adjourn the meeting"),
        "adjourn_debate": N_("Motion to adjourn the debate"),
        "close_debate": N_("Motion to close the debate"),
    },
    "motion": {
        "open": N_("before the group"),
        "carried": N_("carried"),
        "rejected": N_("rejected"),
        "withdrawn": N_("withdrawn"),
        "out_of_order": N_("ruled out of order"),
        "upheld": N_("upheld by the chair"),
        "dismissed": N_("not upheld by the chair"),
        "appealed": N_("under appeal"),
        "overruled": N_("the chair was overruled"),
    },
    "taken": {
        "support": N_("Support"),
        "reservation": N_("Reservation"),
        "stand_aside": N_("Stand aside"),
        "object": N_("Object"),
        "silent": N_("Nothing said"),
        "absent": N_("Absent"),
    },
    "paragraph": {
        "open": N_("open"),
        "bracketed": N_("in brackets"),
        "ad_referendum": N_("agreed ad referendum"),
        "agreed": N_("agreed"),
    },
    "office": {
        "chair": N_("Chair"),
        "cochair": N_("Co-chair"),
        "moderator": N_("Moderator"),
        "rapporteur": N_("Rapporteur"),
        "secretariat": N_("Secretariat"),
        "associate": N_("Associate"),
        "observer": N_("Observer"),
    },
}
"""What rows say by a code, in words, by kind."""

NOUNS = frozenset({"scope", "counted", "base", "side", "group"})
"""The facts of a sentence that are messages themselves; any other may be somebody's own words and stays as it is."""


def percent_in(locale: Locale, percent: str) -> str:
    """A percentage of the rules, such as ``64.7%``, as it is written in a language, with all its digits."""
    figures = percent.removesuffix("%")
    _, _, digits = figures.partition(".")
    number = format_decimal(Decimal(figures), format="0." + "0" * len(digits) if digits else "0", locale=locale)
    return str(locale.percent_formats[None].pattern).replace("#,##0", number)


class Words:
    """One language and one time zone."""

    def __init__(self, language: str, zone: str, translations: NullTranslations | None = None) -> None:
        self.locale = locale_of(language)
        self.zone = ZoneInfo(zone)
        spoken = [str(self.locale), self.locale.language]
        self._translations = translations or Translations.load(str(assets.translations()), spoken)

    @property
    def language(self) -> str:
        """The language as a page names it, such as ``pt-BR``."""
        return str(self.locale).replace("_", "-")

    @property
    def direction(self) -> str:
        """The way this language runs."""
        return direction(self.language)

    def gettext(self, message: str) -> str:
        """A message in this language. The empty one stays empty: a catalogue keeps its own header under it."""
        return self._translations.gettext(message) if message else ""

    def ngettext(self, one: str, many: str, number: int) -> str:
        """A message about a number of things."""
        return str(self._translations.ngettext(one, many, number))

    def name(self, kind: str, code: str | None) -> str:
        """The house's word for a code; a code it does not know stays as it is."""
        found = NAMES[kind].get(code)
        return self.gettext(found) if found is not None else str(code)

    def say(self, sentence: Sentence | Mapping[str, Any]) -> str:
        """A sentence of the rules, from a row or from a record."""
        say, facts = sentence if isinstance(sentence, Sentence) else (sentence["say"], sentence["facts"])
        told = {name: self._told(name, fact) for name, fact in facts.items()}
        words = self.gettext(say)
        return words % told if told else words

    def _told(self, name: str, fact: Fact) -> Fact:
        if not isinstance(fact, str):
            return fact
        return percent_in(self.locale, fact) if name == "percent" else self.gettext(fact) if name in NOUNS else fact

    def moment(self, at: datetime | str | None) -> str:
        """A day and an hour."""
        return self._written(at, "d MMM y, HH:mm")

    def day(self, at: datetime | str | None) -> str:
        """A day."""
        return self._written(at, "d MMMM y")

    def hour(self, at: datetime | str | None) -> str:
        """An hour."""
        return self._written(at, "HH:mm")

    def _written(self, at: datetime | str | None, pattern: str) -> str:
        if at is None:
            return ""
        moment = datetime.fromisoformat(at) if isinstance(at, str) else at
        return format_datetime(moment, pattern, self.zone, self.locale)


def locale_of(language: str) -> Locale:
    """What is known about a language; about one that is not known, what is known about English."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def direction(language: str) -> str:
    """Whether a language is written from the right: ``rtl`` or ``ltr``."""
    return locale_of(language).text_direction

