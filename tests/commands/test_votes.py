"""Votes: what is frozen when one opens, who votes and who sees it, the count, and what a result does to the text."""

from typing import Any

import pytest

from deliberate.commands.voting import as_case
from deliberate.domain.cases import decided
from deliberate.domain.rules import PRESETS
from deliberate.domain.seats import in_order
from deliberate.domain.text import text_hash
from deliberate.store.questions import Question
from deliberate.store.turnout import turnout
from tests.cast import PLAN, READERS, Room
from tests.commands.looking import first, happened, heard, last, paragraph_at, quickly, texts

BORDERS = "Borders should stay open to those in distress."
NIGHT = "Borders should stay open by day and night to those in distress."
RULES: dict[str, Any] = {
    "rule": "substantive",
    "definition": "no_objection",
    "speech_limit": 180,
    "board": "at_close",
    "cosponsors": 0,
}
CONSTITUENCIES: list[dict[str, Any]] = PLAN["constituencies"]  # type: ignore[assignment] # a dict of several kinds
EVERYONE = ("Gita", "George", "Gus", "Olga", "Omar", "Otto")


def about(room: Room, noun: str = "amendment") -> dict[str, Any]:
    """What a vote on the first record of a noun is about."""
    return {"type": noun, "id": first(room, noun)}


def cast(room: Room, **choices: str) -> None:
    """Several vote, on the way to what a test is about."""
    for name, choice in choices.items():
        quickly(room, name, "vote.cast", question=last(room, "question")["id"], choice=choice)


def all_cast(room: Room, choices: str) -> None:
    """The six who are there vote, in the order of the cast: `f`or, `a`gainst, `-` abstain, a space for not at all."""
    words = {"f": "for", "a": "against", "-": "abstain"}
    cast(room, **{name: words[each] for name, each in zip(EVERYONE, choices, strict=True) if each != " "})


def words_of(record: dict[str, Any], field: str = "explanation") -> list[str]:
    """Sentences as a person reads them in English."""
    return [sentence["say"] % sentence["facts"] if sentence["facts"] else sentence["say"] for sentence in record[field]]


def electors(room: Room, reader: str = "public") -> dict[str, dict[str, Any]]:
    """The frozen electorate, in the order of the plan."""
    found = {each["seat"]: each for each in room.of("elector", reader)}
    return {seat: found[seat] for seat in in_order(found)}


# Opening


def test_a_vote_freezes_text_hash_rule_and_electorate(amended: Room) -> None:
    made = amended.do("Clara", "vote.open", about=about(amended))
    record = amended.record(f"question/{made['question']}", "public")
    assert {key: record[key] for key in ("number", "kind", "about", "title", "text", "preset", "board", "state")} == {
        "number": 1,
        "kind": "vote",
        "about": about(amended),
        "title": "A1, 1.1",
        "text": NIGHT,
        "preset": "substantive",
        "board": "at_close",
        "state": "open",
    }
    assert record["text_hash"] == text_hash([(first(amended, "paragraph"), "en", NIGHT)])
    assert record["rule"] == PRESETS["substantive"].json()
    assert (record["outcome"], record["result"], record["explanation"], record["closed_at"]) == (None, None, [], None)
    assert record["opened_at"] == heard(amended)["at"]
    assert happened(amended) == ("vote.opened", {"question": 1, "title": "A1, 1.1"})


def test_the_electorate_is_every_seat_of_the_plan_with_who_may_act_and_whether_it_is_present(voting: Room) -> None:
    seats = electors(voting)
    assert list(seats) == ["G-1", "G-2", "G-3", "G-4", "O-1", "O-2", "O-3", "O-4"]
    assert seats["G-1"] == {
        "question": first(voting, "question"),
        "seat": "G-1",
        "side": "governments",
        "constituency": "origin",
        "weight": "1",
        "present": True,
        "delegation": "Ghana",
        "holder": voting.id("Gita"),
        "alternate": voting.id("Alba"),
        "called": None,
        "proxy": None,
    }
    assert (seats["O-4"]["present"], seats["O-4"]["holder"], seats["O-4"]["constituency"]) == (False, None, "civil")


