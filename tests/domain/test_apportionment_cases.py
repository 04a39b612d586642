"""Worked examples and recorded results of sharing seats, from their sources, read as plans and shared as recorded.

The collection breaks ties by the order of its list and names methods and parameters of its own. Here a tie is broken by
a lot, and a method or a parameter that is not ours is refused.
"""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from deliberate.domain.plans import shared
from deliberate.domain.refusals import Refusal
from deliberate.domain.shares import Method

REFERENCE = Path(__file__).parents[3] / "shared" / "cases" / "apportionment.json"
CASES: list[dict[str, Any]] = json.loads(REFERENCE.read_text(encoding="utf-8")) if REFERENCE.exists() else []
NOT_OURS = {"adams", "dean", "modified_sainte_lague"}
TIED = {"app-tie-input-order"}


def is_ours(case: dict[str, Any]) -> bool:
    return case["rule"]["params"]["method"] in tuple(Method)


def cases(applies: Callable[[dict[str, Any]], bool] = is_ours) -> list[Any]:
    """The cases a test is about; one skipped parameter where the collection is not at hand."""
    if not CASES:
        return [pytest.param({}, marks=pytest.mark.skip(reason=f"{REFERENCE.name} is not here"))]
    return [pytest.param(case, id=case["id"]) for case in CASES if applies(case)]


def cases_with(param: str) -> list[Any]:
    """The cases with such a parameter."""
    return cases(lambda case: param in case["rule"]["params"])


def plan(case: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """The case as a plan of a side; names that are below the case's threshold have nothing to claim."""
    params, given = case["rule"]["params"], case["input"]
    floor, needed = params.get("minimum", 0), Fraction(params.get("threshold", 0)) * sum(given["votes"])
    minimums = floor if isinstance(floor, list) else [floor] * len(given["names"])
    claims = [
        {"name": name, "size": size if size >= needed else 0, "minimum": minimum}
        for name, size, minimum in zip(given["names"], given["votes"], minimums, strict=True)
    ]
    asked = {"side": "governments", "seats": given["seats"], "method": params["method"], "constituencies": claims}
    return asked | changed


@pytest.mark.parametrize("case", cases())
def test_seats_are_shared_as_the_source_has_them(case: dict[str, Any]) -> None:
    expected = case["expected"]
    result = shared(plan(case), seed="reference" if case["id"] in TIED else None)
    if case["id"] not in TIED:
        assert list(result.shares.seats.values()) == expected["seats"]
    if "threshold" not in case["rule"]["params"]:
        assert [str(quota) for quota in result.shares.quotas.values()] == expected["ideal_quota"]


@pytest.mark.parametrize("case", cases(lambda case: case["id"] in TIED))
def test_a_tie_that_the_source_breaks_by_the_order_of_its_list_is_broken_by_lot(case: dict[str, Any]) -> None:
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "seed_missing"):
        shared(plan(case))
    winners = {name for name, seats in zip(case["input"]["names"], case["expected"]["seats"], strict=True) if seats}
    drawn = [shared(plan(case), seed=str(seed)).shares for seed in range(30)]
    assert all(each.lot is not None and each.lot.among == ("A", "D", "E") for each in drawn)
    assert winners in [{name for name, seats in each.seats.items() if seats} for each in drawn]
    assert len({each.lot.winners[0] for each in drawn if each.lot}) == 3  # whoever is listed first has no advantage


@pytest.mark.parametrize("case", cases(lambda case: not is_ours(case)))
def test_a_method_that_is_not_ours_is_refused(case: dict[str, Any]) -> None:
    assert case["rule"]["params"]["method"] in NOT_OURS
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "unknown_method"):
        shared(plan(case))


@pytest.mark.parametrize("case", cases_with("threshold"))
def test_a_threshold_is_refused_for_a_constituency_has_none(case: dict[str, Any]) -> None:
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "unknown_field"):
        shared(plan(case, threshold=case["rule"]["params"]["threshold"]))


@pytest.mark.parametrize("case", cases_with("minimum"))
def test_a_plan_of_the_others_is_lawful_only_with_the_guarantee_for_migrants(case: dict[str, Any]) -> None:
    others = plan(case, side="others")
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "migrants_guarantee"):
        shared(others)
    others["constituencies"][0]["migrants"] = True
    if 2 * others["constituencies"][0]["minimum"] < others["seats"]:
        with pytest.raises(Refusal, check=lambda refusal: refusal.code == "migrants_guarantee"):
            shared(others)
        others["constituencies"][0]["minimum"] = others["seats"] // 2
    assert list(shared(others).shares.seats.values()) == case["expected"]["seats"]
