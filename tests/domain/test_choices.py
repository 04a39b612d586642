"""`deliberate choose FILE`: what comes first by a file's ballots, or one clear line that says what is wrong."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from deliberate.domain.choices import chosen, main
from deliberate.domain.refusals import Refusal

BALLOTS = [
    {"seat": "G-1", "side": "governments", "levels": [["A"], ["B"]]},
    {"seat": "O-1", "side": "others", "weight": "2", "levels": [["A"]]},
]
CASE: dict[str, Any] = {"method": "schulze", "options": ["A", "B"], "ballots": BALLOTS}


def run(tmp_path: Path, case: object, *, as_json: bool = False) -> tuple[int, str, str]:
    file, out, err = tmp_path / "choice.json", io.StringIO(), io.StringIO()
    file.write_text(json.dumps(case))
    return main(str(file), as_json, out, err), out.getvalue(), err.getvalue()


def test_it_says_what_comes_first_and_why(tmp_path: Path) -> None:
    status, out, err = run(tmp_path, CASE)
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "A comes first: no other is ahead of it."


def test_it_prints_the_result_as_json(tmp_path: Path) -> None:
    status, out, _ = run(tmp_path, CASE, as_json=True)
    assert status == 0
    assert json.loads(out) == chosen(CASE).json()


def test_a_ballot_of_approval_is_one_list() -> None:
    one = [{**each, "levels": [["A", "B"]]} for each in BALLOTS]
    assert chosen({**CASE, "method": "approval", "ballots": one}).first == ("A", "B")
    with pytest.raises(Refusal) as caught:
        chosen({**CASE, "method": "approval"})
    assert str(caught.value) == "ballots, line 1: by approval a ballot is one list, not several."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"method": "dice"}, "method"),
        ({"options": "AB"}, "options"),
        ({"options": ["A"]}, "2 to 100 options"),
        ({"ballots": [{**BALLOTS[0], "side": "cats"}]}, "ballots, line 1"),
        ({"ballots": [{**BALLOTS[0], "levels": [["C"]]}, BALLOTS[1]]}, "there is no option C"),
        ({"ballots": [{**BALLOTS[0], "weight": 0.5}]}, "ballots, line 1: weight"),
        ({"ballots": [{**BALLOTS[0], "cast_at": "noon"}]}, "ballots, line 1: there is no field"),
        ({"ballots": BALLOTS[:1]}, "No ballot of the others"),
        ({"ballots": [*BALLOTS, BALLOTS[0]]}, "ballots, line 3: G-1 has voted"),
    ],
)
def test_what_is_wrong_is_one_line_and_nothing_is_counted(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    status, out, err = run(tmp_path, {**CASE, **change})
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("field", ["method", "options", "ballots"])
def test_a_file_says_all_that_is_needed(field: str) -> None:
    with pytest.raises(Refusal) as caught:
        chosen({key: each for key, each in CASE.items() if key != field})
    assert caught.value.facts["field"] == field