def test_the_rule_is_shown_in_words_before_anyone_votes(voting: Room) -> None:
    words = words_of(voting.of("question", "public")[0], "in_words")
    assert len(words) == 5
    assert "more than 1/2" in words[1]
    assert "at least 2/3" in words[2]


def test_the_chair_may_choose_the_preset(amended: Room) -> None:
    made = amended.do("Clara", "vote.open", about=about(amended), preset="procedural", title="Night and day")
    record = amended.record(f"question/{made['question']}")
    assert (record["preset"], record["rule"]) == ("procedural", PRESETS["procedural"].json())
    assert (record["title"], record["text"]) == ("Night and day", NIGHT)


def test_a_deletion_is_put_as_the_empty_text_whatever_its_title(negotiation: Room) -> None:
    data = {"kind": "delete", "paragraph": first(negotiation, "paragraph"), "revision": 1}
    quickly(negotiation, "Gita", "amendment.table", **data)
    negotiation.do("Clara", "vote.open", about=about(negotiation), title="Shall 1.1 go?")
    record = negotiation.of("question")[0]
    assert (record["title"], record["text"]) == ("Shall 1.1 go?", "")
    assert record["text_hash"] == text_hash([(first(negotiation, "paragraph"), "en", "")])


def test_a_new_paragraph_is_put_without_a_number_and_says_where(negotiation: Room) -> None:
    part = last(negotiation, "part")["id"]
    quickly(negotiation, "Gita", "amendment.table", kind="insert", part=part, text="Ports too.")
    negotiation.do("Clara", "vote.open", about=about(negotiation))
    record = negotiation.of("question")[0]
    assert (record["title"], record["text"]) == ("A1, 2.0", "Ports too.")
    assert record["text_hash"] == text_hash([(0, "en", "Ports too.")])


def test_a_paragraph_and_a_statement_are_put_by_their_texts(clean_text: Room) -> None:
    rows = [paragraph_at(clean_text, number) for number in ("1.1", "1.2", "2.1")]
    clean_text.do("Clara", "vote.open", about={"type": "paragraph", "id": rows[1]["id"]})
    record = last(clean_text, "question")
    assert (record["title"], record["text"]) == ("1.2", rows[1]["text"])
    assert record["text_hash"] == text_hash([(rows[1]["id"], "en", rows[1]["text"])])
    quickly(clean_text, "Clara", "question.void", question=record["id"], reason="The whole first.")
    quickly(clean_text, "Clara", "statement.set_stage", statement=first(clean_text, "statement"), stage="final")
    clean_text.do("Clara", "vote.open", about=about(clean_text, "statement"))
    record = last(clean_text, "question")
    assert (record["title"], record["text"]) == ("Joint statement", "\n\n".join(texts(clean_text)))
    assert record["text_hash"] == text_hash([(row["id"], "en", row["text"]) for row in rows])


def test_a_question_about_no_text_is_its_title(opened: Room) -> None:
    opened.do("Clara", "vote.open", title="Shall we meet in public?", preset="procedural")
    record = opened.of("question", "public")[0]
    assert (record["about"], record["text"]) == (None, "Shall we meet in public?")
    assert record["text_hash"] == text_hash([(0, "en", "Shall we meet in public?")])
    refusal = opened.refused("Clara", "vote.open", title=" ")
    assert refusal.code == "question_open"


def test_a_question_about_no_text_needs_a_title(opened: Room) -> None:
    refusal = opened.refused("Clara", "vote.open", title=" ")
    assert (refusal.code, str(refusal)) == ("bad_data", "Please correct: title: what is the question?")


