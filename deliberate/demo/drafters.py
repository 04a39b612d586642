"""What the demo's members do to the text: they settle brackets, table amendments, sponsor and withdraw them."""

import re
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import NamedTuple

from deliberate.demo import words
from deliberate.demo.statement import AMENDMENTS, SETTLED_UNDER_AN_AMENDMENT, Amendment, report
from deliberate.demo.step import Ideas, Play
from deliberate.domain.brackets import alternatives, is_clean, parse, resolve
from deliberate.domain.merging import merge
from deliberate.domain.text import share_changed
from deliberate.store.db import Json

EDITING_SECONDS = 8
TABLING_SECONDS = 14
SPONSORING_SECONDS = 4
"""From one such act to the next, at least."""

UNDER_AN_AMENDMENT_SECONDS = 12
TO_REDRAFT_SECONDS = 300
"""How old an amendment is when its bracket is settled otherwise, and how old when it is given up for that."""

MOST_PENDING = 4
HANDS_OFF_SECONDS = 60
"""A paragraph that somebody changed by hand is left alone for so long."""

SAME_PARAGRAPH = Fraction(1, 2)
"""A paragraph of which less than this share has changed is the one it was."""

ORIGINALS = {
    (part, item): paragraph.text
    for part, each in enumerate(report().parts, start=1)
    for item, paragraph in enumerate(each.paragraphs, start=1)
}
_SPACE_BEFORE_MARK = re.compile(r" +(?=[,;])")


class Proposal(NamedTuple):
    """An amendment that fits the text as it is now: who moves it, to which paragraph, and what it should say."""

    reason: str
    kind: str
    person: str
    paragraph: Json
    text: str
    parent: Json | None = None
    """The amendment that it amends."""


def drafting(play: Play) -> Ideas:
    """While the text is drafted, brackets are settled: by the rapporteur, or by a member who edits them out."""
    scene = play.scene
    at_work = scene.state == "open" and scene.stage == "drafting" and scene.question is None
    if not at_work or scene.since("paragraph.edited", "bracket.resolved") < EDITING_SECONDS:
        return
    rapporteur = scene.officer("rapporteur")
    for paragraph in to_settle(play):
        person = _editor(play, paragraph, play.random)
        if person is None or scene.touched(f"paragraph/{paragraph['id']}", HANDS_OFF_SECONDS):
            continue
        place = {"paragraph": paragraph["id"], "revision": paragraph["revision"]}
        if rapporteur is not None and play.dice.falls(0.5, "rapporteur settles", paragraph["id"]):
            at, keep = _chosen(paragraph["text"], play.random)
            yield play.step(rapporteur, "bracket.resolve", **place, at=at, choice="keep" if keep else "delete")
        else:
            yield play.step(person, "paragraph.edit", **place, text=settled(paragraph["text"], play.random, once=True))


def to_settle(play: Play) -> list[Json]:
    """The paragraphs with brackets that no amendment is going to settle."""
    targets = [_target(play, each) for each in planned(play) if each.kind == "replace"]
    left = {each["id"] for each in targets if each is not None}
    return [
        each
        for each in play.scene.paragraphs
        if each["id"] not in left and each["state"] == "open" and parse(each["text"]).outermost
    ]


def amending(play: Play) -> Ideas:
    """In negotiation members table amendments, put their names to those of others, and withdraw what has no chance."""
    scene = play.scene
    if scene.state != "open" or scene.stage != "negotiation" or scene.question is not None:
        return
    yield from _withdraw(play)
    yield from _settle_under_an_amendment(play)
    if scene.since("amendment.cosponsored") >= SPONSORING_SECONDS:
        yield from _sponsor(play)
    if scene.since("amendment.tabled") >= TABLING_SECONDS and len(scene.pending) < MOST_PENDING:
        for each in to_table(play):
            yield play.step(each.person, "amendment.table", **_as_data(each))


def _as_data(proposal: Proposal) -> Json:
    given: Json = {"kind": proposal.kind, "text": proposal.text, "reason": proposal.reason}
    if proposal.parent is not None:
        return given | {"parent": proposal.parent["id"], "revision": proposal.parent["revision"]}
    given["paragraph"] = proposal.paragraph["id"]
    return given if proposal.kind == "insert" else given | {"revision": proposal.paragraph["revision"]}


def to_table(play: Play) -> list[Proposal]:
    """What is still to be tabled; once that is nothing, texts that settle the brackets left."""
    tabled = {each["reason"] for each in play.scene.amendments}
    found = [_fitted(play, each) for each in planned(play) if each.reason not in tabled]
    return [each for each in found if each is not None] or _settlements(play)


def planned(play: Play) -> list[Amendment]:
    """Which of the amendments the members bring to this statement: not always all."""
    if play.scene.statement is None:
        return []
    id_ = play.scene.statement["id"]
    return [each for nth, each in enumerate(AMENDMENTS) if each.always or play.dice.falls(0.85, "planned", id_, nth)]


def settled(text: str, chance: Random, *, once: bool = False) -> str:
    """The text with its brackets settled one way or another, or the first of them alone."""
    while parse(text).outermost:
        at, keep = _chosen(text, chance)
        text = _SPACE_BEFORE_MARK.sub("", resolve(text, at, keep=keep))
        if once:
            return text
    for at in reversed(parse(text).stray):
        text = text[:at] + "\\" + text[at:]
    return text


def _chosen(text: str, chance: Random) -> tuple[int, bool]:
    """Where the next bracket to be settled opens, and whether its words stay; of alternatives one is chosen."""
    first = parse(text).outermost[0]
    group = next((each for each in alternatives(text) if first in each), None)
    return (chance.choice(group) if group else first).start, group is not None or chance.random() < 0.6


