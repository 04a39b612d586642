"""What typing together is as commands: settling, and everything that has to settle a text first."""

from typing import Any

import pytest
from pycrdt import Doc, Text

from deliberate.commands.drafting import MOST_ROWS, tidy
from deliberate.commands.replica import Replica, initial
from deliberate.domain.updates import house
from deliberate.store.drafts import Update, updates_of
from deliberate.store.statements import Paragraph, Revision
from tests.cast import Room


class Typing:
    """Updates of a paragraph put straight into the store, as the server stores them."""

    def __init__(self, room: Room, paragraph: int) -> None:
        self.room, self.paragraph = room, paragraph
        with room.database.writing() as session:
            row = session.get_one(Paragraph, paragraph)
            self.epoch = row.epoch
            first = self._row(initial(row.text, house(row.id, row.epoch)), None, None)
            session.add(first)
            session.flush()
            row.settled_update = first.id

    def type(self, who: str, words: str, seat: str | None = None) -> None:
        """Somebody types at the end."""
        with self.room.database.writing() as session:
            log = list(session.scalars(updates_of(self.paragraph, self.epoch)))
            document: Doc[Any] = Doc()
            for each in log:
                document.apply_update(each.data)
            state = document.get_state()
            text = document.get("text", type=Text)
            text += words
            session.add(self._row(document.get_update(state), self.room.id(who), seat))

    def _row(self, data: bytes, person: str | None, seat: str | None) -> Update:
        return Update(
            journal_id=self.room.journal_id,
            paragraph_id=self.paragraph,
            epoch=self.epoch,
            data=data,
            person=person,
            seat=seat,
            writers={},
            at=self.room.now,
        )

    @property
    def log(self) -> list[Update]:
        """What is in the store."""
        with self.room.database.reading() as session:
            return list(session.scalars(updates_of(self.paragraph, self.epoch)))


def first(room: Room) -> dict[str, Any]:
    """The first paragraph."""
    return room.of("paragraph")[0]


def revisions(room: Room, paragraph: int) -> list[Revision]:
    """All revisions of a paragraph, in order."""
    with room.database.reading() as session:
        return sorted(session.query(Revision).filter_by(paragraph_id=paragraph), key=lambda each: each.number)


def settle(room: Room, paragraph: int, epoch: int = 1) -> None:
    """The house settles a paragraph."""
    room.do(None, "draft.settle", paragraph=paragraph, epoch=epoch)


# settling


def test_what_was_typed_becomes_a_revision_of_all_who_typed(drafting: Room) -> None:
    row = first(drafting)
    typing = Typing(drafting, row["id"])
    typing.type("Gita", " And", "G-1")
    typing.type("Olga", " so on", "O-1")
    typing.type("Gita", ".", "G-1")
    settle(drafting, row["id"])
    now = first(drafting)
    assert now["text"] == row["text"] + " And so on."
    assert now["revision"] == 2
    last = revisions(drafting, row["id"])[-1]
    assert last.contributors == [
        {"seat": "G-1", "person": drafting.id("Gita")},
        {"seat": "O-1", "person": drafting.id("Olga")},
    ]
    entry = drafting.entries()[-1]
    assert (entry.event, entry.actor) == ("paragraph.settled", None)


def test_a_revision_of_one_person_alone_is_theirs(drafting: Room) -> None:
    row = first(drafting)
    Typing(drafting, row["id"]).type("Gita", " More.", "G-1")
    settle(drafting, row["id"])
    last = revisions(drafting, row["id"])[-1]
    assert (last.person, last.seat) == (drafting.id("Gita"), "G-1")


def test_there_is_nothing_to_settle_twice_nor_in_an_old_epoch_nor_where_nobody_typed(drafting: Room) -> None:
    row = first(drafting)
    assert drafting.refused(None, "draft.settle", paragraph=row["id"], epoch=1).code == "no_change"
    typing = Typing(drafting, row["id"])
    assert drafting.refused(None, "draft.settle", paragraph=row["id"], epoch=1).code == "no_change"
    typing.type("Gita", " More.")
    assert drafting.refused(None, "draft.settle", paragraph=row["id"], epoch=2).code == "no_change"
    settle(drafting, row["id"])
    assert drafting.refused(None, "draft.settle", paragraph=row["id"], epoch=1).code == "no_change"


