"""The joint statement of the demo group, the amendments to it, and what is said about it.

The text is our own; so are the organisations and the people, none of whom exists.
The countries are real, what their delegations say here is not.
"""

from dataclasses import dataclass

from deliberate.documents.five_part import Report, read


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change to one paragraph, or a new one after it.

    `part` and `item` are shown numbers, counted from 1; for an insertion, `item` is the one it follows.
    `text` is the whole proposed paragraph, empty for a deletion. `mover` and `sponsors` are names of delegations. `to`
    is the mover of the amendment to this paragraph that this one amends, if it does. With `always` each session has it.
    """

    part: int
    item: int
    kind: str
    text: str
    reason: str
    mover: str
    sponsors: tuple[str, ...] = ()
    to: str = ""
    always: bool = False


@dataclass(frozen=True, slots=True)
class SpeechNote:
    """What a delegation says it wants to speak about when it asks for the floor."""

    delegation: str
    note: str
    kind: str = "statement"


STATEMENT = """\
Theme: Protecting and assisting migrants stranded in crises

Nobody left at the border of a crisis

Check against final (first draft of the secretariat)

Part 1 – Changes needed
What has to be different before the next crisis begins

1. When a flood, a war or an epidemic strikes a country, the people who came there to work, to study or to cross it \
are seldom in anybody's plan. National contingency plans [shall][should] name migrants, whatever their papers say, \
among those to be warned, sheltered and evacuated, and [shall][should] say which office answers for them.

2. Help is too often sorted by status. A seafarer without a ship, a domestic worker whose employer has fled and an \
asylum seeker in the same bus station are asked for different documents before they are given the same water. Need \
has to come first, and the question of status [Ghana, CSO: at every stage] after it.

3. Being stranded is not an event but a slow narrowing: the wage stops, the permit lapses, the phone is sold, the \
consulate moves to another capital. Governments and organisations need a shared description of this condition, so \
that a person is recognised as stranded weeks before becoming destitute.

4. Those who have lived through it know where help arrived and where it did not. Migrants and their associations have \
to take part in designing the response [Italy, Germany: , where national law allows [Lebanon: and means permit],] with \
a seat and a vote, and not as witnesses invited for an afternoon.

5. Going home is not always the end of the crisis. A person who returns with debts, injuries or children born abroad \
needs papers, care and an income. Planning for return has to reach as far as the village, and no return may be called \
voluntary when the only other choice is a locked room.

Part 2 – Tools and mechanisms
What is already in our hands, and what is still missing from them

1. Consular services can act for one another. An agreement under which any consulate still open issues emergency \
travel papers for the nationals of the others would cost little and could be signed region by region [Philippines, \
Bangladesh: ; a model text is annexed to this statement].

2. A common register of available help, kept by the organisations themselves and readable on the cheapest telephone, \
would show who offers shelter, legal advice, medicine or transport, in which languages and until when. It must hold \
no names of those who ask [CSO: , and no authority that enforces immigration law may draw on it].

3. Recruiters and employers hold the lists that rescuers look for. Contracts for work abroad [shall][should] contain \
a crisis clause: who pays the ticket home, where unpaid wages are claimed, and whom the family may call.

4. Existing guidance on mixed movements, on children in emergencies and on search and rescue is sound and little \
used. One short field manual, tested in exercises by border guards, nurses and volunteers together, would serve \
better than a further set of principles.

5. Money arrives late because every appeal begins from nothing. A standing fund, open to local associations as well \
as to agencies, could release small sums within [48][72] hours and account for them afterwards.

Part 3 – Recommendations
What we ask of governments, of organisations and of one another

1. States of origin, transit and destination should each appoint one focal point for stranded migrants, reachable day \
and night, and publish its number at airports, ports and crossings and in the languages that are spoken there.

2. Nobody [shall][should] be detained for the sole reason that a crisis has made their stay irregular. Permits that \
lapse while borders, airports or consulates are closed [shall][should] be treated as valid until [thirty][ninety] \
days after they open again.

3. Border authorities should be trained and equipped to recognise people in distress before they ask for documents, \
and the practice at crossings should be open to visits by [independent monitors][national human rights institutions].

4. Governments should lift the rules that bind a migrant to one employer as soon as that employer can no longer pay, \
house or protect the worker, and should let the worker leave the country without the employer's consent.

5. Organisations of migrants and of the diaspora should build, with support but without supervision, a network of \
safe houses and information points along the main routes, run by people who speak the languages of those who arrive.

6. The dead and the missing have families. States should share what they know of unidentified remains, allow \
relatives to give samples and ask questions without fear for their own status, and should help [Mexico, Ecuador: , \
sharing the cost,] to bring the dead home.

Part 4 – Benchmarks
How we will know, in five years, whether we did what we said

1. At least [forty][sixty] countries name migrants in their disaster and emergency plans, and half of them have \
rehearsed that part of the plan with migrants' associations in the room.

2. The median time between a request for emergency travel papers and their issue, measured in every crisis in which \
nationals of more than three countries were stranded, has fallen below five working days.

3. The standing fund has paid, in each year, no less than one third of its grants to associations that migrants lead, \
and has published every grant within a month.

4. No child has been held in detention in the course of an evacuation or of a return, and every unaccompanied child \
has been met by a guardian on the day of arrival.

Part 5 – One priority recommendation
The one proposal we put before the high-level dialogue of the United Nations

