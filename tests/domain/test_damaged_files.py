"""Whatever a file holds, `deliberate count` and `deliberate seats` answer it whole or refuse it in one line."""

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain import cases, plans

OWN: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))
PLAN: dict[str, Any] = {
    "side": "others", "seats": 24, "method": "sainte_lague", "seed": "21 November", "migrants_share": "1/2",
    "constituencies": [
        {"name": "migrants", "size": 200, "minimum": 12, "migrants": True},
        {"name": "NGOs", "size": 500, "minimum": 1},
        {"name": "cities", "size": 500},
    ],
}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(10**39) | st.floats() | st.text(max_size=5)
    | st.sampled_from(["1/2", "2/0", "-1", "0.5", "1e9", "all", "each_group", "group:", "others", "for", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in the data, the whole among them."""
    yield path
    if isinstance(data, dict | list):
        for key, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(inner, (*path, key))


@st.composite
def put_otherwise(draw: st.DrawFn, whole: Any) -> bytes:
    """The file with one or two values of it replaced by anything that can be written as JSON."""
    damaged = deepcopy(whole)
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(list(places(damaged))))
        value = draw(JSON)
        if not path:
            damaged = value
            break
        inner = damaged
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value
    return json.dumps(damaged).encode()


@st.composite
def bitten(draw: st.DrawFn, whole: Any) -> bytes:
    """The file with a stretch of bytes gone, doubled or overwritten."""
    content = json.dumps(whole).encode()
    start = draw(st.integers(0, len(content)))
    end = min(len(content), start + draw(st.integers(0, 20)))
    other = draw(st.sampled_from([b"", content[start:end] * 2]) | st.binary(max_size=8))
    return content[:start] + other + content[end:]


def answered_or_refused(main: Callable[..., int], content: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.write(content)
        file.flush()
        for as_json in (True, False):
            out, err = io.StringIO(), io.StringIO()
            status = main(file.name, as_json, out, err)
            if status == 0:
                assert out.getvalue() or content == b"[]"  # no cases, no words
                assert not err.getvalue()
                assert not as_json or json.loads(out.getvalue()) is not None
            else:
                assert status == 2
                assert not out.getvalue()
                assert err.getvalue().startswith(file.name)
                assert err.getvalue().count("\n") == 1


@given(st.sampled_from(OWN).flatmap(lambda case: put_otherwise(case) | bitten(case)))
def test_a_damaged_case_is_counted_or_refused(content: bytes) -> None:
    answered_or_refused(cases.main, content)


@given(put_otherwise(PLAN) | bitten(PLAN))
def test_a_damaged_plan_is_shared_or_refused(content: bytes) -> None:
    answered_or_refused(plans.main, content)


COMMAND = [sys.executable, "-c", "from deliberate.cli import main; main()"]
WEIGHING = '{"rule": {"weighting": "seat", "tests": [{"scope": "all", "choice": "for", "measure": "weight", "base": \
"cast", "more_than": "1/2"}]}, "electorate": [{"seat": "a", "side": "x", "weight": 0.1}]}'


@pytest.mark.parametrize(("command", "content", "said"), [
    ("count", WEIGHING.encode(), 'electorate, line 1: weight is 0.1; write an integer or a fraction such as "2/3"'),
    ("count", json.dumps(OWN).encode()[:1000], "This is not JSON: line 1, column"),
    ("count", b"\x89PNG\r\n\x1a\n", "not UTF-8 text, at byte 0"),
    ("seats", json.dumps(PLAN).replace("500", "5e2").encode(), "constituencies, line 2: size is 5e2; write an integer"),
    ("seats", json.dumps(PLAN).replace("sainte_lague", "webster").encode(), "There is no method webster here."),
    ("seats", None, "No such file or directory"),
])
def test_the_command_line_refuses_in_one_line_with_status_2(
    tmp_path: Path, command: str, content: bytes | None, said: str
) -> None:
    file = tmp_path / "damaged.json"
    if content is not None:
        file.write_bytes(content)
    done = subprocess.run([*COMMAND, command, str(file), "--json"], capture_output=True, text=True, timeout=110)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
