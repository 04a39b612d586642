"""Commands from people who signed in, whichever way they come: as a request, or up a socket."""

from typing import Any

from deliberate.commands.registry import COMMANDS
from deliberate.domain.refusals import N_, Refusal
from deliberate.web import mail
from deliberate.web.site import Claim, execute, site


def give(name: str, data: object, *, key: str, group: str | None, asks: Claim) -> dict[str, Any]:
    """The receipt of a command, as the door gives it; see `delivered`."""
    if name in COMMANDS and COMMANDS[name].inner:
        raise Refusal("unknown_command", N_("There is no command %(name)s here."), name=name)
    return execute(name, data, key=key, group=group, asks=asks)


def holds_link(receipt: dict[str, Any]) -> bool:
    """Whether a receipt has a link that lets somebody in."""
    return "link" in receipt["made"]


def delivered(receipt: dict[str, Any]) -> dict[str, Any]:
    """The receipt; a link in it as a whole address, which is sent to its owner where the site can."""
    if not holds_link(receipt):
        return receipt
    made = receipt["made"]
    made = made | {"link": site().config.base_url + made["link"]}
    return {**receipt, "made": made | {"sent": mail.send_link(made["person"], made["link"])}}
