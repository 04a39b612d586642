"""Typing together through the running server: each rule with a case in which text is lost without it."""

import random
import time
from typing import Any

import pytest
from pycrdt import Array, Doc, Map, Text

from deliberate.commands.replica import Replica
from deliberate.domain.updates import house
from deliberate.store.drafts import updates_of
from tests.cast import GROUP
from tests.live.conftest import Place
from tests.live.typist import Line, until


def stored(place: Place, paragraph: int) -> str:
    """The text as the stored updates make it."""
    with place.room.database.reading() as session:
        rows = session.scalars(updates_of(paragraph, place.paragraph(paragraph)["epoch"])).all()
        return Replica(row.data for row in rows).text


def update_of(change: Any, state: bytes = b"", client: int = 77) -> bytes:
    """The update that a change makes to a document of this state."""
    document: Doc[Any] = Doc(client_id=client)
    if state:
        document.apply_update(state)
    before = document.get_state()
    change(document)
    return document.get_update(before)


def opened(line: Line, paragraph: int, client: int = 77) -> dict[str, Any]:
    """The answer to opening a paragraph, without a document to keep."""
    return line.ask("draft.open", {"paragraph": paragraph, "client": client})


def send(line: Line, paragraph: int, update: bytes, epoch: int = 1) -> dict[str, Any]:
    """The answer to an update."""
    return line.ask("draft.update", {"paragraph": paragraph, "epoch": epoch, "update": update})


def typed(words: str, at: int = 0) -> Any:
    """A change: words are typed."""
    return lambda document: document.get("text", type=Text).insert(at, words)


# together


def test_two_people_type_in_one_paragraph_and_see_the_same(place: Place) -> None:
    (paragraph,) = place.statement("Ports stay open.")
    gita, olga = place.typist("Gita", paragraph), place.typist("Olga", paragraph)
    assert gita.text == olga.text == "Ports stay open."
    gita.insert(0, "All ")
    olga.insert(len(olga.text) - 1, " at night")
    until(lambda: gita.text == olga.text and "All" in olga.text and "night" in gita.text, "both see both")
    gita.saved()
    olga.saved()
    until(lambda: place.paragraph(paragraph)["text"] == gita.text, "it settles")
    assert place.paragraph(paragraph)["revision"] == 2


def test_a_revision_names_all_who_wrote_on_it(place: Place) -> None:
    (paragraph,) = place.statement("Open.")
    gita, olga = place.typist("Gita", paragraph), place.typist("Olga", paragraph)
    gita.insert(0, "Stay ")
    olga.insert(0, "All ")
    until(lambda: place.paragraph(paragraph)["revision"] == 2, "it settles")
    latest = place.read("Otto", f"paragraphs/{paragraph}/revisions")[-1]
    assert {each["seat"] for each in latest["contributors"]} == {"G-1", "O-1"}
    assert {each["person"] for each in latest["contributors"]} == {place.room.id("Gita"), place.room.id("Olga")}
    assert (latest["person"], latest["seat"]) == (None, None)


def test_who_does_not_edit_follows_the_text_at_most_four_times_a_second(place: Place) -> None:
    (paragraph,) = place.statement("Follow me.")
    otto, gita = place.line("Otto"), place.typist("Gita", paragraph)
    for count in range(40):
        gita.insert(len(gita.text), f" {count}")
        time.sleep(0.025)
    gita.saved()
    until(lambda: any(each["text"] == gita.text for each in otto.of("draft")), "the last text arrives")
    assert 2 <= len([each for each in otto.of("draft") if each["paragraph"] == paragraph]) <= 12
    assert not otto.of("draft.update")
    assert {"paragraph": paragraph, "editors": ["G-1"]} in otto.of("typing")
    gita.line.ask("draft.close", {"paragraph": paragraph})
    until(lambda: otto.of("typing")[-1] == {"paragraph": paragraph, "editors": []}, "nobody edits any more")