def _editor(play: Play, paragraph: Json, chance: Random) -> str | None:
    """A delegation that a bracket names, where it is there, or anyone."""
    scene = play.scene
    named = {name for bracket in parse(paragraph["text"]).all() for name in bracket.by}
    seats = [seat for name in sorted(named) if (seat := scene.seat_of(name)) in scene.players]
    return scene.players[chance.choice(seats or sorted(scene.players))] if scene.players else None


def _target(play: Play, amendment: Amendment) -> Json | None:
    """The paragraph an amendment is about, wherever it stands now; nothing where it is gone or no longer itself."""
    original = ORIGINALS[amendment.part, amendment.item]
    same = [each for each in play.scene.paragraphs if each["text"] == original]
    if same:
        return same[0]
    parts = {part["id"] for part in play.scene.of("part", position=amendment.part)}
    there = [each for each in play.scene.paragraphs if each["part"] in parts]
    near = [(_changed(original, each["text"]), each["id"], each) for each in there]
    share, _, paragraph = min(near, default=(Fraction(1), 0, None), key=lambda each: each[:2])
    return paragraph if share < SAME_PARAGRAPH else None


@lru_cache(maxsize=1024)
def _changed(old: str, new: str) -> Fraction:
    return share_changed(old, new)


def _fitted(play: Play, amendment: Amendment) -> Proposal | None:
    """The amendment made from the text as it is now, if its mover is here and it still has something to change."""
    person = play.scene.players.get(play.scene.seat_of(amendment.mover) or "")
    paragraph = _target(play, amendment)
    if person is None or paragraph is None:
        return None
    if amendment.to:
        return _fitted_to_another(play, amendment, person, paragraph)
    text: str | None = amendment.text
    if amendment.kind == "replace":
        text = merge(ORIGINALS[amendment.part, amendment.item], amendment.text, paragraph["text"]).text
    agreed = paragraph["state"] != "open" and amendment.kind != "insert"
    if text is None or text == paragraph["text"] or agreed:
        return None
    return Proposal(amendment.reason, amendment.kind, person, paragraph, text)


def _fitted_to_another(play: Play, amendment: Amendment, person: str, paragraph: Json) -> Proposal | None:
    """The amendment to an amendment, as long as that one waits with the words it was tabled with."""
    other = next(
        each
        for each in AMENDMENTS
        if (each.part, each.item, each.mover) == (amendment.part, amendment.item, amendment.to)
    )
    for parent in play.scene.pending:
        if (parent["reason"], parent["text"], parent["state"]) == (other.reason, other.text, "tabled"):
            return Proposal(amendment.reason, amendment.kind, person, paragraph, amendment.text, parent)
    return None


def _settlements(play: Play) -> list[Proposal]:
    scene = play.scene
    amended = {each["paragraph"] for each in scene.pending if each["kind"] != "insert"}
    found = []
    for paragraph in scene.paragraphs:
        if paragraph["id"] in amended or paragraph["state"] != "open" or is_clean(paragraph["text"]):
            continue
        chance = play.dice.of("settled", paragraph["id"], len(scene.amendments))
        person = _editor(play, paragraph, chance)
        if person is not None:
            text = settled(paragraph["text"], chance)
            found.append(Proposal(words.SETTLED, "replace", person, paragraph, text))
    return found


def _settle_under_an_amendment(play: Play) -> Ideas:
    """Once in a session the rapporteur settles a bracket as an amendment to it would not: that is to be redrafted."""
    scene = play.scene
    part, item, choice = SETTLED_UNDER_AN_AMENDMENT
    rapporteur = scene.officer("rapporteur")
    for amendment in scene.pending:
        paragraph = scene.one("paragraph", amendment["paragraph"])
        if rapporteur is None or paragraph is None or paragraph["text"] != ORIGINALS[part, item]:
            continue
        if amendment["state"] == "tabled" and scene.age(amendment["at"]) >= UNDER_AN_AMENDMENT_SECONDS:
            place = {"paragraph": paragraph["id"], "revision": paragraph["revision"]}
            at = paragraph["text"].index(choice)
            yield play.step(rapporteur, "bracket.resolve", **place, at=at, choice="keep")


def _sponsor(play: Play) -> Ideas:
    """Those who were won beforehand put their names to it, and others too where more are needed or nobody was."""
    scene = play.scene
    named = {each.reason: [scene.seat_of(name) for name in each.sponsors] for each in AMENDMENTS}
    for amendment in scene.pending:
        if scene.age(amendment["at"]) < SPONSORING_SECONDS:
            continue
        others = sorted(scene.players.keys() - {amendment["seat"]})
        play.dice.of("joining", amendment["id"]).shuffle(others)
        willing = named.get(amendment["reason"], others[:2])
        needed = scene.settings["cosponsors"] + 1 - len(amendment["sponsors"])
        for seat in [*willing, *(others if needed > 0 else [])]:
            if seat in scene.players and seat not in amendment["sponsors"]:
                yield play.step(scene.players[seat], "amendment.cosponsor", amendment=amendment["id"])


def _withdraw(play: Play) -> Ideas:
    scene = play.scene
    for amendment in scene.pending:
        put = scene.last_about("amendment", amendment["id"])
        opposed = put is not None and put["outcome"] == "no_consensus"
        hopeless = opposed and play.dice.falls(0.12, "hopeless", amendment["id"])
        person = scene.players.get(amendment["seat"])
        given_up = amendment["state"] == "redraft" and scene.age(amendment["at"]) >= TO_REDRAFT_SECONDS
        if person is not None and (hopeless or given_up):
            yield play.step(person, "amendment.withdraw", amendment=amendment["id"])
