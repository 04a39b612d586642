"""Questions put to the group: the open ones with their rule, and what was decided, by side."""

from deliberate.domain.consensus import Stance
from deliberate.domain.methods import Method
from deliberate.domain.refusals import N_, Sentence
from deliberate.domain.rules import Choice
from deliberate.store.db import Json
from deliberate.store.remarks import code_of
from deliberate.web.still.records import SIDES, Records, by_seat, side_of
from deliberate.web.still.text import nodes

VOTE = (*Choice, "not_voting", "absent")
CALL = (*Stance, "silent", "absent")


class Questions:
    """The questions of a group."""

    def __init__(self, records: Records) -> None:
        self._records = records
        put = (each for each in records.all("question") if each["kind"] != "priority")
        asked = sorted(put, key=lambda question: question["number"])
        self.open = [self._shown(each) for each in asked if each["state"] == "open"]
        self.decided = [self._shown(each) for each in reversed(asked) if each["state"] != "open"]

    def on_paragraphs(self, statement: Json) -> bool:
        """Whether a paragraph of this statement has been put to a call for consensus."""
        inside = {each["id"] for each in self._records.all("paragraph", statement=statement["id"])}
        calls = self._records.all("question", kind="call")
        put = [each["about"] for each in calls if each["state"] != "void" and each["about"]]
        return any(about["type"] == "paragraph" and about["id"] in inside for about in put)

    def _shown(self, question: Json) -> Json:
        electors = by_seat(self._records.all("elector", question=question["id"]))
        names = {seat: self._elector(each) for seat, each in electors.items()}
        call = question["kind"] == "call"
        explained = [each for each in question["explanation"] if not call or "seat" not in each["facts"]]
        return question | {
            "asks": self._asks(question),
            "matter": self._matter(question),
            "explanation": [self._named(each) for each in explained],
            "in_words": [self._named(each) for each in question["in_words"]],
            "cautions": [self._named(each) for each in question["cautions"]],
            "voices": self._voices(question, names),
            **self._board(question, electors),
        }

    def _elector(self, elector: Json) -> str:
        """A seat of an electorate by its name, and where it voted by proxy by whom (p.p.: per procurationem)."""
        name = str(elector["delegation"] or self._records.seat_name(elector["seat"]))
        return f"{name} (p.p. {self._records.seat_name(elector['proxy'])})" if elector["proxy"] else name

    def _board(self, question: Json, electors: dict[str, Json]) -> Json:
        """The seats counted by side. Of a hidden vote that is open nothing is known but who may vote."""
        vote = question["kind"] == "vote"
        said = by_seat(self._records.all("ballot" if vote else "position", question=question["id"]))
        present = sum(each["present"] for each in electors.values())
        board: Json = {"cast": len(said), "of": present, "columns": VOTE if vote else CALL, "rows": []}
        if question["state"] == "void" or question["kind"] == "batch":
            return board
        if question["method"] in (Method.HANDS, Method.SECRET):
            return board | self._unnamed(question, electors)
        silent = "not_voting" if vote else "silent"
        if vote and question["state"] == "open":
            silent, choices = ("waiting", tuple(Choice)) if question["board"] == "live" else ("may_vote", ())
            board["columns"] = (*choices, silent, "absent")
        for side in SIDES:
            counts = dict.fromkeys(board["columns"], 0)
            for seat, each in electors.items():
                given = said.get(seat, {}) if silent != "may_vote" else {}
                stood = given.get("choice") or given.get("stance") or (silent if each["present"] else "absent")
                counts[stood] += each["side"] == side
            board["rows"].append({"side": side, "counts": counts})
        return board

    def _unnamed(self, question: Json, electors: dict[str, Json]) -> Json:
        """The seats counted by side where nothing says how a seat voted."""
        done = question["state"] == "closed"
        hands = {each["side"]: each for each in question["hands"] or []}
        by_hand = question["method"] == Method.HANDS
        silent = "waiting" if by_hand else "may_vote"
        shown = VOTE if done else (*(Choice if by_hand else ()), silent, "absent")
        rows = []
        for side in SIDES:
            half = [each for each in electors.values() if each["side"] == side]
            here = sum(each["present"] for each in half)
            raised = {choice.value: hands.get(side, {}).get(choice, 0) for choice in Choice}
            counts = raised | {silent: here - sum(raised.values()), "absent": len(half) - here}
            if done:
                counts = question["result"]["tally"][f"side:{side}"]["heads"]
            rows.append({"side": side, "counts": {column: counts[column] for column in shown}})
        return {"columns": shown, "rows": rows}

    def _voices(self, question: Json, names: dict[str, str]) -> list[Json]:
        """The positions of a call, objections first, in the seats' own words; or remarks beside a vote."""
        if question["kind"] == "vote":
            said = sorted(self._records.all("remark", question=question["id"]), key=lambda each: each["id"])
            return [
                {
                    "name": names.get(each["seat"], each["delegation"] or each["seat"]),
                    "side": side_of(each["seat"]),
                    "stance": code_of(each["kind"], each["intended"]),
                    "reason": each["text"],
                }
                for each in said
            ]
        order = [Stance.OBJECT, Stance.STAND_ASIDE, Stance.RESERVATION, Stance.SUPPORT]
        taken = by_seat(self._records.all("position", question=question["id"])).values()
        voices = [self._records.speaker(each) | each for each in taken]
        for voice in voices:
            voice["name"] = names.get(voice["seat"], voice["name"])
        return sorted(voices, key=lambda voice: order.index(voice["stance"]))

    def _matter(self, question: Json) -> Json:
        """What is decided on: the difference an amendment makes, or the text as it was frozen."""
        about = question["important"] or self._at_issue(question)["about"] or {}
        if about.get("type") == "amendment":
            amendment = self._records.get("amendment", about["id"])
            if amendment and amendment["text"] == question["text"]:
                return {"diff": amendment["diff"]}
        if about.get("type") == "statement" or question["text"] == question["title"]:
            return {}
        return {"nodes": nodes(question["text"])}

    def _at_issue(self, question: Json) -> Json:
        """The decision that a vote is to reconsider; for any other question, itself."""
        return self._records.get("question", question["reconsiders"]) or question

    def _asks(self, question: Json) -> Sentence:
        """What the question asks, as a sentence."""
        if question["important"]:
            return Sentence(N_("Is this an important question: %(title)s?"), {"title": question["title"]})
        if question["reconsiders"]:
            say = N_("Shall the group reconsider question %(number)s, “%(title)s”?")
            return Sentence(say, {"number": self._at_issue(question)["number"], "title": question["title"]})
        about = question["about"] or {"type": None, "id": None}
        record = self._records.get(str(about["type"]), about["id"])
        if self._records.all("motion", question=question["id"]):
            return Sentence(question["title"])  # a sentence of the rules
        if about["type"] == "batch":
            say = N_("Shall %(labels)s be adopted together, without objection?")
            return Sentence(say, {"labels": question["title"]})
        if about["type"] == "division":
            return Sentence(N_("Shall this part stay in the text: %(part)s?"), {"part": question["title"]})
        if record is None:
            return Sentence("%(title)s", {"title": question["title"]})
        if about["type"] == "statement":
            say = N_("Shall the statement “%(title)s” be adopted as a whole?")
            return Sentence(say, {"title": record["title"]})
        if about["type"] == "part":
            say = N_("Shall part %(part)s, “%(title)s”, be agreed as a whole?")
            return Sentence(say, {"part": record["position"], "title": record["title"]})
        part = (self._records.get("part", record["part"]) or {}).get("position", "?")
        if about["type"] == "paragraph":
            say = N_("Shall part %(part)s, paragraph %(paragraph)s be agreed?")
            return Sentence(say, {"part": part, "paragraph": record["position"]})
        paragraph = self._records.get("paragraph", record["paragraph"])
        facts = {"label": record["label"], "part": part}
        if record["parent"] and (parent := self._records.get("amendment", record["parent"])):
            say = N_("Shall amendment %(label)s to amendment %(parent)s be adopted?")
            return Sentence(say, {"label": record["label"], "parent": parent["label"]})
        if paragraph is None:
            return Sentence(N_("Shall amendment %(label)s to part %(part)s be adopted?"), facts)
        say = N_("Shall amendment %(label)s to part %(part)s, paragraph %(paragraph)s be adopted?")
        return Sentence(say, facts | {"paragraph": paragraph["position"]})

    def _named(self, sentence: Json) -> Json:
        """A sentence of the rules with constituencies by their names."""
        names = {each["code"]: each["name"] for each in self._records.all("constituency")}
        facts = dict(sentence["facts"])
        for fact in {"scope", "group"} & facts.keys():
            if facts[fact] not in SIDES:
                facts[fact] = names.get(facts[fact], facts[fact])
        return {"say": sentence["say"], "facts": facts}
