"""`deliberate count FILE`: what is read from a file, what is printed, and that every error names its case and line."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from deliberate.domain.cases import counted, decided, main, readable
from deliberate.domain.counting import PRESETS
from deliberate.domain.refusals import Refusal

OWN = Path(__file__).parent / "cases.json"


def case(**changed: Any) -> dict[str, Any]:
    """A small case that counts, changed by the fields."""
    test = {"scope": "all", "choice": "for", "measure": "heads", "base": "for_against", "more_than": "1/2"}
    seats = [{"seat": f"G-{number}", "side": "governments"} for number in (1, 2, 3)]
    choices = {"G-1": "for", "G-2": "against", "G-3": "for"}
    return {
        "id": "small", "rule": {"weighting": "equal", "quorum": [], "tests": [test]}, "electorate": seats,
        "ballots": [{"seat": seat, "choice": choice} for seat, choice in choices.items()], **changed,
    }


def run(tmp_path: Path, content: str | bytes, as_json: bool = True) -> tuple[int, str, str]:
    """Exit status, output and errors of counting a file with this content."""
    file = tmp_path / "cases.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    out, err = io.StringIO(), io.StringIO()
    return main(str(file), as_json, out, err), out.getvalue(), err.getvalue()


def failed(tmp_path: Path, content: str | bytes) -> str:
    """The one line of error of a file that cannot be counted, in JSON or in words."""
    for as_json in (True, False):
        status, out, err = run(tmp_path, content, as_json)
        assert (status, out) == (2, "")
        assert err.count("\n") == 1
    return err.removeprefix(f"{tmp_path / 'cases.json'}: ").removesuffix("\n")


class TestOutput:
    def test_one_case_is_printed_as_a_list_of_one(self, tmp_path: Path) -> None:
        status, out, err = run(tmp_path, json.dumps(case()))
        assert (status, err) == (0, "")
        (result,) = json.loads(out)
        assert list(result) == ["id", "outcome", "tie", "quorum", "tests", "tally"]
        assert (result["id"], result["outcome"], result["tests"][0]["share"]) == ("small", "adopted", "2/3")

    def test_several_cases_keep_the_order_of_the_file(self, tmp_path: Path) -> None:
        _, out, _ = run(tmp_path, json.dumps([case(id=name) for name in ("b", "a", "c")]))
        assert [each["id"] for each in json.loads(out)] == ["b", "a", "c"]

    def test_an_empty_list_is_counted_as_none(self, tmp_path: Path) -> None:
        assert run(tmp_path, "[]") == (0, "[]\n", "")

    def test_in_words_it_explains_itself(self, tmp_path: Path) -> None:
        status, out, _ = run(tmp_path, json.dumps(case()), as_json=False)
        assert status == 0
        assert out.splitlines() == [
            "small: adopted",
            "  all: 2 for, 1 against, 0 abstained, 0 not voting, 0 absent",
            "  side:governments: 2 for, 1 against, 0 abstained, 0 not voting, 0 absent",
            "  Adopted: every test is met.",
            "  Within the whole body: the votes for come to 2/3 of the votes cast for and against (2 of 3, 66.7%); "
            "more than 1/2 needed: enough.",
        ]

    def test_words_are_printed_also_where_the_terminal_lacks_their_letters(self, tmp_path: Path) -> None:
        file = tmp_path / "cases.json"
        file.write_text(json.dumps(case(id="\u0645\u0635\u0631 \ud800")), encoding="utf-8")
        out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
        assert main(str(file), False, out, io.StringIO()) == 0

    def test_fields_of_a_case_that_counting_does_not_know_are_ignored_whatever_they_hold(self, tmp_path: Path) -> None:
        text = json.dumps(case(source="a book", expect={"outcome": "rejected"}))
        text = text.replace('"a book"', '{"year": 19.5, "year": 1e3}')
        assert run(tmp_path, text)[0] == 0

    def test_left_out_fields_have_their_documented_meaning(self) -> None:
        left_out = {"group": None, "weight": "1", "present": True}
        full = [{**seat, **left_out} for seat in case()["electorate"]]
        assert counted(case(electorate=full)) == counted(case())

    def test_a_case_without_ballots_is_counted(self) -> None:
        lone = case()
        del lone["ballots"], lone["id"]
        (result,) = counted(lone)
        assert (result["id"], result["outcome"]) == (None, "rejected")

    def test_our_own_cases_can_be_read_aloud(self) -> None:
        said = readable(decided(json.loads(OWN.read_text(encoding="utf-8"))))
        assert "unequal-halves-weigh-the-same: rejected (tie)" in said
        assert "three-chambers-one-missing: no quorum" in said

    def test_a_byte_order_mark_is_no_error(self, tmp_path: Path) -> None:
        assert run(tmp_path, b"\xef\xbb\xbf" + json.dumps(case()).encode())[0] == 0


class TestErrors:
    @pytest.mark.parametrize(("changed", "message"), [
        ({"ballots": [{"seat": "G-9", "choice": "for"}]}, "ballots, line 1: there is no seat G-9."),
        ({"ballots": [{"seat": "G-1", "choice": "for"}] * 2}, "ballots, line 2: G-1 has voted."),
        ({"ballots": [{"seat": "G-1", "choice": "yes"}]},
         "ballots, line 1: yes is no choice; a vote is for, against or abstain."),
        ({"ballots": [{"seat": "G-1", "choice": "for", "colour": "red"}]},
         'ballots, line 1: there is no field "colour"; the fields are seat, choice.'),
        ({"ballots": [{"seat": "G-1", "side": "governments", "choice": "for"}]},
         'ballots, line 1: there is no field "side"; the fields are seat, choice.'),
        ({"ballots": [{"choice": "for"}]}, "ballots, line 1: the field side is missing."),
        ({"ballots": [{"seat": "G-1"}]}, "ballots, line 1: the field choice is missing."),
        ({"ballots": [{"seat": 1, "choice": "for"}]}, "ballots, line 1: seat must be a name, not 1."),
        ({"ballots": ["G-1"]}, 'ballots, line 1: an object with named fields is needed, not "G-1".'),
        ({"ballots": {}}, "ballots: a list is needed, not an object."),
        ({"ballots": [], "counts": [{"side": "governments", "for": -1}]},
         "counts, line 1: for is -1; it cannot be below zero."),
        ({"ballots": [], "counts": [{"side": "governments", "for": "1/2"}]},
         "counts, line 1: hands are whole numbers."),
        ({"ballots": [], "counts": [{"side": "governments", "for": 4}]},
         "counts, line 1: more hands on the side governments than its 3 seats present."),
        ({"ballots": [], "counts": [{"side": "governments", "group": "x"}]},
         'counts, line 1: there is no field "group"; the fields are side, for, against, abstain.'),
        ({"electorate": [{"seat": "G-1", "side": "governments", "weight": 0.5}]},
         'electorate, line 1: weight is 0.5; write an integer or a fraction such as "2/3" instead.'),
        ({"electorate": [{"seat": "G-1", "side": "governments", "weight": "1/0"}]},
         'electorate, line 1: weight is "1/0"; it must be an integer or a fraction such as "2/3".'),
        ({"electorate": [{"seat": "G-1", "side": "governments", "weight": "-1"}]},
         'electorate, line 1: weight is "-1"; it cannot be below zero.'),
        ({"electorate": [{"seat": "G-1", "side": "governments"}] * 2},
         "electorate, line 2: the seat G-1 is already listed."),
        ({"electorate": [{"seat": "G-1", "side": "governments", "vote": "for"}]},
         'electorate, line 1: there is no field "vote"; the fields are seat, side, group, weight, present.'),
        ({"electorate": [{"seat": "G-1", "side": "governments", "present": "yes"}]},
         'electorate, line 1: present is "yes"; it must be one of true, false.'),
        ({"electorate": [{"seat": "", "side": "governments"}]}, 'electorate, line 1: seat must be a name, not "".'),
        ({"electorate": [], "ballots": []}, "There are no seats: nobody is entitled to vote."),
        ({"rule": PRESETS["procedural"].json()},
         "Parity needs exactly two sides with seats; there are 1: governments."),
        ({"rule": {"weighting": "equal", "tests": []}},
         "A rule needs at least one test; without one nothing could be rejected."),
    ])
    def test_it_names_the_case_and_the_line(self, tmp_path: Path, changed: dict[str, Any], message: str) -> None:
        assert failed(tmp_path, json.dumps([case(id="good"), case(**changed)])) == f'case "small": {message}'

    def test_a_ballot_of_a_seat_that_is_not_present_is_one(self, tmp_path: Path) -> None:
        small = case()
        small["electorate"][1]["present"] = False
        assert failed(tmp_path, json.dumps(small)) == 'case "small": ballots, line 2: G-2 is not present.'

    def test_a_case_without_a_name_is_known_by_its_number(self, tmp_path: Path) -> None:
        nameless = case()
        del nameless["id"], nameless["rule"]
        assert failed(tmp_path, json.dumps([case(), nameless])) == "case number 2: case: the field rule is missing."

    @pytest.mark.parametrize("wrong", ["7", '"x"', "null", "[1]", "[[]]", "true", "1.5"])
    def test_what_is_no_case_is_one(self, tmp_path: Path, wrong: str) -> None:
        assert failed(tmp_path, wrong).startswith("case number 1: case: an object with named fields is needed, not ")

    @pytest.mark.parametrize("identity", [True, [], {"a": 1}, 1.5])
    def test_an_id_that_is_no_name_is_one(self, tmp_path: Path, identity: object) -> None:
        assert "its id must be a name" in failed(tmp_path, json.dumps(case(id=identity)))

    @pytest.mark.parametrize("text", [
        "", "{", "nothing", '{"a": NaN}', "[Infinity]", "[1" + "0" * 5000 + "]", "[" * 100_000,
        '{"id": "a"} {"id": "b"}', "\x00",
    ])
    def test_what_is_no_json_is_one(self, tmp_path: Path, text: str) -> None:
        assert "JSON" in failed(tmp_path, text)

    def test_it_says_where_the_json_breaks(self, tmp_path: Path) -> None:
        assert failed(tmp_path, '{\n"id": }') == "This is not JSON: line 2, column 7: Expecting value."

    def test_a_field_named_twice_is_one(self, tmp_path: Path) -> None:
        text = json.dumps(case()).replace('"choice": "against"', '"choice": "against", "choice": "for"')
        assert failed(tmp_path, text) == 'case "small": ballots, line 2: the field "choice" stands twice; keep one.'

    @pytest.mark.parametrize("number", ["0.5", "1.0", "1e2", "-0.0", "1E400"])
    def test_a_float_is_one_wherever_a_number_is_read(self, tmp_path: Path, number: str) -> None:
        weight = json.dumps(case()).replace('"side": "governments"}', f'"side": "governments", "weight": {number}}}', 1)
        assert f"electorate, line 1: weight is {number}" in failed(tmp_path, weight)
        threshold = json.dumps(case()).replace('"more_than": "1/2"', f'"more_than": {number}')
        assert f"tests, line 1: more_than is {number}" in failed(tmp_path, threshold)

    def test_an_unreadable_file_is_one(self, tmp_path: Path) -> None:
        out, err = io.StringIO(), io.StringIO()
        for path in (tmp_path / "missing.json", tmp_path):
            assert main(str(path), True, out, err) == 2
        assert out.getvalue() == ""
        assert "No such file" in err.getvalue()

    def test_a_file_that_is_not_text_is_one(self, tmp_path: Path) -> None:
        assert failed(tmp_path, b"\xff\xfe[]") == "not UTF-8 text, at byte 0"

    def test_names_with_line_breaks_do_not_break_the_line(self, tmp_path: Path) -> None:
        odd = json.dumps(case(id="a\nb", ballots=[{"seat": "G\n1", "choice": "for"}]))
        assert failed(tmp_path, odd) == 'case "a\\nb": ballots, line 1: there is no seat G\\n1.'

    def test_nothing_is_counted_in_part(self) -> None:
        with pytest.raises(Refusal):
            counted([case(), case(ballots=[{"seat": "G-1", "choice": "for"}, {"seat": "?", "choice": "for"}])])

    def test_the_facts_of_the_refusal_are_kept(self) -> None:
        with pytest.raises(Refusal) as caught:
            counted(case(ballots=[{"seat": "?", "choice": "for"}]))
        assert caught.value.code == "unknown_seat"
        assert caught.value.facts | {"line": 1, "seat": "?"} == caught.value.facts
