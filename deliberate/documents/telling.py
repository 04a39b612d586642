"""The sentences of a report: what its dataclasses hold, said in one language. Both forms of a report use them."""

import re

from deliberate.documents.attendance import Attendee, SittingHeld, Stay
from deliberate.documents.changes import Proposal
from deliberate.documents.decisions import Decision
from deliberate.documents.procedure import QuorumCalled
from deliberate.documents.settled import Settled
from deliberate.documents.silences import SilenceHeld
from deliberate.documents.words import Words
from deliberate.domain.refusals import N_, Sentence
from deliberate.domain.seats import Side
from deliberate.domain.silence import State

DOES = {
    "replace": N_("changes it"),
    "delete": N_("deletes it"),
    "insert": N_("adds a paragraph after it"),
    "move": N_("moves it elsewhere"),
    None: N_("adds a paragraph"),
}
WHOLE = {
    "statement": N_("The statement as a whole"),
    "amendment": N_("Amendment %(label)s"),
    "batch": N_("Amendments %(labels)s together"),
    "division": N_("Separate vote on a part: %(label)s"),
    "paragraph": N_("Paragraph %(number)s"),
    "part": N_("The part “%(title)s”"),
}


VOTES = {
    "recorded": N_("Recorded vote under %(rule)s: %(outcome)s"),
    "roll_call": N_("Vote by roll call under %(rule)s: %(outcome)s"),
    "hands": N_("Vote by show of hands under %(rule)s: %(outcome)s"),
    "secret": N_("Secret vote under %(rule)s: %(outcome)s"),
}