def test_who_comes_while_others_type_sees_who_they_are_and_the_text_as_it_is_by_then(place: Place) -> None:
    here, quiet = place.statement("So far.", "Nobody types here.")
    told = {"paragraph": here, "epoch": 1}

    def under_way(line: Line) -> dict[str, Any]:
        place.lines.append(line)
        found = {kind: [each for each in line.joined[kind] if each["paragraph"] in (here, quiet)] for kind in shown}
        return {kind: frames[0] for kind, frames in found.items() if frames}

    gita = place.typist("Gita", here)
    gita.insert(7, " And on.")
    gita.saved()
    shown = {"typing": {"paragraph": here, "editors": ["G-1"]}, "drafts": {**told, "text": "So far. And on."}}
    assert under_way(place.line("Otto")) == shown
    assert under_way(Line(place.url, namespace="/gallery").connect()) == shown, "the sitting is public"
    until(lambda: place.paragraph(here)["text"] == gita.text, "it settles")
    assert under_way(place.line("Olga")) == {"typing": shown["typing"]}, "the text is in the record"


def test_awareness_is_relayed_with_who_it_comes_from_and_not_stored(place: Place) -> None:
    (paragraph,) = place.statement("Cursors.")
    gita, olga = place.typist("Gita", paragraph), place.typist("Olga", paragraph)
    gita.line.ask("draft.awareness", {"paragraph": paragraph, "data": b"I am Olga"})
    until(lambda: olga.line.of("draft.awareness"), "it arrives")
    told = olga.line.of("draft.awareness")[0]
    assert (told["data"], told["seat"], told["person"]) == (b"I am Olga", "G-1", place.room.id("Gita"))
    late = opened(place.line("Otto"), paragraph)
    assert [each["data"] for each in late["awareness"]] == [b"I am Olga"]
    assert not gita.line.ask("draft.awareness", {"paragraph": paragraph, "data": b"x" * 5000})["ok"]
    gita.line.close()
    until(lambda: olga.line.of("draft.left"), "the cursor goes")
    assert olga.line.of("draft.left")[-1]["clients"] == [gita.doc.client_id]


# stored before acknowledged


def test_what_is_acknowledged_is_on_disk(place: Place) -> None:
    (paragraph,) = place.statement("Disk.")
    line = place.line("Gita")
    state = opened(line, paragraph)["state"]
    assert send(line, paragraph, update_of(typed("On "), state))["ok"]
    assert stored(place, paragraph) == "On Disk."


def test_a_server_that_is_killed_settles_what_was_typed_when_it_comes_back(place: Place) -> None:
    (paragraph,) = place.statement("Killed.")
    gita = place.typist("Gita", paragraph)
    gita.insert(0, "Not ")
    gita.saved()
    place.kill()
    assert place.paragraph(paragraph)["text"] == "Killed."
    place.start()
    until(lambda: place.paragraph(paragraph)["text"] == "Not Killed.", "it is settled at the start")


def test_a_lost_line_loses_nothing_and_doubles_nothing(place: Place) -> None:
    (paragraph,) = place.statement("Line.")
    gita, olga = place.typist("Gita", paragraph), place.typist("Olga", paragraph)
    gita.insert(0, "A ")
    gita.saved()
    gita.line.drop()
    gita.insert(0, "while away ")
    olga.insert(len(olga.text), " Olga went on.")
    olga.saved()
    gita.line.connect()
    gita.open().saved()
    until(lambda: gita.text == olga.text == "while away A Line. Olga went on.", "both agree")
    assert stored(place, paragraph) == gita.text
    update = gita.doc.get_update()
    assert send(gita.line, paragraph, update)["ok"]
    assert stored(place, paragraph) == gita.text


def test_the_initial_content_is_made_once_whoever_opens_first(place: Place) -> None:
    (paragraph,) = place.statement("Once.")
    lines = [place.line(name) for name in ("Gita", "Olga", "Otto")]
    answers: list[dict[str, Any]] = []
    for number, line in enumerate(lines):
        line.send("draft.open", {"paragraph": paragraph, "client": 90 + number}, answers.append)
    until(lambda: len(answers) == 3, "all opened")
    assert {answer["state"] for answer in answers} == {answers[0]["state"]}
    merged: Doc[Any] = Doc()
    for answer in answers:
        merged.apply_update(answer["state"])
    assert str(merged.get("text", type=Text)) == "Once."