@pytest.mark.parametrize(
    "wrong",
    [
        {"about": {"type": "seat", "id": 1}},
        {"about": {"type": "amendment"}},
        {"about": {"type": "amendment", "id": "1"}},
        {"about": {"type": "amendment", "id": 1, "more": 1}},
        {"about": 1},
        {"title": "x" * 301},
        {"title": "x", "preset": "consensus"},
    ],
)
def test_a_vote_on_what_cannot_be_put_is_refused(amended: Room, wrong: dict[str, Any]) -> None:
    assert amended.refused("Clara", "vote.open", **wrong).code == "bad_data"


def test_a_vote_on_what_is_not_there_is_refused(amended: Room) -> None:
    for noun in ("amendment", "paragraph", "statement"):
        refusal = amended.refused("Clara", "vote.open", about={"type": noun, "id": 99})
        assert (refusal.code, str(refusal)) == ("not_found", f"There is no {noun} 99 here.")


def test_one_question_is_open_at_a_time(voting: Room) -> None:
    for name in ("vote.open", "call.open"):
        refusal = voting.refused("Clara", name, title="Another?")
        assert (refusal.code, str(refusal)) == ("question_open", "Question 1 is open. Close or void it first.")


@pytest.mark.parametrize("other", ["Gita", "Remi", "Sam", "Ana", "Vera"])
def test_only_those_who_conduct_open_close_and_void(voting: Room, other: str) -> None:
    question = first(voting, "question")
    assert voting.refused(other, "vote.open", title="Mine?").code == "not_allowed"
    assert voting.refused(other, "vote.close", question=question).code == "not_allowed"
    assert voting.refused(other, "question.void", question=question, reason="Mine.").code == "not_allowed"


def test_a_vote_opens_in_an_open_sitting_only(amended: Room) -> None:
    quickly(amended, "Clara", "sitting.suspend")
    refusal = amended.refused("Clara", "vote.open", about=about(amended))
    assert (refusal.code, str(refusal)) == (
        "wrong_phase",
        "The sitting is suspended; this is possible while it is: open.",
    )


def test_a_group_without_a_rule_of_its_own_cannot_vote_by_it(amended: Room) -> None:
    refusal = amended.refused("Clara", "vote.open", about=about(amended), preset="custom")
    assert (refusal.code, str(refusal)) == (
        "no_custom_rule",
        "The group has no rule of its own. Set one, or choose a preset.",
    )


def test_a_rule_that_cannot_count_this_electorate_is_refused_at_the_opening_not_at_the_close(amended: Room) -> None:
    shares: list[dict[str, Any]] = [dict(each) for each in CONSTITUENCIES]
    shares[1]["seats"] += 1
    islands = {"code": "islands", "side": "others", "name": "Islands", "seats": 1, "minimum": 1, "migrants": True}
    quickly(amended, "Sam", "plan.set", pairs=5, constituencies=[*shares, islands])
    test = {"scope": "group:islands", "choice": "for", "measure": "heads", "base": "cast", "more_than": "1/2"}
    custom = {"weighting": "equal", "tests": [test]}
    quickly(amended, "Clara", "group.set_rules", **RULES | {"rule": "custom", "custom": custom})
    quickly(amended, "Sam", "plan.set", pairs=4, constituencies=CONSTITUENCIES)
    refusal = amended.refused("Clara", "vote.open", about=about(amended))
    assert refusal.code == "unknown_scope"
    assert "islands" in str(refusal)


def test_a_group_votes_by_its_own_rule(amended: Room) -> None:
    test = {"scope": "all", "choice": "against", "measure": "heads", "base": "number", "at_most": "1"}
    custom = {"weighting": "equal", "quorum": [], "tests": [test]}
    amended.do("Clara", "group.set_rules", **RULES | {"rule": "custom", "custom": custom})
    amended.do("Clara", "vote.open", about=about(amended))
    assert last(amended, "question")["preset"] == "custom"
    all_cast(amended, "ffaf  ")
    assert amended.close_vote()["outcome"] == "adopted"


