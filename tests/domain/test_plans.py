"""`deliberate seats PLAN`: what is read from a plan, what is printed, and that every error names its place."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from deliberate.domain.plans import main, parse, shared
from deliberate.domain.refusals import Refusal

OTHERS = [
    {"name": "migrants", "size": 200, "minimum": 12, "migrants": True},
    {"name": "NGOs", "size": 500, "minimum": 1},
    {"name": "unions", "size": 150, "minimum": 1},
    {"name": "cities", "size": 10, "minimum": 1},
]
TIED = [{"name": name, "size": size} for name, size in {"A": 2, "B": 1, "C": 1, "D": 2, "E": 2}.items()]


def plan(**changed: Any) -> dict[str, Any]:
    """A plan of the others that can be shared, changed by the fields."""
    return {"side": "others", "seats": 24, "constituencies": OTHERS, **changed}


def tied(**changed: Any) -> dict[str, Any]:
    """A plan of the governments in which three tie for two seats."""
    return {"side": "governments", "seats": 2, "method": "dhondt", "constituencies": TIED, **changed}


def run(
    tmp_path: Path, content: object, as_json: bool = True, seed: str | None = None
) -> tuple[int, str, str]:
    """Exit status, output and errors of sharing the seats of a plan."""
    file = tmp_path / "plan.json"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    out, err = io.StringIO(), io.StringIO()
    return main(str(file), as_json, out, err, seed), out.getvalue(), err.getvalue()


def failed(tmp_path: Path, content: object, seed: str | None = None) -> str:
    """The one line of error of a plan that cannot be shared, in JSON or in words."""
    for as_json in (True, False):
        status, out, err = run(tmp_path, content, as_json, seed)
        assert (status, out) == (2, "")
        assert err.count("\n") == 1
    return err.removeprefix(f"{tmp_path / 'plan.json'}: ").removesuffix("\n")


class TestOutput:
    def test_it_prints_one_object_with_seats_quotas_and_no_lot(self, tmp_path: Path) -> None:
        status, out, err = run(tmp_path, plan())
        assert (status, err) == (0, "")
        found = json.loads(out)
        assert {name: found[name] for name in ("side", "seats", "method", "seed", "lot")} == {
            "side": "others", "seats": 24, "method": "sainte_lague", "seed": None, "lot": None,
        }
        assert found["constituencies"][0] == {
            "name": "migrants", "size": 200, "minimum": 12, "migrants": True, "quota": "240/43", "seats": 12,
        }
        assert [each["seats"] for each in found["constituencies"]] == [12, 8, 3, 1]

    def test_in_words_it_explains_itself(self, tmp_path: Path) -> None:
        assert run(tmp_path, plan(), as_json=False)[1].splitlines() == [
            "24 seats of the others, shared by the method of Sainte-Laguë.",
            "  migrants: 12; its quota is 240/43, and it is guaranteed 12.",
            "  NGOs: 8; its quota is 600/43, and it is guaranteed 1.",
            "  unions: 3; its quota is 180/43, and it is guaranteed 1.",
            "  cities: 1; its quota is 12/43, and it is guaranteed 1.",
        ]

    @pytest.mark.parametrize(("method", "seats"), [
        ("sainte_lague", [9, 8, 5, 3, 1]), ("dhondt", [10, 7, 5, 3, 1]), ("hamilton", [9, 7, 5, 4, 1]),
    ])
    def test_the_method_is_asked_for_by_name(self, method: str, seats: list[int]) -> None:
        sizes = {"A": 9061, "B": 7179, "C": 5259, "D": 3319, "E": 1182}  # Balinski and Young, 26 seats
        claims = [{"name": name, "size": size} for name, size in sizes.items()]
        result = shared({"side": "governments", "seats": 26, "method": method, "constituencies": claims})
        assert list(result.shares.seats.values()) == seats

    def test_a_tie_is_broken_by_a_lot_that_anyone_can_draw_again(self, tmp_path: Path) -> None:
        found = json.loads(run(tmp_path, tied(seed="3 March"))[1])
        order = sorted("ADE", key=lambda name: hashlib.sha256(f"3 March\n{name}".encode()).digest())
        assert found["seed"] == "3 March"
        assert found["lot"] == {"seed": "3 March", "among": ["A", "D", "E"], "seats": 2, "winners": order[:2]}
        assert {each["name"] for each in found["constituencies"] if each["seats"]} == set(order[:2])

    def test_the_seed_is_the_plans_own_or_given_beside_it_and_is_printed(self, tmp_path: Path) -> None:
        own = run(tmp_path, tied(seed="7"), as_json=False)
        assert own == run(tmp_path, tied(), as_json=False, seed="7") == run(tmp_path, tied(seed=7), as_json=False)
        assert "The seed of the lot is 7." in own[1]
        assert run(tmp_path, tied(seed="7"), seed="7")[0] == 0

    def test_a_seed_that_is_not_needed_harms_nothing(self, tmp_path: Path) -> None:
        status, out, _ = run(tmp_path, plan(seed="7"))
        assert (status, json.loads(out)["lot"]) == (0, None)

    def test_notes_for_people_may_say_anything(self) -> None:
        assert parse(plan(id=3, note=["as agreed"], source=None)) == parse(plan())

    def test_another_guarantee_for_migrants_may_be_agreed(self) -> None:
        fewer = [{**OTHERS[0], "minimum": 8}, *OTHERS[1:]]
        assert shared(plan(constituencies=fewer, migrants_share="1/3")).shares.seats["migrants"] == 8
        assert shared(plan(constituencies=OTHERS[1:], migrants_share=0)).shares.seats["NGOs"] == 18


class TestErrors:
    @pytest.mark.parametrize(("wrong", "message"), [
        ([], "plan: an object with named fields is needed, not a list."),
        ({"side": "others", "seats": 2}, "plan: the field constituencies is missing."),
        (plan(sides="both"), 'plan: there is no field "sides"; the fields are side, seats, constituencies, method, '
         "seed, migrants_share, id, note, source."),
        (plan(side="north"), 'plan: side is "north"; it must be one of governments, others.'),
        (plan(seats=0), "A side has 1 to 1000 seats, not 0. Choose a number in that range."),
        (tied(seats=0), "A side has 1 to 1000 seats, not 0. Choose a number in that range."),
        (tied(seats=1001), "A side has 1 to 1000 seats, not 1001. Choose a number in that range."),
        (plan(seats="3/2"), 'plan: seats is "3/2"; it must be a whole number.'),
        (plan(seats=-1), "plan: seats is -1; it cannot be below zero."),
        (plan(seats=True), 'plan: seats is true; it must be an integer or a fraction such as "2/3".'),
        (plan(method="adams"),
         "There is no method adams here. Choose one of sainte_lague, hamilton, dhondt."),
        (plan(method=None), "plan: method must be a name, not null."),
        (plan(seed=""), 'plan: seed must be a name, not "".'),
        (plan(seed=True), "plan: seed must be a name, not true."),
        (plan(constituencies={}), "constituencies: a list is needed, not an object."),
        (tied(constituencies=[]),
         "No constituency has a size above zero, so there is nothing to share seats by. Give at least one size."),
        (tied(constituencies=[{"name": "A"}]), "constituencies, line 1: the field size is missing."),
        (tied(constituencies=[{"name": "A", "size": -1}]),
         "constituencies, line 1: size is -1; it cannot be below zero."),
        (tied(constituencies=[{"name": "A", "size": 1}] * 2), "constituencies, line 2: A is already listed."),
        (tied(constituencies=[{"name": "A", "size": 1}] * 1001),
         "constituencies: there are 1001; a side has at most 1000."),
        (tied(constituencies=[{"name": "A", "size": 1, "floor": 1}]),
         'constituencies, line 1: there is no field "floor"; the fields are name, size, minimum, migrants.'),
        (tied(constituencies=[{"name": "A", "size": 1, "migrants": 1}]),
         "constituencies, line 1: migrants is 1; it must be one of true, false."),
        (tied(constituencies=[{"name": "A", "size": 1, "minimum": 3}]),
         "The guaranteed minimums add up to 3, more than the side's 2 seats. Lower some."),
        (tied(constituencies=OTHERS),
         "Migrants and diaspora sit among the others. Move migrants there, or take the mark off."),
        (plan(migrants_share="3/2"),
         'plan: migrants_share is for a plan of the others, and at most 1; here it is "3/2".'),
        (tied(migrants_share="1/2"),
         'plan: migrants_share is for a plan of the others, and at most 1; here it is "1/2".'),
    ])
    def test_it_says_what_is_wrong_and_where(self, tmp_path: Path, wrong: object, message: str) -> None:
        assert failed(tmp_path, wrong) == message

    @pytest.mark.parametrize(("minimum", "lawful"), [(11, False), (12, True), (13, True)])
    def test_migrants_are_guaranteed_half_of_the_others(self, tmp_path: Path, minimum: int, lawful: bool) -> None:
        constituencies = [{**OTHERS[0], "minimum": minimum}, *OTHERS[1:]]
        if lawful:
            assert run(tmp_path, plan(constituencies=constituencies))[0] == 0
        else:
            assert failed(tmp_path, plan(constituencies=constituencies)) == (
                "Migrants and diaspora are guaranteed 11 of the others' 24 seats, and must be guaranteed at least 12: "
                "mark their constituencies and raise the minimum of these."
            )

    def test_half_of_an_odd_side_is_rounded_up(self) -> None:
        for minimum, lawful in ((3, False), (4, True)):
            claims = [{"name": "migrants", "size": 1, "minimum": minimum, "migrants": True}, {"name": "x", "size": 9}]
            odd = plan(seats=7, constituencies=claims)
            if lawful:
                assert shared(odd).shares.seats == {"migrants": 4, "x": 3}
            else:
                with pytest.raises(Refusal) as caught:
                    shared(odd)
                assert caught.value.code == "migrants_guarantee"

    def test_a_tie_without_a_seed_is_not_broken(self, tmp_path: Path) -> None:
        assert failed(tmp_path, tied()) == (
            "A, D, E tie for the last seats, 2 of them, and a lot needs a seed: add it to the plan."
        )

    def test_two_seeds_are_one_too_many(self, tmp_path: Path) -> None:
        assert failed(tmp_path, tied(seed="7"), seed="8") == (
            'The plan\'s own seed is "7" and another is given, "8": keep one of them.'
        )
        assert failed(tmp_path, tied(), seed="") == '--seed: seed must be a name, not "".'

    @pytest.mark.parametrize("number", ["0.5", "1.0", "24e0", "-0.0"])
    def test_a_float_is_refused_wherever_a_number_is_read(self, tmp_path: Path, number: str) -> None:
        for place in ('"seats": 24', '"size": 500', '"minimum": 12'):
            text = json.dumps(plan()).replace(place, f"{place.partition(':')[0]}: {number}")
            assert f"is {number}; write an integer" in failed(tmp_path, text.encode())

    @pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"nothing", b'{"seats": NaN}', b"[" * 100_000])
    def test_a_damaged_file_is_one_line_of_error(self, tmp_path: Path, content: bytes) -> None:
        assert failed(tmp_path, content)

    def test_a_name_that_is_half_a_character_can_still_be_drawn(self, tmp_path: Path) -> None:
        halves = [{"name": name, "size": 1} for name in ("\ud800", "\udfff")]
        status, out, _ = run(tmp_path, tied(seats=1, constituencies=halves, seed="\ud801"), as_json=False)
        assert status == 0
        assert "\\ud800" in out

    def test_a_file_that_is_not_there_is_one_line_of_error(self, tmp_path: Path) -> None:
        out, err = io.StringIO(), io.StringIO()
        assert main(str(tmp_path / "none.json"), False, out, err) == 2
        assert (out.getvalue(), err.getvalue()) == ("", f"{tmp_path / 'none.json'}: No such file or directory\n")