# predecessors


def test_an_update_without_its_predecessor_is_never_acknowledged(place: Place) -> None:
    (paragraph,) = place.statement("Gap.")
    line = place.line("Gita")
    document: Doc[Any] = Doc(client_id=501)
    document.apply_update(opened(line, paragraph, client=501)["state"])
    text, updates = document.get("text", type=Text), []
    watching = document.observe(lambda event: updates.append(event.update))
    text.insert(0, "one ")
    text.insert(4, "two ")
    refused = send(line, paragraph, updates[1])
    assert refused["code"] == "resync"
    assert stored(place, paragraph) == "Gap."
    assert send(line, paragraph, document.get_update())["ok"]
    assert stored(place, paragraph) == "one two Gap."
    del watching


def test_taking_out_what_is_not_known_yet_is_not_acknowledged_either(place: Place) -> None:
    (paragraph,) = place.statement("Gap.")
    line = place.line("Gita")
    other: Doc[Any] = Doc(client_id=502)
    other.get("text", type=Text).insert(0, "unknown")
    state = other.get_state()
    del other.get("text", type=Text)[0:7]
    opened(line, paragraph, client=502)
    assert send(line, paragraph, other.get_update(state))["code"] == "resync"


# epochs


def test_a_text_changed_otherwise_first_keeps_what_was_typed_and_refuses_the_old_epoch(place: Place) -> None:
    (paragraph,) = place.statement("Epoch.")
    gita = place.typist("Gita", paragraph)
    gita.insert(0, "Typed. ")
    gita.saved()
    answer = place.ask("Remi", "paragraph.edit", paragraph=paragraph, text="New.", revision=1)
    assert answer["code"] == "stale_revision"
    assert answer["facts"]["text"] == "Typed. Epoch."
    place.give("Remi", "paragraph.edit", paragraph=paragraph, text="New.", revision=answer["facts"]["revision"])
    until(lambda: gita.closed, "the editor is told")
    assert gita.closed is not None
    assert gita.closed["code"] == "old_epoch"
    texts = [each["text"] for each in place.read("Gita", f"paragraphs/{paragraph}/revisions")]
    assert texts == ["Epoch.", "Typed. Epoch.", "New."]
    late = update_of(typed("late"), gita.doc.get_update(), client=gita.doc.client_id)
    assert send(gita.line, paragraph, late)["code"] == "closed"
    again = opened(gita.line, paragraph, client=gita.doc.client_id)
    assert again["epoch"] == 2
    assert send(gita.line, paragraph, late, epoch=1)["code"] == "old_epoch"
    assert send(gita.line, paragraph, late, epoch=2)["code"] == "resync"
    assert stored(place, paragraph) == "New."


def test_an_epoch_begun_by_another_process_is_noticed_before_anything_is_stored(place: Place) -> None:
    (paragraph,) = place.statement("Other.")
    gita = place.typist("Gita", paragraph)
    gita.insert(0, "Typed. ")
    gita.saved()
    place.room.do("Remi", "paragraph.edit", paragraph=paragraph, text="Beside.", revision=2)
    answer = send(gita.line, paragraph, update_of(typed("late"), gita.doc.get_update(), client=gita.doc.client_id))
    assert answer["code"] in ("closed", "old_epoch")
    assert stored(place, paragraph) in ("", "Beside.")
    texts = [each["text"] for each in place.read("Gita", f"paragraphs/{paragraph}/revisions")]
    assert texts == ["Other.", "Typed. Other.", "Beside."]


# rights


@pytest.mark.parametrize(
    ("name", "code"),
    [("Ana", "not_allowed"), ("Sam", "not_allowed"), ("Clara", "not_allowed"), ("Alba", "holder_present")],
)
def test_who_may_not_write_cannot_open_a_paragraph(place: Place, name: str, code: str) -> None:
    """An associate, the secretariat, the chair, an alternate while the holder is here."""
    (paragraph,) = place.statement("Not for all.")
    assert opened(place.line(name), paragraph)["code"] == code


