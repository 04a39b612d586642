"""The joint text: the statement that the page shows, its parts, its paragraphs with their brackets and amendments."""

from typing import TypedDict

from deliberate.domain import brackets
from deliberate.domain.brackets import Bracket
from deliberate.store.db import Json
from deliberate.web.still.records import Records

DEEPEST = 20
"""Brackets within brackets that are marked; deeper ones are shown as they are written."""


class Marked(TypedDict):
    """A bracket as it is shown: who asked for it, and what it holds."""

    by: str
    inside: list["str | Marked"]


Node = str | Marked


class Text:
    """The statements of a group."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.all = sorted(records.all("statement"), key=lambda statement: statement["id"])

    def shown(self) -> Json | None:
        """The newest statement that is not adopted, or else the newest."""
        unfinished = [each for each in self.all if each["stage"] != "adopted"]
        return next(reversed(unfinished or self.all), None)

    def parts(self, statement: Json) -> list[Json]:
        """The parts of a statement, each with its paragraphs and their amendments."""
        parts = _in_order(self._records.all("part", statement=statement["id"]))
        return [part | self._inside(part) | {"notes": self.notes("part", part["id"])} for part in parts]

    def notes(self, noun: str, id_: int) -> list[Json]:
        """What seats put on record under an adopted text, each by the name it had then."""
        about = {"type": noun, "id": id_}
        found = sorted(self._records.all("note", about=about), key=lambda note: note["id"])
        named = [{**self._records.speaker(each), **each} for each in found]
        return [each | {"name": each["delegation"] or each["name"]} for each in named]

    def divisions(self, noun: str, id_: int) -> list[Json]:
        """The separate votes on parts of a text that seats asked for, each with what came of its parts."""
        found = sorted(self._records.all("division", of={"type": noun, "id": id_}), key=lambda each: each["id"])
        return [each | {"speaker": self._records.speaker({"seat": each["seat"]})} for each in found]

    def left(self, **where: int) -> Json:
        """What is left in a statement or a part: how many of its paragraphs are agreed, and how many brackets stand."""
        rows = self._records.all("paragraph", **where)
        agreed = sum(row["state"] != "open" for row in rows)
        return {"agreed": agreed, "of": len(rows), "brackets": sum(brackets.count(row["text"]) for row in rows)}

    def _inside(self, part: Json) -> Json:
        known = {each["id"] for each in self._records.all("paragraph", statement=part["statement"])}
        amendments = self._amendments(part["statement"])
        others = [each for each in amendments if each["part"] == part["id"] and each["home"] not in known]
        paragraphs = [
            {
                **each,
                **_standing(each),
                "nodes": nodes(each["text"]),
                "amendments": [one for one in amendments if one["home"] == each["id"]],
                "divisions": self.divisions("paragraph", each["id"]),
                "notes": self.notes("paragraph", each["id"]),
            }
            for each in _in_order(self._records.all("paragraph", part=part["id"]))
        ]
        return {"paragraphs": paragraphs, "others": others}

    def _amendments(self, statement: int) -> list[Json]:
        """Each with the paragraph it is shown under: what it added, or else what it, or its parent, is to."""
        found = sorted(self._records.all("amendment", statement=statement), key=lambda each: each["id"])
        speaker = self._records.speaker
        shown = []
        for each in found:
            parent = self._records.get("amendment", each["parent"]) if each["parent"] else None
            place = parent or each
            more = {"home": place["new_paragraph"] or place["paragraph"], "amends": parent and parent["label"]}
            more |= {"divisions": self.divisions("amendment", each["id"])}
            shown.append(each | more | {"seats": [speaker({"seat": seat}) for seat in each["sponsors"]]})
        return shown


def _standing(paragraph: Json) -> Json:
    """Where a paragraph stands: open, in brackets, agreed ad referendum, agreed; and how many brackets are left."""
    left = brackets.count(paragraph["text"])
    return {"brackets": left, "stands": "bracketed" if left and paragraph["state"] == "open" else paragraph["state"]}


def nodes(text: str) -> list[Node]:
    """A text as plain stretches and brackets; a bracket without its partner is shown as it is written."""
    return _nodes(text, 0, len(text), brackets.parse(text).outermost, DEEPEST)


def _nodes(text: str, start: int, end: int, inside: tuple[Bracket, ...], deep: int) -> list[Node]:
    found: list[Node] = []
    for bracket in inside if deep else ():
        found.append(plain(text[start : bracket.start]))
        wording = _nodes(text, bracket.body, bracket.end - 1, bracket.inside, deep - 1)
        found.append(Marked(by=", ".join(bracket.by), inside=wording))
        start = bracket.end
    found.append(plain(text[start:end]))
    return [node for node in found if node]


def plain(text: str) -> str:
    """A bracket that is only a bracket, without the backslash that says so."""
    return text.replace("\\[", "[").replace("\\]", "]")


def _in_order(records: list[Json]) -> list[Json]:
    return sorted(records, key=lambda record: (record["position"], record["id"]))