# What is frozen stays


def test_later_presence_does_not_touch_the_electorate(at: Any) -> None:
    room = at("amended")
    quickly(room, "Otto", "presence.check_out")
    room.do("Clara", "vote.open", about=about(room))
    room.do("Otto", "presence.check_in")
    room.do("Gus", "presence.check_out")
    assert (electors(room)["O-3"]["present"], electors(room)["G-3"]["present"]) == (False, True)
    question = first(room, "question")
    refusal = room.refused("Otto", "vote.cast", question=question, choice="for")
    assert (refusal.code, str(refusal)) == ("not_elector", "O-3 was not checked in when this question was opened.")
    room.do("Gus", "vote.cast", question=question, choice="for")
    assert room.close_vote()["result"]["tally"]["side:governments"]["heads"]["for"] == 1


def test_later_seating_does_not_touch_who_acts(voting: Room) -> None:
    question = first(voting, "question")
    quickly(voting, "Sam", "seat.vacate", seat="G-2")
    quickly(voting, "Sam", "seat.assign", seat="G-2", person=voting.id("Gina"))
    refusal = voting.refused("Gina", "vote.cast", question=question, choice="for")
    assert (refusal.code, str(refusal)) == (
        "not_elector",
        "You did not sit on a seat when this question was opened.",
    )
    voting.do("George", "vote.cast", question=question, choice="against")
    assert electors(voting)["G-2"]["holder"] == voting.id("George")
    assert voting.close_vote()["result"]["tally"]["side:governments"]["heads"]["against"] == 1


def test_later_rules_do_not_touch_the_result(voting: Room) -> None:
    question = first(voting, "question")
    assert voting.refused("Clara", "group.set_rules", **RULES | {"rule": "procedural"}).code == "question_open"
    all_cast(voting, "ffaffa")
    before = voting.close_vote()
    voting.do("Clara", "group.set_rules", **RULES | {"rule": "procedural", "board": "live"})
    assert voting.record(f"question/{question}") == before


def test_a_revoked_account_votes_no_more_and_its_ballot_stands(voting: Room) -> None:
    cast(voting, Gita="for")
    voting.do_site("Ada", "account.revoke", person=voting.id("Gita"))
    question = first(voting, "question")
    assert voting.refused("Gita", "vote.cast", question=question, choice="against").code == "not_allowed"
    assert voting.close_vote()["result"]["tally"]["side:governments"]["heads"]["for"] == 1


# Casting


def test_a_member_votes_and_may_change_it_until_the_close(voting: Room) -> None:
    question = first(voting, "question")
    for choice in ("for", "against", "abstain"):
        voting.do("Gita", "vote.cast", question=question, choice=choice)
        ballot = voting.record(f"ballot/{question}.G-1", "G-1")
        assert (ballot["choice"], ballot["at"]) == (choice, heard(voting, "G-1")["at"])
    assert len(voting.of("ballot", "G-1")) == 1
    voting.close_vote()
    refusal = voting.refused("Gita", "vote.cast", question=question, choice="for")
    assert (refusal.code, str(refusal)) == ("question_closed", "Question 1 is closed.")
    assert voting.record(f"ballot/{question}.G-1", "public")["choice"] == "abstain"


def test_who_has_no_seat_does_not_vote(voting: Room) -> None:
    question = first(voting, "question")
    for other in ("Clara", "Remi", "Sam", "Ana", "Vera", "Nora", "Olive", "Ada"):
        assert voting.refused(other, "vote.cast", question=question, choice="for").code == "not_elector"
    assert voting.refused(None, "vote.cast", question=question, choice="for").code == "not_signed_in"