@pytest.mark.parametrize("name", ["Vera", "Nora"])
def test_an_observer_or_a_stranger_does_not_even_join(place: Place, name: str) -> None:
    with pytest.raises(PermissionError, match="not_allowed"):
        place.line(name)


def test_who_has_not_joined_cannot_open_a_paragraph(place: Place) -> None:
    (paragraph,) = place.statement("Join first.")
    line = place.line("Gita")
    line.ask("join", {"group": "nowhere", "after": 0})
    assert opened(line, paragraph)["ok"]  # it is still in the group that it joined


def test_a_member_who_is_not_checked_in_cannot_type_and_the_right_ends_with_checking_out(place: Place) -> None:
    (paragraph,) = place.statement("Present.")
    otto, gita = place.typist("Otto", paragraph), place.typist("Gita", paragraph)
    place.give("Otto", "presence.check_out")
    try:
        until(lambda: otto.closed, "told at once", seconds=1)
        assert otto.closed is not None
        assert otto.closed["code"] == "not_present"
        assert send(otto.line, paragraph, update_of(typed("x"), otto.doc.get_update()))["code"] == "closed"
        assert opened(otto.line, paragraph)["code"] == "not_present"
        gita.insert(0, "Still ")
        gita.saved()
    finally:
        place.give("Otto", "presence.check_in")


def test_negotiation_closes_every_paragraph_and_keeps_what_was_typed(place: Place) -> None:
    first, second = place.statement("One.", "Two.")
    gita, olga = place.typist("Gita", first), place.typist("Olga", second)
    gita.insert(0, "Number ")
    gita.saved()
    statement = place.paragraph(first)["statement"]
    place.give("Clara", "statement.set_stage", statement=statement, stage="negotiation")
    assert place.paragraph(first)["text"] == "Number One."
    until(lambda: gita.closed and olga.closed, "both are told", seconds=1)
    late = update_of(typed("x"), gita.doc.get_update(), client=gita.doc.client_id)
    assert send(gita.line, first, late)["code"] == "closed"
    assert opened(olga.line, second)["code"] == "wrong_phase"
    assert stored(place, first) == "Number One."


def test_a_question_on_the_text_closes_it_and_puts_what_was_typed(place: Place) -> None:
    first, second = place.statement("One.", "Two.")
    gita = place.typist("Gita", first)
    gita.insert(0, "Number ")
    gita.saved()
    place.give("Clara", "call.open", about={"type": "paragraph", "id": first})
    question = next(each for each in place.room.of("question") if each["state"] == "open")
    try:
        assert question["text"] == "Number One."
        until(lambda: gita.closed, "told at once", seconds=1)
        assert opened(place.line("Olga"), second)["code"] == "text_in_question"
    finally:
        place.give("Clara", "call.close", question=question["id"])
    assert opened(gita.line, first)["code"] == "agreed"
    assert opened(gita.line, second)["ok"]


def test_the_rapporteur_types_without_a_seat(place: Place) -> None:
    (paragraph,) = place.statement("Kept.")
    otto, remi = place.line("Otto"), place.typist("Remi", paragraph)
    remi.insert(0, "Well ")
    remi.saved()
    until(lambda: {"paragraph": paragraph, "editors": ["rapporteur"]} in otto.of("typing"), "the office is named")