def test_contributors_are_those_since_the_last_revision(drafting: Room) -> None:
    row = first(drafting)
    typing = Typing(drafting, row["id"])
    typing.type("Gita", " One.", "G-1")
    settle(drafting, row["id"])
    typing.type("Olga", " Two.", "O-1")
    settle(drafting, row["id"])
    assert [each["seat"] for each in revisions(drafting, row["id"])[-1].contributors] == ["O-1"]


def test_a_long_log_is_squashed_in_the_same_breath(drafting: Room) -> None:
    row = first(drafting)
    typing = Typing(drafting, row["id"])
    for _ in range(MOST_ROWS):
        typing.type("Gita", "x", "G-1")
    last = typing.log[-1].id
    settle(drafting, row["id"])
    (left,) = typing.log
    assert left.id == last
    assert Replica([left.data]).text == first(drafting)["text"] == row["text"] + "x" * MOST_ROWS
    typing.type("Olga", "y", "O-1")
    settle(drafting, row["id"])
    assert first(drafting)["text"].endswith("xy")


def test_typing_that_left_the_text_as_it_was_is_noted_and_is_no_revision(drafting: Room) -> None:
    row = first(drafting)
    typing = Typing(drafting, row["id"])
    typing.type("Gita", "")
    assert drafting.refused(None, "draft.settle", paragraph=row["id"], epoch=1).code == "no_change"
    drafting.door.keep(lambda transaction: tidy(transaction, row["id"]))
    with drafting.database.reading() as session:
        assert session.get_one(Paragraph, row["id"]).settled_update == typing.log[-1].id
    assert first(drafting) == row


# settled first


@pytest.mark.parametrize(
    ("name", "command", "data"),
    [
        ("Remi", "paragraph.edit", {"text": "New.", "revision": 2}),
        ("Remi", "paragraph.restore", {"revision_to_restore": 1, "revision": 2}),
        ("Remi", "paragraph.split", {"at": 7, "revision": 2}),
        ("Remi", "paragraph.merge", {"revision": 2}),
    ],
)
def test_a_command_that_changes_the_text_settles_it_and_begins_an_epoch(
    drafting: Room, name: str, command: str, data: dict[str, Any]
) -> None:
    row = first(drafting)
    typing = Typing(drafting, row["id"])
    typing.type("Gita", " Typed.", "G-1")
    drafting.do(name, command, paragraph=row["id"], **data)
    texts = [each.text for each in revisions(drafting, row["id"])]
    assert texts[:2] == [row["text"], row["text"] + " Typed."]
    assert len(texts) == 3
    assert (first(drafting)["epoch"], typing.log) == (2, [])


def test_what_is_merged_into_another_keeps_what_was_typed_in_it(drafting: Room) -> None:
    one, two = drafting.of("paragraph")[:2]
    Typing(drafting, two["id"]).type("Olga", " Typed.", "O-1")
    drafting.do("Remi", "paragraph.merge", paragraph=one["id"], revision=1)
    assert first(drafting)["text"] == f"{one['text']} {two['text']} Typed."
    assert [each.text for each in revisions(drafting, two["id"])] == [two["text"], two["text"] + " Typed."]


def test_what_is_removed_keeps_what_was_typed_in_it(drafting: Room) -> None:
    row = first(drafting)
    Typing(drafting, row["id"]).type("Olga", " Typed.", "O-1")
    drafting.do("Remi", "paragraph.remove", paragraph=row["id"])
    assert revisions(drafting, row["id"])[-1].text == row["text"] + " Typed."


def test_negotiation_begins_with_everything_settled(drafting: Room) -> None:
    row = first(drafting)
    Typing(drafting, row["id"]).type("Olga", " Typed.", "O-1")
    drafting.do("Clara", "statement.set_stage", statement=row["statement"], stage="negotiation")
    assert first(drafting)["text"] == row["text"] + " Typed."