1. We recommend that a standing working group on stranded migrants be set up, in which governments hold one half of \
the seats and the other half is shared by migrants and the diaspora, civil society, international organisations, \
employers and trade unions, with no fewer than half of that half for migrants and the diaspora. It [shall][should] \
meet at least once a year, prepare common answers to crises of every kind, be advised by the Special Rapporteur on \
the human rights of migrants, and report to the next dialogue on what was done.
"""  # noqa: RUF001 - the titles of parts are written with an en dash in the field


def report() -> Report:
    """The statement as its parts and items."""
    return read(STATEMENT)


def _reworded(part: int, item: int, old: str, new: str) -> str:
    """The whole text of a paragraph with one passage changed."""
    text = report().parts[part - 1].paragraphs[item - 1].text
    before, after = text.split(old)
    return before + new + after


RESERVE = " [Italy, Germany: , where national law allows [Lebanon: and means permit],]"

AMENDMENTS = (
    Amendment(
        1,
        2,
        "replace",
        _reworded(
            1,
            2,
            "first, and the question of status [Ghana, CSO: at every stage] after it",
            "first at every stage, from the first warning to the return, and the question of status after it",
        ),
        "The words in brackets have found support on both sides. Naming the first and the last stage makes them clear.",
        "Ghana",
        ("Open Harbour Legal Aid", "Kenya"),
    ),
    Amendment(
        1,
        4,
        "replace",
        _reworded(1, 4, RESERVE, ""),
        "A seat in a consultation needs no change of any law. The reserve would let every promise of this part lapse.",
        "Wayfarers' Voice Network",
        ("Philippines",),
        always=True,
    ),
    Amendment(
        1,
        4,
        "replace",
        _reworded(1, 4, f"{RESERVE} with a seat and a vote", " with a seat, a vote and the fare to come"),
        "A seat that nobody can travel to stays empty. We support the amendment, and would pay for the bus.",
        "Threshold Shelter Coalition",
        ("Morocco", "Sahel Diaspora Council"),
        to="Wayfarers' Voice Network",
        always=True,
    ),
    Amendment(
        2,
        5,
        "replace",
        _reworded(2, 5, "within [48][72] hours", "within 72 hours of a request"),
        "Our own treasury has tried it: three days can be kept, two cannot. The clock has to start somewhere.",
        "Germany",
        ("Italy",),
        always=True,
    ),
    Amendment(
        2,
        3,
        "insert",
        "Where wages were left unpaid because of a crisis, a worker [shall][should] be able to claim them from abroad, "
        "through a trade union or a consulate, for at least two years after leaving the country.",
        "A crisis clause is worth little to someone who has already been flown home. Most claims are lost at the gate.",
        "Confederation of Care and Construction Workers",
        ("Gulf Domestic Workers' Circle", "Bangladesh"),
    ),
    Amendment(
        2,
        4,
        "delete",
        "",
        "Three manuals of this kind are being written already. We would rather fund their use than ask for a fourth.",
        "Lebanon",
    ),
    Amendment(
        3,
        3,
        "replace",
        _reworded(
            3,
            3,
            "by [independent monitors][national human rights institutions]",
            "by national human rights institutions and, where there is none, by independent monitors",
        ),
        "Both can stand: the institution where a country has one, and someone independent where it does not.",
        "Mexico",
        ("Threshold Shelter Coalition", "Morocco"),
    ),
    Amendment(
        3,
        6,
        "insert",
        "Schools and hospitals should admit stranded children and women who are pregnant without asking for a permit, "
        "and should pass no information about them to the authorities that grant or withdraw one.",
        "Families told us that they kept a sick child at home for fear of the form at the hospital's desk.",
        "Families of the Missing on the Routes",
        ("Ecuador",),
    ),
    Amendment(
        4,
        2,
        "replace",
        _reworded(4, 2, "below five working days", "below three days, and below one for children who travel alone"),
        "Five working days can be nine nights in a departure hall. A child cannot wait that long.",
        "Philippines",
        ("Sahel Diaspora Council", "Kenya"),
    ),
)

SETTLED_UNDER_AN_AMENDMENT = (2, 5, "[48]")
"""The part, the item and the alternative that the rapporteur chooses there although an amendment has the other one."""

SPEECH_NOTES = (
    SpeechNote("Ghana", "Why need comes before status: what we learned when our workers had to leave in one week"),
    SpeechNote("Wayfarers' Voice Network", "A vote for those who were stranded themselves"),
    SpeechNote("Philippines", "Consulates acting for one another: an offer to host the first regional signing"),
    SpeechNote("Gulf Domestic Workers' Circle", "Workers whose employers have left and who may not leave themselves"),
    SpeechNote("Germany", "What the standing fund can pay, and how fast"),
    SpeechNote("Open Harbour Legal Aid", "No detention for a permit that lapsed while the office was closed"),
    SpeechNote("Mexico", "Open crossings to monitors: two years of practice on our southern border"),
    SpeechNote("World Round Table of Responsible Recruiters", "Members who already use a crisis clause, and its cost"),
    SpeechNote("Bangladesh", "Wages left behind"),
    SpeechNote("Families of the Missing on the Routes", "Samples without fear: how relatives could be asked"),
    SpeechNote("Kenya", "Emergency papers for children who travel alone"),
    SpeechNote("Intergovernmental Office for Crisis Mobility", "What the register of help needs from agencies"),
    SpeechNote("Italy", "The reserve in paragraph 4 of part 1, and what could replace it"),
    SpeechNote("Andean Returnees' Assembly", "What return looks like from the village"),
    SpeechNote("Lebanon", "To answer what was said about host countries", "reply"),
    SpeechNote("Morocco", "Are we on the paragraph or on the amendment to it?", "point_of_order"),
)