def test_an_associate_types_as_long_as_the_chair_lets_associates_write(place: Place) -> None:
    (paragraph,) = place.statement("Theirs too.")
    statement = place.paragraph(paragraph)["statement"]
    otto, gita = place.line("Otto"), place.typist("Gita", paragraph)
    place.give("Clara", "statement.set_associates_write", statement=statement, associates_write=True)
    ana = place.typist("Ana", paragraph)
    ana.insert(0, "Well: ")
    ana.saved()
    who = {"paragraph": paragraph, "editors": ["G-1", "associate"]}
    until(lambda: who in otto.of("typing"), "everyone knows who types")
    place.give("Clara", "statement.set_associates_write", statement=statement, associates_write=False)
    until(lambda: ana.closed, "told at once", seconds=1)
    assert ana.closed is not None
    assert ana.closed["code"] == "not_allowed"
    late = update_of(typed("late"), ana.doc.get_update(), client=ana.doc.client_id)
    assert send(ana.line, paragraph, late)["code"] == "closed"
    gita.insert(0, "All ")
    gita.saved()
    until(lambda: place.paragraph(paragraph)["text"] == "All Well: Theirs too.", "what was typed stays")
    revisions = place.read("Otto", f"paragraphs/{paragraph}/revisions")
    writers = [(each["person"], each["seat"]) for revision in revisions[1:] for each in revision["contributors"]]
    assert {(place.room.id("Ana"), None), (place.room.id("Gita"), "G-1")} == set(writers)


# malformed and hostile


def hostile(state: bytes, paragraph: int) -> dict[str, bytes]:
    """Updates that no editor sends, by what is wrong with them."""

    def formatted(document: Doc[Any]) -> None:
        document.get("text", type=Text).format(0, 2, {"bold": True})

    def embedded(document: Doc[Any]) -> None:
        document.get("text", type=Text).insert_embed(0, {"image": "x"})

    def other_root(document: Doc[Any]) -> None:
        document.get("other", type=Text).insert(0, "hidden")

    def a_map(document: Doc[Any]) -> None:
        document.get("text2", type=Map)["key"] = "value"

    def a_list(document: Doc[Any]) -> None:
        document.get("list", type=Array).append("value")

    return {
        "empty": b"",
        "noise": random.Random(5).randbytes(300),
        "all ones": b"\xff" * 60,
        "cut short": update_of(typed("hello"), state)[:-3],
        "too long a length": b"\x01\x01\x05\x00\x04\x01\x04text\xff\xff\xff\xff\x0fa\x00",
        "trailing": update_of(typed("hello"), state) + b"\x00",
        "huge count": b"\xff\xff\xff\xff\x0f\x00",
        "huge clock": b"\x01\x01\x05\x00\x01\x01\x04text\xff\xff\xff\xff\xff\xff\xff\x0f\x00",
        "huge deletion": b"\x00\x01\x01\x01\x00\xff\xff\xff\xff\x0f",
        "stands on itself": b"\x01\x01\x05\x00\x84\x05\x00\x01a\x00",
        "format": update_of(formatted, state),
        "embed": update_of(embedded, state),
        "another root": update_of(other_root, state),
        "a map": update_of(a_map, state),
        "a list": update_of(a_list, state),
        "a document within": b"\x01\x01\x05\x00\x09\x01\x04text\x01a\x76\x00\x00",
        "control characters": update_of(typed("a\x00b"), state),
        "bad UTF-8": b"\x01\x01\x05\x00\x04\x01\x04text\x02\xc3\x28\x00",
        "as the house": update_of(typed("mine"), state, client=house(paragraph, 1)),
    }


def test_malformed_and_hostile_updates_are_refused_and_harm_nobody(place: Place) -> None:
    (paragraph,) = place.statement("Safe.")
    olga, line = place.typist("Olga", paragraph), place.line("Gita")
    state = opened(line, paragraph)["state"]
    for what, update in hostile(state, paragraph).items():
        answer = send(line, paragraph, update)
        assert not answer["ok"], what
        assert answer["code"] in ("malformed", "resync", "bad_character", "not_yours"), (what, answer)
    olga.insert(0, "Still ")
    olga.saved()
    assert stored(place, paragraph) == "Still Safe."
    assert send(line, paragraph, update_of(typed("and "), olga.doc.get_update()))["ok"]
    until(lambda: olga.text == "and Still Safe.", "the sender too may go on")