def test_what_is_put_is_what_was_typed(drafting: Room) -> None:
    row = first(drafting)
    Typing(drafting, row["id"]).type("Olga", " Typed.", "O-1")
    drafting.do("Clara", "call.open", about={"type": "paragraph", "id": row["id"]})
    assert drafting.of("question")[0]["text"] == row["text"] + " Typed."


# pieces


def test_an_earlier_text_becomes_the_newest_and_what_was_between_stays(drafting: Room) -> None:
    row = first(drafting)
    drafting.do("Gita", "paragraph.edit", paragraph=row["id"], text="Worse.", revision=1)
    drafting.do("Olga", "paragraph.restore", paragraph=row["id"], revision_to_restore=1, revision=2)
    assert first(drafting)["text"] == row["text"]
    assert [each.text for each in revisions(drafting, row["id"])] == [row["text"], "Worse.", row["text"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"revision_to_restore": 1, "revision": 1}, "no_change"),
        ({"revision_to_restore": 9, "revision": 1}, "not_found"),
        ({"revision_to_restore": 1, "revision": 9}, "stale_revision"),
    ],
)
def test_what_cannot_be_restored(drafting: Room, data: dict[str, int], code: str) -> None:
    assert drafting.refused("Gita", "paragraph.restore", paragraph=first(drafting)["id"], **data).code == code


def test_a_paragraph_is_cut_in_two_and_joined_again(drafting: Room) -> None:
    row = first(drafting)
    made = drafting.do("Remi", "paragraph.split", paragraph=row["id"], at=8, revision=1)
    rows = {each["id"]: each for each in drafting.of("paragraph")}
    new = rows[made["paragraph"]]
    assert (rows[row["id"]]["text"], new["text"]) == ("Borders", row["text"].removeprefix("Borders "))
    assert (rows[row["id"]]["position"], new["position"]) == (1, 2)
    drafting.do("Remi", "paragraph.merge", paragraph=row["id"], revision=2)
    assert first(drafting)["text"] == row["text"]
    assert made["paragraph"] not in {each["id"] for each in drafting.of("paragraph")}


def test_nothing_is_cut_off_nor_joined_with_nothing(drafting: Room) -> None:
    row, last = first(drafting), drafting.of("paragraph")[-1]
    for at in (len(row["text"]), 5_000):
        assert drafting.refused("Remi", "paragraph.split", paragraph=row["id"], at=at, revision=1).code == "no_change"
    assert drafting.refused("Remi", "paragraph.merge", paragraph=last["id"], revision=1).code == "not_found"
    assert drafting.refused("Remi", "paragraph.split", paragraph=row["id"], at=8, revision=2).code == "stale_revision"


@pytest.mark.parametrize("name", ["Gita", "Clara", "Ana", "Vera"])
def test_pieces_are_the_rapporteurs(drafting: Room, name: str) -> None:
    row = first(drafting)
    assert drafting.refused(name, "paragraph.split", paragraph=row["id"], at=8, revision=1).code == "not_allowed"
    assert drafting.refused(name, "paragraph.merge", paragraph=row["id"], revision=1).code == "not_allowed"
    assert drafting.refused(name, "part.move", part=row["part"], position=2).code == "not_allowed"


def test_a_part_moves_with_all_that_is_in_it(drafting: Room) -> None:
    one, two = drafting.of("part")
    drafting.do("Remi", "part.move", part=one["id"], position=9)
    places = {each["id"]: each["position"] for each in drafting.of("part")}
    assert places == {one["id"]: 2, two["id"]: 1}
    assert first(drafting)["part"] == one["id"]


@pytest.mark.parametrize("command", ["paragraph.restore", "paragraph.split", "paragraph.merge"])
def test_an_agreed_paragraph_or_one_in_negotiation_is_not_reshaped(clean_text: Room, command: str) -> None:
    more = {"paragraph.restore": {"revision_to_restore": 1}, "paragraph.split": {"at": 3}}.get(command, {})
    data = {"paragraph": first(clean_text)["id"], "revision": 1, **more}
    assert clean_text.refused("Remi", command, **data).code == "wrong_phase"
