"""How a test comes to a floor: somebody asks, somebody speaks, and who waits in what order."""

from datetime import timedelta

from tests.cast import Room
from tests.commands.looking import quickly

MOTIONS = ("suspend", "adjourn", "adjourn_debate", "close_debate")


def ask(room: Room, name: str, kind: str = "statement") -> int:
    """Somebody asks for the floor, on the way to what a test is about; the request."""
    return int(quickly(room, name, "floor.ask", kind=kind)["request"])


def speak(room: Room, seconds: int, request: int | None = None) -> None:
    """The next, or somebody out of turn, speaks so long."""
    quickly(room, "Clara", "floor.call", request=request, reason="In haste")
    room.now += timedelta(seconds=seconds - 1)
    quickly(room, "Clara", "floor.end")


def say(room: Room, name: str, seconds: int, kind: str = "statement") -> None:
    """Somebody asks and speaks at once."""
    speak(room, seconds, ask(room, name, kind))


def queue(room: Room, reader: str = "public") -> list[str]:
    """Who speaks in what order: seats, and names of those without one."""
    names = {id_: name for name, id_ in room.people.items()}
    requests = {each["id"]: each["seat"] or names[each["person"]] for each in room.of("request", reader)}
    return [requests[turn["request"]] for turn in room.of("queue", reader)[0]["order"]]


def reasons(room: Room) -> list[str]:
    """Why each stands where they stand."""
    said = [turn["why"] for turn in room.of("queue", "public")[0]["order"]]
    return [sentence["say"] % sentence["facts"] if sentence["facts"] else sentence["say"] for sentence in said]