def test_a_chair_who_also_holds_a_seat_votes_for_it(voting: Room) -> None:
    quickly(voting, "Clara", "office.hand_over", person=voting.id("Gita"))
    voting.do("Gita", "vote.cast", question=first(voting, "question"), choice="for")
    voting.do("Gita", "vote.close", question=first(voting, "question"))
    assert voting.of("ballot", "public")[0]["seat"] == "G-1"


@pytest.mark.parametrize("choice", ["yes", "", None, True, 1, ["for"], "FOR"])
def test_a_ballot_says_for_against_or_abstain_and_nothing_else(voting: Room, choice: object) -> None:
    refusal = voting.refused("Gita", "vote.cast", question=first(voting, "question"), choice=choice)
    assert refusal.code == "bad_data"


def test_the_first_of_holder_and_alternate_to_cast_acts_for_the_seat(voting: Room) -> None:
    question = first(voting, "question")
    voting.do("Alba", "vote.cast", question=question, choice="for")
    refusal = voting.refused("Gita", "vote.cast", question=question, choice="against")
    assert (refusal.code, str(refusal)) == ("other_acts", "Somebody else already acts for G-1 in this question.")
    voting.do("Alba", "vote.cast", question=question, choice="abstain")
    assert [each["choice"] for each in voting.of("ballot", "G-1")] == ["abstain"]


def test_a_vote_goes_on_while_the_sitting_is_suspended(voting: Room) -> None:
    quickly(voting, "Clara", "sitting.suspend")
    voting.do("Gita", "vote.cast", question=first(voting, "question"), choice="for")
    assert voting.close_vote()["state"] == "closed"


def test_a_sitting_does_not_close_over_an_open_vote(voting: Room) -> None:
    assert voting.refused("Clara", "sitting.close").code == "question_open"


def test_a_vote_on_what_is_not_a_vote_is_refused(calling: Room) -> None:
    question = first(calling, "question")
    refusal = calling.refused("Gita", "vote.cast", question=question, choice="for")
    assert (refusal.code, str(refusal)) == ("not_found", "Question 1 is of another kind.")
    assert calling.refused("Clara", "vote.close", question=question).code == "not_found"
    assert calling.refused("Gita", "vote.cast", question=99, choice="for").code == "not_found"


# Who sees the ballots


def test_until_the_close_a_ballot_is_seen_by_its_own_seat_alone(voting: Room) -> None:
    question = first(voting, "question")
    voting.do("Gita", "vote.cast", question=question, choice="for")
    for reader in READERS:
        own = reader == "G-1"
        assert (f"ballot/{question}.G-1" in voting.records(reader)) is own
        entry = heard(voting, reader)
        assert set(entry) == ({"seq", "at", "event", "actor", "facts", "changes"} if own else {"seq"})
    assert heard(voting, "G-1")["facts"] == {"question": 1, "seat": "G-1"}


def test_not_even_the_turnout_tells_what_was_cast(voting: Room) -> None:
    cast(voting, Gita="for", Olga="against")
    with voting.database.reading() as session:
        counted = turnout(session, voting.journal_id, READERS["public"])
    assert counted == [{"question": first(voting, "question"), "cast": 2, "of": 6}]


def test_at_the_close_everyone_sees_every_ballot_at_once(voting: Room) -> None:
    cast(voting, Gita="for", Olga="against")
    question = voting.close_vote()["id"]
    for reader in READERS:
        assert voting.record(f"ballot/{question}.G-1", reader)["choice"] == "for"
        changes = heard(voting, reader)["changes"]
        assert {changes[f"ballot/{question}.{seat}"]["choice"] for seat in ("G-1", "O-1")} == {"for", "against"}
    assert "person" not in voting.record(f"ballot/{question}.G-1")