class Telling:
    """Says what a report holds."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def title(self, decision: Decision) -> str:
        """What a question was about, in the words of the room."""
        if decision.important:
            return self._say(N_("Whether this is an important question: %(title)s"), title=self._matter(decision))
        if decision.reconsiders is None:
            return self._matter(decision)
        say = N_("Reconsideration of question %(number)s: %(title)s")
        return self._say(say, number=decision.reconsiders, title=self._matter(decision))

    def _matter(self, decision: Decision) -> str:
        if decision.about == "statement":
            return self._say(WHOLE["statement"])
        if decision.about == "amendment" and decision.standard_title:
            return self._say(WHOLE["amendment"], label=decision.title)
        if decision.about == "paragraph" and decision.standard_title:
            return self._say(WHOLE["paragraph"], number=decision.title)
        if decision.about == "batch":
            return self._say(WHOLE["batch"], labels=decision.title)
        if decision.about == "division":
            return self._say(WHOLE["division"], label=decision.title)
        if decision.about == "part":
            return self._say(WHOLE["part"], title=decision.title)
        return decision.title

    def question(self, decision: Decision) -> str:
        """The heading of a decision."""
        return self._say(N_("Question %(number)s. %(title)s"), number=decision.number, title=self.title(decision))

    def came_of(self, decision: Decision) -> str:
        """How it was put, and what came of it: ``Vote under the substantive rule: adopted``."""
        outcome = self.words.name("outcome", decision.result)
        if decision.kind == "priority":
            return self._say(N_("Choice of a priority: %(outcome)s"), outcome=outcome)
        if decision.kind == "batch":
            return self._say(N_("Without objection: %(outcome)s"), outcome=outcome)
        if decision.kind != "vote":
            return self._say(N_("Call for consensus: %(outcome)s"), outcome=outcome)
        rule = self.words.name("rule", decision.preset)
        return self._say(VOTES[decision.method], rule=rule, outcome=outcome)

    def when(self, decision: Decision) -> str:
        """In which session it was put, and when it was opened and closed."""
        opened = self.words.moment(decision.opened_at)
        if decision.closed_at is None:
            return self._say(N_("Opened on %(opened)s; not closed yet."), opened=opened)
        closed = self.words.moment(decision.closed_at)
        if decision.sitting is None:
            return self._say(N_("Opened on %(opened)s, closed on %(closed)s."), opened=opened, closed=closed)
        return self._say(
            N_("Session %(number)s, opened on %(opened)s, closed on %(closed)s."),
            number=decision.sitting, opened=opened, closed=closed,
        )

    def column(self, decision: Decision, name: str) -> str:
        """What a column of the figures tells."""
        return self.words.name("choice" if decision.kind == "vote" else "taken", name)

    def does(self, proposal: Proposal) -> str:
        """What an amendment does to the paragraph it is told of under."""
        if proposal.amends:
            return self._say(N_("proposes another text for %(amendment)s"), amendment=proposal.amends)
        if proposal.kind == "insert" and proposal.state == "adopted":
            return self._say(N_("adds this paragraph"))
        at_the_beginning = proposal.kind == "insert" and proposal.paragraph is None
        return self._say(DOES[None if at_the_beginning else proposal.kind])

    def moved_by(self, proposal: Proposal) -> str:
        """Who stands behind an amendment."""
        mover = str(proposal.mover)
        if not proposal.sponsors:
            return self._say(N_("by %(mover)s"), mover=mover)
        sponsors = ", ".join(str(each) for each in proposal.sponsors)
        return self._say(N_("by %(mover)s, with %(sponsors)s"), mover=mover, sponsors=sponsors)

    def origin(self, proposal: Proposal) -> str:
        """Which withdrawn amendment it brought back; nothing for any other."""
        if not proposal.reintroduces:
            return ""
        return self._say(N_("%(amendment)s again, which was withdrawn"), amendment=proposal.reintroduces)

    def became(self, proposal: Proposal) -> str:
        """What became of an amendment, and where that is told."""
        state = self.words.name("amendment", proposal.state)
        if not proposal.questions:
            return state
        numbers = ", ".join(str(number) for number in proposal.questions)
        if len(proposal.questions) == 1:
            return self._say(N_("%(state)s (question %(number)s)"), state=state, number=numbers)
        return self._say(N_("%(state)s (questions %(numbers)s)"), state=state, numbers=numbers)

    def settled(self, each: Settled) -> str:
        """What the chair or the rapporteur settled: ``Paragraph 1.2: “[shall][should]” became “shall”.``"""
        facts = {**each.facts, "paragraph": each.number or self._say(N_("no longer in the text")), "by": str(each.seat)}
        if each.what == "paragraph.reopened":
            return self._say(N_("Paragraph %(paragraph)s: reopened at the request of %(by)s."), **facts)
        if each.what == "paragraph.agreed":
            state = self.words.name("paragraph", each.facts["state"])
            return self._say(N_("Paragraph %(paragraph)s: %(state)s."), **{**facts, "state": state})
        if each.facts["chosen"]:
            return self._say(N_("Paragraph %(paragraph)s: “%(stood)s” became “%(chosen)s”."), **facts)
        return self._say(N_("Paragraph %(paragraph)s: “%(stood)s” was deleted."), **facts)

    def named(self, about: str | None, title: str) -> str:
        """What was put under silence, in the words of the room."""
        return self._say(WHOLE[about], label=title, number=title, title=title) if about else title

    def silence(self, held: SilenceHeld) -> str:
        """The heading of a round of silence."""
        title = self.named(held.about, held.title)
        if held.round == 1:
            return self._say(N_("Silence procedure %(number)s. %(title)s"), number=held.number, title=title)
        return self._say(
            N_("Silence procedure %(number)s, round %(round)s. %(title)s"),
            number=held.number, round=held.round, title=title,
        )

    def ended(self, held: SilenceHeld) -> str:
        """From when to when a text was under silence, and how that ended."""
        opened, expiry = self.words.moment(held.opened_at), self.words.moment(held.expires_at)
        if held.state == State.RUNNING:
            return self._say(N_("Under silence since %(opened)s, until %(expiry)s."), opened=opened, expiry=expiry)
        if held.state == State.ADOPTED:
            return self._say(
                N_("Under silence from %(opened)s; adopted as of %(expiry)s, for nobody broke it."),
                opened=opened, expiry=expiry,
            )
        if held.state == State.WITHDRAWN:
            say = N_("Under silence from %(opened)s, until %(expiry)s; withdrawn by the chair on %(ended)s.")
        else:
            say = N_("Under silence from %(opened)s, until %(expiry)s; broken on %(ended)s.")
        return self._say(say, opened=opened, expiry=expiry, ended=self.words.moment(held.ended_at))

    def quorum(self, called: QuorumCalled) -> str:
        """Who was there when the quorum was called, and whether a decision could be taken."""
        found = self._say(
            N_(
                "Quorum called by %(seat)s at %(hour)s: %(governments)s of %(seats)s governments and %(others)s of"
                " %(seats)s others present."
            ),
            seat=str(called.place), hour=self.words.hour(called.at), seats=called.seats[Side.GOVERNMENTS],
            governments=called.present[Side.GOVERNMENTS], others=called.present[Side.OTHERS],
        )
        enough = N_("There is a quorum.") if called.holds else N_("There is no quorum for a decision.")
        return f"{found} {self._say(enough)}"

    def left_out(self, number: int) -> str:
        """How many decisions a reader is not told."""
        words = self.words.ngettext(
            "%(number)s decision was taken in a part of a session that was closed to observers.",
            "%(number)s decisions were taken in parts of sessions that were closed to observers.",
            number,
        )
        return words % {"number": number}

    def sitting(self, sitting: SittingHeld) -> str:
        """The heading of a session, with its title."""
        return self._say(N_("Session %(number)s, %(title)s"), number=sitting.number, title=sitting.title)

    def held(self, sitting: SittingHeld) -> str:
        """From when to when a session was held."""
        opened = self.words.moment(sitting.opened_at)
        if sitting.closed_at is None:
            return self._say(N_("Opened on %(opened)s; not closed yet."), opened=opened)
        return self._say(
            N_("Opened on %(opened)s, closed on %(closed)s."),
            opened=opened, closed=self.words.moment(sitting.closed_at),
        )

    def turnout(self, sitting: SittingHeld, side: str) -> str:
        """How much of a half attended a session."""
        here, seats = sitting.attended(side)
        return self._say(N_("%(here)s of %(seats)s seats"), here=here, seats=seats)

    def stays(self, attendee: Attendee, sitting: SittingHeld) -> list[str]:
        """From when to when a seat was there; the hour alone is enough on the day on which the session was opened."""
        return [self._stay(stay, self.words.day(sitting.opened_at)) for stay in attendee.stays]

    def _stay(self, stay: Stay, day: str) -> str:
        arrived, left = (
            self.words.hour(at) if self.words.day(at) == day else self.words.moment(at)
            for at in (stay.arrived_at, stay.left_at)
        )
        if not left:
            return self._say(N_("since %(hour)s"), hour=arrived)
        return self._say(N_("%(arrived)s to %(left)s"), arrived=arrived, left=left)

    def plain(self, text: str) -> str:
        """A text as it is read: a bracket that is only a bracket stands without the backslash that says so."""
        return re.sub(r"\\([\[\]])", r"\1", text)

    def _say(self, say: str, **facts: str | int) -> str:
        return self.words.say(Sentence(say, facts))