def test_no_character_is_cut_in_two_however_late_and_after_a_restart(place: Place) -> None:
    """Yjs counts units of UTF-16. What is put between two of one character stands elsewhere for each program."""
    (paragraph,) = place.statement("a😀b")
    mine = house(paragraph, 1)

    def between(after: int, client: int) -> bytes:
        before = b"\x00\xc4%b%b\x01Z\x00"
        number, start = _number(mine), _number(client)
        return b"\x01\x01" + start + before % (number + _number(after), number + _number(after + 1))

    olga, line = place.typist("Olga", paragraph), place.line("Gita")
    opened(line, paragraph, client=78)
    assert send(line, paragraph, between(1, 78))["code"] == "malformed"
    half = b"\x00\x01" + _number(mine) + b"\x01\x02\x01"
    assert send(line, paragraph, half)["code"] == "malformed"
    olga.insert(0, "😀")
    olga.saved()
    place.stop()
    place.start()
    again = place.typist("Olga", paragraph)
    assert again.text == stored(place, paragraph) == "😀a😀b"
    line = place.line("Gita")
    opened(line, paragraph, client=78)
    assert send(line, paragraph, between(1, 78))["code"] == "malformed"
    assert send(line, paragraph, between(2, 78))["ok"]
    until(lambda: again.text == stored(place, paragraph) == "😀a😀Zb", "all agree")


def _number(value: int) -> bytes:
    """A number as updates have it."""
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


def test_what_is_no_message_at_all_is_refused(place: Place) -> None:
    (paragraph,) = place.statement("Message.")
    line = place.line("Gita")
    opened(line, paragraph)
    nonsense: tuple[Any, ...] = (
        None,
        5,
        "x",
        [],
        {},
        {"paragraph": "1", "client": 1},
        {"paragraph": True, "client": 1, "epoch": 1, "update": b"", "data": ""},
        {"paragraph": -1, "client": 1},
    )
    for said in nonsense:
        for event in ("draft.open", "draft.update", "draft.awareness"):
            assert line.ask(event, said)["code"] == "bad_data"
        assert line.ask("draft.close", said)["ok"]
    assert opened(line, 2**40)["code"] == "not_found"


def test_nobody_writes_under_the_name_of_somebody_else(place: Place) -> None:
    """Otherwise the victim's next words would look like known ones, and be acknowledged and lost."""
    (paragraph,) = place.statement("Names.")
    gita, line = place.typist("Gita", paragraph), place.line("Olga")
    state = opened(line, paragraph)["state"]
    assert opened(line, paragraph, client=gita.doc.client_id)["code"] == "not_yours"
    assert opened(line, paragraph, client=house(paragraph, 1))["code"] == "not_yours"
    opened(line, paragraph)
    assert send(line, paragraph, update_of(typed("forged"), state, client=gita.doc.client_id))["code"] == "not_yours"
    gita.insert(0, "Honest ")
    gita.saved()
    forged = update_of(typed("forged"), gita.doc.get_update(), client=gita.doc.client_id)
    assert send(line, paragraph, forged)["code"] == "not_yours"
    gita.insert(0, "Very ")
    gita.saved()
    assert stored(place, paragraph) == "Very Honest Names."
    place.stop()
    place.start()
    olga = place.line("Olga")
    assert opened(olga, paragraph, client=gita.doc.client_id)["code"] == "not_yours"


def test_an_update_that_is_too_large_or_grows_the_text_past_its_limit_is_refused(place: Place) -> None:
    (paragraph,) = place.statement("Limit.")
    olga, line = place.typist("Olga", paragraph), place.line("Gita")
    state = opened(line, paragraph)["state"]
    assert send(line, paragraph, update_of(typed("x" * 70_000), state))["code"] == "too_large"
    assert send(line, paragraph, update_of(typed("x" * 19_995), state))["code"] == "too_long"
    assert send(line, paragraph, update_of(typed("é" * 19_990), state))["ok"]
    until(lambda: len(olga.text) == 19_996, "it arrives")
    olga.insert(0, "12345")
    until(lambda: olga.refusals, "refused")
    assert olga.refusals.pop()["code"] == "too_long"
    assert len(stored(place, paragraph)) == 19_996