def test_on_a_live_board_everyone_sees_a_ballot_as_it_is_cast(amended: Room) -> None:
    quickly(amended, "Clara", "group.set_rules", **RULES | {"board": "live"})
    quickly(amended, "Clara", "vote.open", about=about(amended))
    question = first(amended, "question")
    amended.do("Gita", "vote.cast", question=question, choice="for")
    for reader in READERS:
        assert amended.record(f"ballot/{question}.G-1", reader)["choice"] == "for"
    assert happened(amended) == ("vote.cast", {"question": 1, "seat": "G-1"})
    amended.do("Gita", "vote.cast", question=question, choice="against")
    assert amended.record(f"ballot/{question}.G-1", "public")["choice"] == "against"


def test_a_vote_behind_closed_doors_stays_there(amended: Room) -> None:
    amended.do("Clara", "sitting.set_private", private=True)
    amended.do("Clara", "vote.open", about=about(amended))
    cast(amended, Gita="for", Olga="for", Otto="for", George="for")
    amended.close_vote()
    for noun in ("question", "elector", "ballot"):
        assert amended.of(noun, "public") == []
        assert amended.of(noun, "members") != []
    assert heard(amended) == {"seq": len(amended.entries())}


# The count


@pytest.mark.parametrize(
    ("choices", "outcome", "shares"),
    [
        ("ffaffa", "adopted", ["2/3", "2/3", "2/3"]),
        ("ff ff ", "adopted", ["1", "1", "1"]),
        ("ffaf-a", "rejected", ["3/5", "2/3", "1/2"]),
        ("ffff-a", "rejected", ["4/5", "1", "1/2"]),
        ("fffaaa", "rejected", ["1/2", "1", "0"]),
        ("---fff", "rejected", ["1", None, "1"]),
        ("      ", "rejected", [None, None, None]),
        ("aaaaaa", "rejected", ["0", "0", "0"]),
    ],
    ids=[
        "exactly two thirds",
        "unanimous",
        "just below",
        "a half of one side",
        "side against side",
        "a side abstains as one",
        "nobody",
        "all against",
    ],
)
def test_the_substantive_rule_wants_two_thirds_of_all_and_a_majority_of_each_side(
    voting: Room, choices: str, outcome: str, shares: list[str | None]
) -> None:
    all_cast(voting, choices)
    record = voting.close_vote()
    assert record["outcome"] == outcome
    assert [line["share"] for line in record["result"]["tests"]] == shares
    assert voting.of("amendment")[0]["state"] == outcome
    assert texts(voting)[0] == f"1.1 {NIGHT if outcome == 'adopted' else BORDERS}"


def test_the_result_is_explained_in_words_and_exact_fractions(voting: Room) -> None:
    all_cast(voting, "ffaffa")
    record = voting.close_vote()
    words = words_of(record)
    assert words[0] == "Adopted: every test is met."
    assert len(words) == 1 + len(record["result"]["quorum"]) + len(record["result"]["tests"])
    assert "2/3" in words[3]
    assert "3/4" in words[1]
    assert happened(voting) == ("vote.closed", {"question": 1, "title": "A1, 1.1", "outcome": "adopted"})
    assert (record["state"], record["closed_at"]) == ("closed", heard(voting)["at"])


def test_as_many_for_as_against_is_a_tie_and_rejects(voting: Room) -> None:
    all_cast(voting, "faaffa")
    record = voting.close_vote()
    assert (record["outcome"], record["result"]["tie"]) == ("rejected", True)
    assert "tie" in words_of(record)[0].lower()


def test_without_a_quorum_nothing_is_decided_and_the_amendment_stays_tabled(amended: Room) -> None:
    quickly(amended, "Gus", "presence.check_out")
    quickly(amended, "Clara", "vote.open", about=about(amended))
    cast(amended, Gita="for", George="for", Olga="for", Omar="for", Otto="for")
    record = amended.close_vote()
    assert record["outcome"] == "no_quorum"
    assert [(line["share"], line["holds"]) for line in record["result"]["quorum"]] == [("1/2", False), ("3/4", True)]
    assert amended.of("amendment")[0]["state"] == "tabled"
    assert texts(amended)[0] == f"1.1 {BORDERS}"
    quickly(amended, "Gus", "presence.check_in")
    amended.do("Clara", "vote.open", about=about(amended))
    assert last(amended, "question")["number"] == 2


