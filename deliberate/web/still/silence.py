"""Silence procedures: what is under silence, what seats wrote, and how each ended."""

from deliberate.documents.telling import WHOLE
from deliberate.domain.refusals import Sentence
from deliberate.store.db import Json
from deliberate.web.still.records import Records


class Silences:
    """The silence procedures of a group."""

    def __init__(self, records: Records) -> None:
        self._records = records
        rounds = sorted(records.all("silence"), key=lambda each: each["id"], reverse=True)
        latest = {each["number"]: each for each in reversed(rounds)}.values()
        self.running = [self._shown(each) for each in reversed(rounds) if each["state"] == "running"]
        self.ended = [self._shown(each) for each in rounds if each["state"] != "running" and each in latest]

    def _shown(self, silence: Json) -> Json:
        """A round with what was said in it, each seat by the name it had when it wrote."""
        title, about = silence["title"], silence["about"]
        say = WHOLE[about["type"]] if about else "%(title)s"
        called = Sentence(say, {"label": title, "number": title, "title": title})
        received = sorted(self._records.all("message", silence=silence["id"]), key=lambda each: each["id"])
        named = [{**self._records.speaker(each), **each} for each in received]
        tabled = {each["id"]: self._records.get("amendment", each["amendment"]) for each in received}
        said = [each | {"name": each["delegation"] or each["name"], "tabled": tabled[each["id"]]} for each in named]
        return silence | {"called": called, "said": said}
