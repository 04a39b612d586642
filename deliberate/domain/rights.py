"""Who may do what, and who may read what: two tables, asked by the one door in and the one spine out.

`deliberate commands` prints them, beside the table of commands, each of which names the roles that may give it.
"""

from collections.abc import Iterable, Mapping
from enum import Flag, StrEnum, auto
from types import MappingProxyType

from deliberate.domain.refusals import N_, Refusal


class Role(Flag):
    """What a person is in one group. One person may be several: a chair who also holds a seat votes as a holder."""

    HOLDER = auto()
    ALTERNATE = auto()
    CHAIR = auto()
    COCHAIR = auto()
    MODERATOR = auto()
    RAPPORTEUR = auto()
    SECRETARIAT = auto()
    ASSOCIATE = auto()
    OBSERVER = auto()
    ADMINISTRATOR = auto()
    SELF = auto()
    """Any signed-in person, about themselves."""


NOBODY = Role(0)
SEATED = Role.HOLDER | Role.ALTERNATE
CONDUCT = Role.CHAIR | Role.COCHAIR | Role.MODERATOR
OFFICE = Role.SECRETARIAT | Role.ADMINISTRATOR
"""An administrator of the site stands in for the secretariat of any group."""
TAKES_PART = SEATED | CONDUCT | Role.RAPPORTEUR | OFFICE | Role.ASSOCIATE


MAY: Mapping[Role, str] = MappingProxyType({
    Role.HOLDER: "holds a seat: drafts, amends, asks for the floor, takes positions, votes",
    Role.ALTERNATE: "acts for a seat while its holder is away; never both at once",
    Role.CHAIR: "runs the sitting and rules on procedure; votes only with a seat of their own",
    Role.COCHAIR: "as the chair, beside them or in their place",
    Role.MODERATOR: "runs the sitting: agenda, speakers, clocks, calls for consensus, votes",
    Role.RAPPORTEUR: "keeps the text: order, captions, the report; decides nothing",
    Role.SECRETARIAT: "keeps the seat plan, the people and their credentials; no voice in decisions",
    Role.ASSOCIATE: "speaks and proposes wording; no vote, and not counted in the quorum",
    Role.OBSERVER: "reads what is public, and changes nothing",
    Role.ADMINISTRATOR: "runs the site, and stands in for the secretariat of any group",
    Role.SELF: "any person who has signed in, about themselves",
})
"""What each role is for. A person may have several."""


class Office(StrEnum):
    """What a group can appoint a person to. Seats are not offices: they are assigned by credential."""

    CHAIR = "chair"
    COCHAIR = "cochair"
    MODERATOR = "moderator"
    RAPPORTEUR = "rapporteur"
    SECRETARIAT = "secretariat"
    ASSOCIATE = "associate"
    OBSERVER = "observer"

    @property
    def role(self) -> Role:
        """The role that the office gives."""
        return Role[self.name]


SINGLE_OFFICES = frozenset({Office.CHAIR, Office.RAPPORTEUR})
"""Offices that one person at a time can have."""

OFFICES_OF_THE_CHAIR = frozenset({Office.COCHAIR, Office.MODERATOR, Office.RAPPORTEUR})
"""Offices that the chair, too, may appoint to; all others are the secretariat's to give."""


def role_names(roles: Role) -> list[str]:
    """The roles by their names, in the order of the table."""
    return [role.name.lower() for role in Role if role in roles and role.name]


class Audience(StrEnum):
    """Who may read a record. `seat:<id>` is the fifth kind, one for each seat: see `seat_audience`."""

    PUBLIC = "public"
    MEMBERS = "members"
    OFFICERS = "officers"


def seat_audience(seat: str) -> str:
    """The audience of one seat alone: its ballot before the close, its to-dos."""
    return f"seat:{seat}"


READS: dict[Audience, Role] = {
    Audience.PUBLIC: Role.OBSERVER,
    Audience.MEMBERS: TAKES_PART,
    Audience.OFFICERS: CONDUCT | Role.RAPPORTEUR | OFFICE,
}
"""Which roles read which audience. `public` is read by everyone who may enter at all."""


def readable(roles: Role, seat: str | None = None) -> frozenset[str]:
    """All audiences that somebody with these roles, acting for this seat, may read."""
    found = {str(audience) for audience, readers in READS.items() if audience is Audience.PUBLIC or roles & readers}
    if seat is not None:
        found.add(seat_audience(seat))
    return frozenset(found)


def check_right(roles: Role, who: Role) -> None:
    """Refuse unless one of `roles` is among those that may give the command."""
    if not roles & who:
        raise Refusal("not_allowed", N_("This is for: %(who)s."), who=", ".join(role_names(who)))


def check_phase(state: str | None, allowed: Iterable[str]) -> None:
    """Refuse unless the sitting is in one of the states in which the command has its place."""
    states = sorted(allowed)
    if state not in states:
        raise Refusal(
            "wrong_phase",
            N_("The sitting is %(state)s; this is possible while it is: %(allowed)s."),
            state=state or "not scheduled",
            allowed=", ".join(states),
        )