def test_while_a_vote_is_open_what_is_missing_is_told_from_presence_alone(amended: Room) -> None:
    quickly(amended, "Gus", "presence.check_out")
    quickly(amended, "Clara", "vote.open", about=about(amended))
    before = words_of(last(amended, "question"), "cautions")
    assert before == [
        "Those present when it opened are no quorum: closed now, it decides nothing.",
        "1 more of the governments needed",
    ]
    cast(amended, Gita="for", George="against")
    assert words_of(last(amended, "question"), "cautions") == before


def test_of_a_quorum_of_votes_cast_nothing_is_told_while_it_is_open(amended: Room) -> None:
    quorum = {"scope": "all", "counts": "cast", "measure": "heads", "base": "number", "at_least": "5"}
    test = {"scope": "all", "choice": "for", "measure": "heads", "base": "cast", "more_than": "1/2"}
    custom = {"weighting": "equal", "quorum": [quorum], "tests": [test]}
    quickly(amended, "Clara", "group.set_rules", **RULES | {"rule": "custom", "custom": custom})
    quickly(amended, "Clara", "vote.open", about=about(amended))
    assert last(amended, "question")["cautions"] == []
    cast(amended, Gita="for")
    assert last(amended, "question")["cautions"] == []
    assert amended.close_vote()["outcome"] == "no_quorum"


def test_the_procedural_rule_wants_a_majority_by_parity(amended: Room) -> None:
    quickly(amended, "Clara", "vote.open", about=about(amended), preset="procedural")
    all_cast(amended, "fffafa")
    record = amended.close_vote()
    assert (record["outcome"], record["result"]["tests"][0]["share"]) == ("adopted", "2/3")


def test_a_vote_adopts_a_paragraph(negotiation: Room) -> None:
    quickly(negotiation, "Clara", "vote.open", about=about(negotiation, "paragraph"))
    all_cast(negotiation, "ffffff")
    negotiation.close_vote()
    assert paragraph_at(negotiation, "1.1")["state"] == "agreed"


def test_a_paragraph_that_is_rejected_stays_open(negotiation: Room) -> None:
    quickly(negotiation, "Clara", "vote.open", about=about(negotiation, "paragraph"))
    all_cast(negotiation, "aaaaaa")
    negotiation.close_vote()
    assert paragraph_at(negotiation, "1.1")["state"] == "open"


def test_a_question_about_no_text_changes_none(amended: Room) -> None:
    before = texts(amended)
    quickly(amended, "Clara", "vote.open", title="Shall we meet in public?")
    all_cast(amended, "ffffff")
    assert amended.close_vote()["outcome"] == "adopted"
    assert texts(amended) == before
    assert amended.of("amendment")[0]["state"] == "tabled"


def test_an_adopted_text_has_the_hash_that_was_voted_on(voting: Room) -> None:
    all_cast(voting, "ffffff")
    record = voting.close_vote()
    row = paragraph_at(voting, "1.1")
    assert record["text_hash"] == text_hash([(row["id"], "en", row["text"])])


def test_a_vote_is_closed_once(voting: Room) -> None:
    question = voting.close_vote()["id"]
    refusal = voting.refused("Clara", "vote.close", question=question)
    assert (refusal.code, str(refusal)) == ("question_closed", "Question 1 is closed.")


@pytest.mark.parametrize("choices", ["ffaffa", "ffaf-a", "---fff", "faaffa", "      "])
def test_anyone_recounts_the_exported_case_to_the_same_result(voting: Room, choices: str) -> None:
    all_cast(voting, choices)
    record = voting.close_vote()
    with voting.database.reading() as session:
        case = as_case(session, session.get_one(Question, record["id"]))
    assert decided(case)[0].json() == {"id": "question-1", **record["result"]}
