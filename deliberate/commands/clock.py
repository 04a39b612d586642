"""The speaker's clock: it stands and runs, there is more time, and the speech ends."""

from deliberate.commands.balance import set_balance
from deliberate.commands.desk import Desk
from deliberate.commands.fields import number
from deliberate.commands.queue import end_speech, set_order, speaking, speeches
from deliberate.commands.registry import command
from deliberate.commands.sittings import UNDER_WAY
from deliberate.domain import phases
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, SEATED, Role
from deliberate.domain.speaking import spoken_seconds


@command("floor.pause", {}, who=CONDUCT, when=UNDER_WAY)
def pause(desk: Desk) -> None:
    """The speaker's clock stops."""
    speech = speaking(desk)
    if speech.running_since is None:
        raise Refusal("already_so", N_("The clock stands already."))
    speech.spoken = spoken_seconds(speech.spoken, speech.running_since, desk.now)
    speech.running_since = None
    desk.record("floor.paused", seat=speech.seat)


@command("floor.resume", {}, who=CONDUCT, when={phases.Sitting.OPEN})
def resume(desk: Desk) -> None:
    """The speaker's clock runs again."""
    speech = speaking(desk)
    if speech.running_since is not None:
        raise Refusal("already_so", N_("The clock runs already."))
    speech.running_since = desk.now
    desk.record("floor.resumed", seat=speech.seat)


@command("floor.extend", {"seconds": number(10, 3600)}, who=CONDUCT, when=UNDER_WAY)
def extend(desk: Desk, seconds: int) -> None:
    """The speaker gets more time, in seconds."""
    speech = speaking(desk)
    speech.limit += seconds
    desk.record("floor.extended", seat=speech.seat, seconds=seconds)


@command("floor.end", {}, who=CONDUCT | SEATED | Role.ASSOCIATE, when=UNDER_WAY)
def end(desk: Desk) -> None:
    """The speech ends: the chair says so, or the speaker yields the floor."""
    heard = speeches(desk)
    speech = speaking(desk)
    if not desk.is_any(CONDUCT) and speech.person != desk.actor:
        raise Refusal("not_allowed", N_("Another person has the floor."))
    end_speech(desk)
    set_balance(desk, heard)
    set_order(desk, heard)
    desk.record("floor.ended", seat=speech.seat, seconds=speech.spoken)
