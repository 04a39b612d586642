"""What anyone downloads of a closed vote: the file that is counted again, and the figures as a table."""

import csv
import io
from typing import Any

import pytest

from deliberate.domain.cases import counted
from tests.cast import GROUP, MEMBERS, Room
from tests.web.conftest import Browsers

TABLE = f"/g/{GROUP}/questions/1/result.csv"
CHOICES = {"Gita": "for", "George": "for", "Gus": "against", "Olga": "for", "Omar": "abstain"}


def voted(room: Room, method: str) -> dict[str, Any]:
    """A vote taken by a method: 2 to 1 among governments, 1 to none and an abstention among others; closed."""
    room.opened()
    question = room.do("Clara", "vote.open", title="Shall we go on?", method=method)["question"]
    if method == "hands":
        for side, hands in (("governments", (2, 1, 0)), ("others", (1, 0, 1))):
            shown = dict(zip(("for", "against", "abstain"), hands, strict=True))
            room.do("Clara", "vote.count_hands", question=question, side=side, **shown)
    for name, choice in CHOICES.items():
        if method == "roll_call":
            room.do("Sam", "vote.enter", question=question, seat=MEMBERS[name][2], choice=choice)
        elif method != "hands":
            how = "vote.cast_secretly" if method == "secret" else "vote.cast"
            room.do(name, how, question=question, choice=choice)
    return room.close_vote()


METHODS = ["recorded", "roll_call", "hands", "secret"]


def rows(browser: Any) -> list[dict[str, str]]:
    answer = browser.get(TABLE)
    assert answer.status_code == 200
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="question-1.csv"'
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize("method", METHODS)
def test_whatever_the_method_anyone_counts_the_file_to_the_same_result(
    room: Room, browser: Browsers, method: str
) -> None:
    record = voted(room, method)
    answer = browser().get(f"/g/{GROUP}/questions/1.json")
    assert answer.get_json()["method"] == method
    assert counted(answer.json) == [{"id": "question-1", **record["result"]}]
    assert record["result"]["tally"]["all"]["heads"] == {
        "for": 3,
        "against": 1,
        "abstain": 1,
        "not_voting": 1,
        "absent": 2,
    }


@pytest.mark.parametrize("method", METHODS)
def test_the_table_has_the_figures_of_the_whole_and_of_each_half(room: Room, browser: Browsers, method: str) -> None:
    voted(room, method)
    found = {(row["level"], row["name"]): row for row in rows(browser())}
    whole = found["all", "all"]
    assert [whole[each] for each in ("for", "against", "abstain", "not_voting", "absent")] == ["3", "1", "1", "1", "2"]
    assert (whole["weight_for"], whole["weight_absent"], whole["parts_of_one"]) == ("3", "2", "8")
    assert found["side", "governments"]["against"] == "1"
    assert found["side", "others"]["abstain"] == "1"
    levels = {level for level, _ in found}
    assert levels == ({"all", "side", "constituency", "seat"} if method in METHODS[:2] else {"all", "side"})


def test_where_the_record_says_how_each_voted_so_does_the_table(room: Room, browser: Browsers) -> None:
    voted(room, "recorded")
    found = {(row["level"], row["name"]): row for row in rows(browser())}
    assert found["constituency", "origin"]["for"] == "2"
    assert found["constituency", "destination"]["side"] == "governments"
    ghana = found["seat", "G-1"]
    assert (ghana["delegation"], ghana["side"], ghana["for"], ghana["weight_for"]) == ("Ghana", "governments", "1", "1")
    assert found["seat", "O-3"]["not_voting"] == found["seat", "O-4"]["absent"] == "1"
    for level in ("side", "constituency", "seat"):
        total = sum(int(row["weight_for"]) for (each, _), row in found.items() if each == level)
        assert total == int(found["all", "all"]["weight_for"])


def test_a_secret_vote_names_nobody_in_its_files(room: Room, browser: Browsers) -> None:
    voted(room, "secret")
    answer = browser().get(f"/g/{GROUP}/questions/1.json").get_json()
    assert {frozenset(each) for each in answer["ballots"]} == {frozenset({"side", "weight", "choice"})}
    assert "Ghana" not in browser().get(TABLE).text


def test_a_delegation_is_no_formula(room: Room, browser: Browsers) -> None:
    made = room.do(
        "Sam", "people.invite", email="e@site.test", name="Eve", delegation="=1+1",
        constituency=next(each["id"] for each in room.of("constituency") if each["code"] == "civil"),
    )
    room.do("Sam", "seat.assign", seat="O-4", person=made["person"])
    voted(room, "recorded")
    assert next(row for row in rows(browser()) if row["name"] == "O-4")["delegation"] == "'=1+1"


def test_before_the_close_there_are_no_figures(room: Room, browser: Browsers) -> None:
    room.voting()
    assert browser().get(TABLE).status_code == 409
    assert browser().get(f"/g/{GROUP}/questions/9/result.csv").status_code == 404