def test_an_update_for_a_paragraph_that_is_not_open_or_is_another_is_refused(place: Place) -> None:
    first, second = place.statement("First.", "Second.")
    line = place.line("Gita")
    update = update_of(typed("x"), opened(line, first)["state"])
    assert send(line, second, update)["code"] == "closed"
    opened(line, second, client=78)
    assert send(line, second, update)["code"] in ("not_yours", "resync")
    beyond = update_of(typed("x", at=3), opened(line, first)["state"], client=78)
    assert send(line, second, beyond)["code"] == "resync"
    assert (stored(place, first), stored(place, second)) == ("First.", "Second.")


def test_the_gallery_has_no_way_to_type(place: Place) -> None:
    (paragraph,) = place.statement("Look.")
    onlooker = Line(place.url, namespace="/gallery").connect()
    heard: list[Any] = []
    onlooker.send("draft.open", {"paragraph": paragraph, "client": 77}, heard.append)
    assert onlooker.ask("join", {"group": GROUP, "after": 0})["ok"]
    assert not heard
    onlooker.close()


# at large


def test_a_long_log_is_squashed_while_updates_arrive_and_nothing_is_lost(place: Place) -> None:
    (paragraph,) = place.statement("Squash:")
    gita, olga = place.typist("Gita", paragraph), place.typist("Olga", paragraph)
    for count in range(700):
        gita.insert(len(gita.text), f" {count}")
        if count % 3 == 0:
            olga.insert(0, "o")
    gita.saved()
    olga.saved()
    until(lambda: gita.text == olga.text, "they agree")
    until(lambda: place.paragraph(paragraph)["text"] == gita.text, "it settles")
    assert stored(place, paragraph) == gita.text
    with place.room.database.reading() as session:
        assert len(session.scalars(updates_of(paragraph, 1)).all()) <= 500
    revisions = place.read("Gita", f"paragraphs/{paragraph}/revisions")
    seats = {each["seat"] for revision in revisions for each in revision["contributors"]}
    assert {"G-1", "O-1"} <= seats
    gita.insert(0, "After. ")
    gita.saved()
    assert stored(place, paragraph) == gita.text


@pytest.mark.timeout(240)
def test_twenty_editors_with_random_edits_and_lost_lines_converge_to_the_stored_text(place: Place) -> None:
    (paragraph,) = place.statement("Twenty editors write this paragraph together.")
    dice = random.Random(20)
    names = ["Gita", "George", "Gus", "Olga", "Omar", "Otto", "Remi"]
    typists = [place.typist(names[number % len(names)], paragraph) for number in range(20)]
    for _ in range(600):
        someone = dice.choice(typists)
        length = len(someone.text)
        if dice.random() < 0.7 or length < 10:
            someone.insert(dice.randint(0, length), dice.choice(["a", "word ", "é", "語", "😀", "\n", "ab cd"]))
        else:
            at = dice.randint(0, length - 1)
            someone.delete(at, min(dice.randint(1, 5), length - at))
        if dice.random() < 0.03:
            lucky = dice.choice(typists).line
            if lucky.connected:
                lucky.drop()
        for lost in [each for each in typists if not each.line.connected]:
            if dice.random() < 0.1:
                lost.line.connect()
                lost.open()
    for lost in [each for each in typists if not each.line.connected]:
        lost.line.connect()
        lost.open()
    for each in typists:
        each.saved()
    until(lambda: len({each.text for each in typists}) == 1, "all agree", seconds=60)
    assert stored(place, paragraph) == typists[0].text
    until(lambda: place.paragraph(paragraph)["text"] == typists[0].text, "it settles")


def test_a_client_that_sends_faster_than_the_disk_is_heard_in_its_order(place: Place) -> None:
    (paragraph,) = place.statement("Fast:")
    gita = place.typist("Gita", paragraph)
    for count in range(1000):
        gita.insert(len(gita.text), str(count % 10))
    gita.saved()
    assert stored(place, paragraph) == gita.text
