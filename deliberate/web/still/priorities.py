"""Choices of one priority among several recommendations: the one before the group, and those made."""

from deliberate.web.still.records import Records


class Priorities:
    """The choices of a group."""

    def __init__(self, records: Records) -> None:
        asked = sorted(records.all("question", kind="priority"), key=lambda question: question["number"])
        self.open = [each for each in asked if each["state"] == "open"]
        self.decided = [each for each in reversed(asked) if each["state"] != "open"]
