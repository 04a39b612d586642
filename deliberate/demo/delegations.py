"""Who sits in the demo group: ten governments and ten others. The organisations and all the people are invented."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constituency:
    """A part of a side, with its seats and how many of them it is guaranteed; in the fields of `plan.set`."""

    code: str
    side: str
    name: str
    seats: int
    minimum: int
    migrants: bool = False


@dataclass(frozen=True, slots=True)
class Delegation:
    """One seat: its constituency (by code), the delegation on it, its holder, and an alternate where it has one."""

    constituency: str
    name: str
    holder: str
    alternate: str | None = None


PAIRS = 10

CONSTITUENCIES = (
    Constituency("origin", "governments", "Countries of origin", 4, 0),
    Constituency("transit", "governments", "Countries of transit", 3, 0),
    Constituency("destination", "governments", "Countries of destination", 3, 0),
    Constituency("migrants", "others", "Migrants and diaspora", 5, 5, migrants=True),
    Constituency("civil-society", "others", "Civil society", 2, 0),
    Constituency("international-organisations", "others", "International organisations", 1, 0),
    Constituency("employers", "others", "Employers", 1, 0),
    Constituency("trade-unions", "others", "Trade unions", 1, 0),
)

GOVERNMENTS = (
    Delegation("origin", "Ghana", "Amina Boateng", "Kofi Adomako"),
    Delegation("origin", "Philippines", "Ligaya Dimaculangan", "Ramon Escudero"),
    Delegation("origin", "Bangladesh", "Farhana Talukdar"),
    Delegation("origin", "Ecuador", "Wayra Quishpe", "Julián Cevallos"),
    Delegation("transit", "Mexico", "Itzel Arriaga", "Tomás Villaseñor"),
    Delegation("transit", "Morocco", "Idriss Bennouna"),
    Delegation("transit", "Kenya", "Wanjiru Kiplagat", "Abdi Warsame"),
    Delegation("destination", "Italy", "Ludovica Ferrante", "Pietro Zanella"),
    Delegation("destination", "Germany", "Henrike Osterloh"),
    Delegation("destination", "Lebanon", "Rima Khairallah", "Nadim Saade"),
)

OTHERS = (
    Delegation("migrants", "Wayfarers' Voice Network", "Tesfaye Woldemariam", "Mariela Huanca"),
    Delegation("migrants", "Gulf Domestic Workers' Circle", "Sunita Gurung", "Dilini Wijeratne"),
    Delegation("migrants", "Sahel Diaspora Council", "Aïssata Maïga"),
    Delegation("migrants", "Families of the Missing on the Routes", "Samira Belkacem", "Óscar Pineda"),
    Delegation("migrants", "Andean Returnees' Assembly", "Nayra Condori"),
    Delegation("civil-society", "Open Harbour Legal Aid", "Eleni Papadaki", "Jonas Lindqvist"),
    Delegation("civil-society", "Threshold Shelter Coalition", "Oksana Hrytsenko"),
    Delegation("international-organisations", "Intergovernmental Office for Crisis Mobility", "Haruka Minami"),
    Delegation("employers", "World Round Table of Responsible Recruiters", "Faisal Al-Harthy"),
    Delegation("trade-unions", "Confederation of Care and Construction Workers", "Thandeka Mabuza", "Leilani Tupou"),
)

TO_PLAY = frozenset({"Ghana", "Open Harbour Legal Aid", "Wayfarers' Voice Network"})
"""Delegations that a visitor may play: by script their holders are always there, so that a visitor can act at once."""
